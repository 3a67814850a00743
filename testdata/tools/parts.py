"""What the books share: a song as a part of a book, contents entries, and the writing of a book's truth."""
from pathlib import Path

import book
import pdf
from book import Part
from engrave import quote, song_score
from tunes import read_tunes

SONGS = Path(__file__).resolve().parent.parent / "songs"
WORKERS = 2
INFO = {"/Producer": "sheetsplit test books"}
NOTICE = (
    "© 2026 the sheetsplit authors",
    "Tune and words in the public domain · This arrangement © 2026, dedicated to the public (CC0)",
)


def songs_of(name):
    return read_tunes(SONGS / f"{name}.abc")


def by(role, name):
    return f"{role}: {name}" if name.startswith("Traditional") else f"{role} by {name}"


def credits(tune):
    if tune.composer == tune.author and not tune.composer.startswith("Traditional"):
        return "", f"Words and Music by {tune.author}"
    return by("Words", tune.author), by("Music", tune.composer)


def title_markup(lines):
    if len(lines) == 1:
        return quote(lines[0])
    return "\\markup \\center-column { " + " ".join(quote(l) for l in lines) + " }"


def song(tunes, name, label, form="intro v1 v2", left="oom", right="full", move="", title=None, toc=None,
         lines=None, caps=False, notice=NOTICE, folio="arabic", subtitle="", artist=None,
         **facts):
    """A song as a part of a book; title is what it is called there, toc what the contents page prints."""
    tune = tunes[name]
    title = title or tune.title
    shown = lines or [title]
    shown = [l.upper() for l in shown] if caps else shown
    poet, composer = credits(tune)
    header = f"title = {title_markup(shown)} poet = {quote(poet)} composer = {quote(composer)} "
    header += f"subtitle = {quote(subtitle)}"
    if notice:
        header += " copyright = \\markup \\center-column { " + " ".join(quote(n) for n in notice) + " }"
    facts = {
        "label": label,
        "title": title,
        "toc": toc or title,
        "on_page": " ".join(shown),
        "artist": artist,
        **facts,
    }
    return Part("music", song_score(tune, label, form, left, right, move), folio, facts, header)


def entries(parts, pages, offset):
    """Contents entries: what the TOC prints, and the folio (00 before the first layout)."""
    out = []
    for part in parts:
        s = part.song
        if not s.get("unlisted"):
            out.append((s.get("toc_lines") or s["toc"], pages.get(s["label"] + "-start", offset) - offset))
    return out


def article_last(title):
    return title[4:] + ", The" if title.startswith("The ") else title


def save(layout, kind, cases, out):
    truth = book.truth_of(layout, kind, cases)
    book.write_truth(truth, out / f"{layout['book']}.truth.json")
    found = pdf.page_count(out / f"{layout['book']}.pdf")
    if found != truth["pages"]:
        raise SystemExit(f"{layout['book']}: {found} pages, the truth says {truth['pages']}")


def named(layout, title):
    return next(s for s in layout["songs"] if s["title"] == title)


def engrave(stem, style, make_parts, work):
    source, pages, parts = book.lay_out(stem, style, make_parts, work)
    return book.layout_of(stem, style, source, pages, parts, pdf.page_count(source))
