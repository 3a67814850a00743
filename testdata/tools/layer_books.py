"""Books whose pages keep their words in another way than as plain text: as outlines, with a font that gives no
ligature back, or as a mask over a picture of the paper."""
import pdf
import scan
import words
from bad_books import short_book
from book import Part, Style
from parts import INFO, engrave, entries, save, song, songs_of


def outlines(out, work):
    """The short book after a program that turns letters into shapes."""
    layout, source = short_book(work)
    shapes = work / "shapes.pdf"
    how = "-q -dBATCH -dNOPAUSE -dSAFER -sDEVICE=pdfwrite -dNoOutputFonts -dCompatibilityLevel=1.5"
    scan.call("gs", *how.split(), f"-sOutputFile={shapes}", source)
    pdf.finish(shapes, out / "outlines.pdf", {**INFO, "/Title": "Three Songs"}, work)
    save({**layout, "book": "outlines"}, "vector", ["text as outlines"], out)


def layered_scan(out, work):
    """The short book as archives store scans: the paper as a coarse JPEG, over it the ink as a sharp mask."""
    layout, source = short_book(work)
    folder = work / "layered-scan.d"
    folder.mkdir(exist_ok=True)
    leaves = []
    for n in range(1, len(layout["kinds"]) + 1):
        raw, ink, paper = (folder / f"{n}.{kind}" for kind in ("pgm", "tif", "jpg"))
        scan.draw_page(source, n, 200, raw, scan.skew_of(n, 0.3))
        scan.bilevel(raw, ink, scan.size_of(raw), 400 + n, specks=10, edges=0)
        scan.paper(raw, paper, 8)
        leaves.append({"image": ink, "dpi": 200, "under": paper})
    pdf.write_images(out / "layered-scan.pdf", leaves, {**INFO, "/Title": "Three Songs"})
    save({**layout, "book": "layered-scan"}, "scan", ["MRC layers: a group-4 mask over a coarse JPEG"], out)


def ligatures(out, work):
    tunes = songs_of("parlour")
    style = Style(paper=(210, 297), font="C059", staff=18, offset=2, gap=15, title_size=5)
    names = [
        ("clementine", "The Fifth Flower", "intro v1"),
        ("camptown", "Baffled by the Firefly", "v1"),
        ("aura-lee", "A Trifle Before the Flood", "v1"),
        ("yankee-doodle", "Office Waltz", "v1"),
        ("blue-bells", "Flights of Fancy", "v1"),
        ("daisy-bell", "Fields of Fine Flax", "v1"),
    ]

    def parts(pages):
        songs = [
            song(tunes, name, f"s{i}", form, "block", "two", title=title)
            for i, (name, title, form) in enumerate(names, 1)
        ]
        return [
            Part("cover", words.cover(["Six", "Figures"], "a short book", "SPINET PRESS", "C059 Bold", 12)),
            Part("toc", words.contents("Contents", entries(songs, pages, style.offset), 78)),
            *songs,
        ]

    layout = engrave("ligatures", style, parts, work)
    broken = work / "broken-ligatures.pdf"
    pdf.finish(layout["pdf"], broken, {**INFO, "/Title": "Six Figures"}, work)
    pdf.forget_ligatures(broken, out / "ligatures.pdf", work)
    save(layout, "vector", ["ligatures that the text layer leaves out"], out)
