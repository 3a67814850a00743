"""Builds the test books: build.py OUTPUT WORK [book …]. Each book is a function of its name's sources."""
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import book
import pdf
import scan
import words
from book import Part, Style
from engrave import quote, song_score
from tunes import read_tunes

HERE = Path(__file__).resolve().parent.parent
WORKERS = 2
INFO = {"/Producer": "sheetsplit test books"}
NOTICE = ("© 2026 the sheetsplit authors", "Tune and words in the public domain · This arrangement © 2026, dedicated to the public (CC0)")


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


def song(tunes, name, label, form="intro v1 v2", left="oom", right="full", move="", title=None, toc=None, lines=None,
         caps=False, notice=NOTICE, folio="arabic", subtitle="", credit=None, artist=None, **facts):
    """A song as a part of a book; title is what it is called there, toc what the contents page prints."""
    tune = tunes[name]
    title = title or tune.title
    shown = lines or [title]
    shown = [l.upper() for l in shown] if caps else shown
    poet, composer = credit or credits(tune)
    header = f"title = {title_markup(shown)} poet = {quote(poet)} composer = {quote(composer)} subtitle = {quote(subtitle)}"
    if notice:
        header += " copyright = \\markup \\center-column { " + " ".join(quote(n) for n in notice) + " }"
    facts = {"label": label, "title": title, "toc": toc or title, "on_page": " ".join(shown), "artist": artist, **facts}
    return Part("music", song_score(tune, label, form, left, right, move), folio, facts, header)


def entries(parts, pages, offset):
    """Contents entries: what the TOC prints, and the folio (00 before the first layout)."""
    out = []
    for part in parts:
        s = part.song
        if not s.get("unlisted"):
            out.append((s.get("toc_lines") or s["toc"], pages.get(s["label"] + "-start", offset) - offset))
    return out


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


def parlour_vector(out, work):
    tunes = read_tunes(HERE / "songs" / "parlour.abc")
    style = Style(paper=(229, 305), font="C059", staff=17.5, offset=4, gap=16)
    wide = "left-margin = 24\\mm right-margin = 24\\mm"

    def parts(pages):
        songs = [
            song(tunes, "oh-susanna", "s1", "intro v1 v2"),
            song(tunes, "greensleeves", "s2", "intro v1 v2", "arp", "two"),
            song(tunes, "endearing", "s3", "intro v1 v2", "arp", "two", lines=["Believe Me, If All Those", "Endearing Young Charms"],
                 toc_lines=["Believe Me, If All Those", "Endearing Young Charms"]),
            song(tunes, "three-blind-mice", "s4", "intro v1 play", "block", "full"),
            song(tunes, "blue-bells", "s5", "intro v1 v2", "block", "two", toc="Blue Bells of Scotland, The"),
            song(tunes, "daisy-bell", "s6", "intro v1 v2", "oom", "full"),
            song(tunes, "annie-laurie", "s7", "v1 v2", "arp", "two"),
            song(tunes, "home-sweet-home", "s8", "intro v1 play", "oom", "two"),
            song(tunes, "my-bonnie", "s9", "intro v1 play v2", "oom", "full"),
            song(tunes, "long-long-ago", "s10", "intro v1 v2", "arp", "plain"),
            song(tunes, "aura-lee", "s11", "intro v12", "block", "full"),
            song(tunes, "good-night-ladies", "s12", "intro v1 v2", "oom", "full"),
        ]
        return [
            Part("cover", words.cover(["Parlour", "Songs"], "twelve favourites for piano and voice", "SPINET PRESS", "URW Bookman Bold")),
            Part("blank", words.blank()),
            Part("foreword", words.preface("Preface", [
                "The songs in this book were sung at home, by whoever stood nearest to the piano, long before anybody thought of "
                "recording them. The tunes are given plainly, with the words that everyone remembers and one further verse.",
                "The left hand keeps time and may be left to a beginner. Chord names stand above the voice for those who would rather "
                "play the guitar, and a short introduction gives the singers their note.",
                "All twelve are in the public domain. They were set anew for this book, and the setting too may be copied, changed and "
                "sung by anyone."]), "roman", paper=wide),
            Part("toc", words.contents("Contents", entries(songs, pages, style.offset), 78), "roman", paper=wide),
            *songs,
            Part("ads", words.advert("More Music from the Spinet Press", "Ask for these albums where you bought this one", [
                ("Songs of the Hearth", "$3.95", "Annie Laurie, Home, Sweet Home and thirty more"),
                ("The Young Pianist", "$2.50", "first pieces, carefully fingered"),
                ("Sea Songs and Shanties", "$4.25", "with notes on the work they went with"),
                ("A Garland of Waltzes", "$5.00", "eighteen dances for two hands"),
                ("Hymns for Small Choirs", "$3.00", "in two and three parts")], "SPINET PRESS · by the canal"), paper=wide),
        ]

    layout = engrave("parlour-vector", style, parts, work)
    pdf.finish(layout["pdf"], out / "parlour-vector.pdf", {**INFO, "/Title": "Parlour Songs"}, work)
    save(layout, "vector", ["dotted TOC", "wrapped title", "title starts with a digit", "inverted article", "roman front matter",
                            "folios bottom outer", "advert after the last song"], out)


def parlour_scan(out, work):
    tunes = read_tunes(HERE / "songs" / "parlour.abc")
    style = Style(paper=(216, 279), font="Nimbus Roman", staff=18, offset=4, gap=15, edge="top", hide_first=True, title_font="URW Bookman Bold",
                  title_size=5.5)

    def parts(pages):
        songs = [
            song(tunes, "camptown", "s1", "intro v1 v2", "oom", "full", "d c"),
            song(tunes, "silent-night", "s2", "v12", "arp", "two"),
            song(tunes, "clementine", "s3", "intro v1 v2", "oom", "two", "f g"),
            song(tunes, "auld-lang-syne", "s4", "intro v1 v2", "arp", "full"),
            song(tunes, "skye-boat", "s5", "intro v1 v2", "arp", "two", "g f", toc="Skye Boat Song, The"),
            song(tunes, "jingle-bells", "s6", "intro v1 play", "oom", "full"),
            song(tunes, "yankee-doodle", "s7", "intro v1 v2", "oom", "two", "g a"),
            song(tunes, "row-your-boat", "s8", "v12", "block", "full"),
            song(tunes, "all-through-the-night", "s9", "intro v1 v2", "block", "full", "g f"),
            song(tunes, "cockles-and-mussels", "s10", "intro v1 v2", "oom", "two"),
            song(tunes, "wenceslas", "s11", "v12", "block", "full", "g f"),
            song(tunes, "home-sweet-home", "s12", "intro v1", "arp", "two", "d ef"),
        ]
        return [
            Part("cover", words.cover(["The Fireside", "Song Album"], "for voice and piano", "SPINET PRESS", "URW Bookman Bold")),
            Part("blank", words.blank()),
            Part("foreword", words.preface("To the Singer", [
                "Here are a dozen songs for an evening by the fire. None of them needs a trained voice, and most of them are the better "
                "for a chorus of neighbours.",
                "Numbers in the contents are those printed at the top of the pages."])),
            Part("toc", words.contents("CONTENTS", entries(songs, pages, style.offset), 84)),
            *songs,
        ]

    layout = engrave("parlour-scan", style, parts, work)
    lost = named(layout, "Row, Row, Row Your Boat")
    if lost["start"] != lost["end"]:
        raise SystemExit("parlour-scan: the lost song should have one page")
    after = named(layout, "The Skye Boat Song")["end"]
    order = []
    for page in range(1, len(layout["kinds"]) + 1):
        if page != lost["start"]:
            order.append(page)
        if page == after:
            order += ["photo", "photo"]
    source, folder = layout["pdf"], work / "parlour-scan.d"
    folder.mkdir(exist_ok=True)

    def leaf(n):
        old, raw, done = order[n - 1], folder / f"{n}.pgm", folder / f"{n}.tif"
        if old == "photo":
            scan.photo(raw, 2550, 3300, n, "From the collection of the publishers")
        else:
            scan.draw_page(source, old, 300, raw, scan.skew_of(n, 0.9))
        scan.bilevel(raw, done, (2550, 3300), n, specks=45)
        raw.unlink()
        return {"image": done, "dpi": 300}

    with ThreadPoolExecutor(WORKERS) as pool:
        leaves = list(pool.map(leaf, range(1, len(order) + 1)))
    pdf.write_images(out / "parlour-scan.pdf", leaves, {**INFO, "/Title": "scan0001"})
    save(book.reorder(layout, order), "scan", ["300-dpi group-4 scan", "skew", "specks", "black borders", "unnumbered insert of two pages (+2)",
                                               "a song's only page missing (-1)", "no folio on first pages", "folios top outer", "inverted article"], out)


BOOKS = {"parlour-vector": parlour_vector, "parlour-scan": parlour_scan}


def main():
    out, work = Path(sys.argv[1]), Path(sys.argv[2])
    for name in sys.argv[3:] or BOOKS:
        BOOKS[name](out, work)
        print(name)


if __name__ == "__main__":
    main()
