"""One short book, and its locked and broken copies."""
import broken
import pdf
import words
from book import Part, Style
from parts import INFO, engrave, entries, save, song, songs_of


def short_book(work):
    """Three songs behind a contents page: what the locked and broken files are made of."""
    tunes = songs_of("parlour")
    style = Style(paper=(210, 297), font="Nimbus Roman", staff=18, offset=2, gap=15, title_size=5)

    def parts(pages):
        songs = [
            song(tunes, "clementine", "s1", "intro v1", "oom", "two"),
            song(tunes, "long-long-ago", "s2", "intro v1", "arp", "full", "f g"),
            song(tunes, "greensleeves", "s3", "intro v1 v2", "arp", "two", "a b"),
        ]
        return [
            Part(
                "cover",
                words.cover(["Three", "Songs"], "a short book", "SPINET PRESS", "Nimbus Roman, Bold", 12),
            ),
            Part("toc", words.contents("Contents", entries(songs, pages, style.offset), 78)),
            *songs,
        ]

    layout = engrave("short-book", style, parts, work)
    target = work / "short.pdf"
    pdf.finish(layout["pdf"], target, {**INFO, "/Title": "Three Songs"}, work)
    return layout, target


def bad_files(out, work):
    layout, source = short_book(work)
    broken.encrypt(source, out / "encrypted-empty-password.pdf", "", "owner", 4)
    broken.encrypt(source, out / "encrypted-password.pdf", "parlour", "owner", 3)
    broken.damage(source, out / "damaged.pdf", work)
    broken.truncate(source, out / "truncated.pdf")
    (out / "not-a-pdf.pdf").write_text(
        "Dear Librarian,\n\nthis is not the songbook you asked for. It only has its name.\n", encoding="utf-8"
    )
    (out / "empty.pdf").write_bytes(b"")
    pdf.write_objects(
        out / "zero-pages.pdf",
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"],
    )
    for name, case in (
        ("encrypted-empty-password", "AES-128, opens with the empty password"),
        ("damaged", "no usable cross-reference table, tail cut off"),
    ):
        save({**layout, "book": name}, "vector", [case], out)
