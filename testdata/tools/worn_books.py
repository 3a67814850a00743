"""Scans that are hard to read: each song of bad-scans has one fault, chancery is set in a pen's letters."""
from concurrent.futures import ThreadPoolExecutor

import book
import pdf
import scan
import words
from book import Part, Style
from parts import INFO, WORKERS, engrave, entries, named, save, song, songs_of

DPI = 200
CASES = {
    "Cockles and Mussels": "skew of two degrees",
    "Yankee Doodle": "noise",
    "Annie Laurie": "shadow of the binding along an edge",
    "Camptown Races": "low contrast",
    "Greensleeves": "print of the next leaf shows through",
    "Clementine": "first page upside down",
    "Home, Sweet Home": "stored upside down with /Rotate 180",
    "Aura Lee": "stored on its side with /Rotate 270",
    "Daisy Bell": "larger paper than the other pages",
    "Row, Row, Row Your Boat": "page wider than high, and no spread",
}


def bad_scans(out, work):
    tunes = songs_of("parlour")
    style = Style(
        paper=(178, 254),
        font="C059",
        staff=16,
        offset=2,
        gap=13,
        place="centre",
        margins=(15, 13, 12, 12),
        title_size=5,
    )

    def parts(pages):
        songs = [
            song(tunes, "cockles-and-mussels", "s1", "intro v1 v2", "oom", "two", "g f", notice=None),
            song(tunes, "yankee-doodle", "s2", "intro v1 v2", "block", "full", notice=None),
            song(tunes, "annie-laurie", "s3", "v1", "arp", "two", "c d", notice=None),
            song(tunes, "camptown", "s4", "v1", "oom", "full", notice=None),
            song(tunes, "greensleeves", "s5", "v1", "arp", "two", "a g", notice=None),
            song(tunes, "clementine", "s6", "intro v1 v2", "oom", "two", notice=None),
            song(tunes, "home-sweet-home", "s7", "v1", "oom", "two", notice=None),
            song(tunes, "aura-lee", "s8", "v1 v2", "block", "full", notice=None),
            song(tunes, "daisy-bell", "s9", "v1", "oom", "full", notice=None),
            song(tunes, "row-your-boat", "s10", "v1", "block", "full", notice=None),
        ]
        return [
            Part(
                "cover",
                words.cover(["The Cellar", "Songbook"], "ten songs", "SPINET PRESS", "C059 Bold", 11, 70),
            ),
            Part("toc", words.contents("Contents", entries(songs, pages, style.offset), 66)),
            *songs,
        ]

    layout = engrave("bad-scans", style, parts, work)
    source, folder, count = layout["pdf"], work / "bad-scans.d", len(layout["kinds"])
    folder.mkdir(exist_ok=True)
    size = tuple(round(mm / 25.4 * DPI) for mm in style.paper)
    case_on = {}
    for title, case in CASES.items():
        found = named(layout, title)
        last = found["start"] if "first page" in case else found["end"]
        case_on.update({page: case for page in range(found["start"], last + 1)})

    def leaf(n):
        raw, done = folder / f"{n}.pgm", folder / f"{n}.tif"
        case = case_on.get(n, "")
        if "contrast" in case or "shadow" in case or "shows through" in case:
            return gray_leaf(n, case, done.with_suffix(".jpg"))
        scan.draw_page(source, n, DPI, raw, 2.0 if "skew" in case else 0)
        shape, turn, rotate, dpi = size, 0, 0, DPI
        if "wider" in case:
            scan.shallow(raw, raw, 60)
            shape = scan.size_of(raw)
        elif "larger" in case:
            dpi = 150
        elif "upside down" in case:
            turn, rotate = 180, 180 if "Rotate" in case else 0
        elif "side" in case:
            turn, rotate = 90, 270
        scan.bilevel(raw, done, shape, 200 + n, specks=2200 if "noise" in case else 8, edges=0, turn=turn)
        return {"image": done, "dpi": dpi, "rotate": rotate}

    def gray_leaf(n, case, done):
        dpi, raw, behind = 130, folder / f"{n}.pgm", None
        scan.draw_page(source, n, dpi, raw)
        if "shows through" in case:
            behind = folder / f"{n}-behind.pgm"
            scan.draw_page(source, n + 1, dpi, behind)
        scan.gray(
            [raw],
            done,
            200 + n,
            quality=22,
            skew=0,
            shadow="left" if "shadow" in case else "",
            levels=(50, 74) if "contrast" in case else (12, 96),
            behind=behind,
        )
        return {"image": done, "dpi": dpi}

    with ThreadPoolExecutor(WORKERS) as pool:
        leaves = list(pool.map(leaf, range(1, count + 1)))
    pdf.write_images(out / "bad-scans.pdf", leaves, {**INFO, "/Title": "Scan"})
    layout["more"] = {"case_of": CASES}
    save(layout, "scan", list(CASES.values()), out)


def chancery(out, work):
    """Titles, contents and words in Zapf's chancery hand, scanned: no face that an OCR engine was taught."""
    tunes = songs_of("parlour")
    style = Style(
        paper=(178, 254),
        font="Z003",
        staff=17,
        offset=2,
        gap=13,
        place="centre",
        margins=(13, 13, 12, 12),
        title_size=7,
        title_font="Z003",
    )

    def parts(pages):
        songs = [
            song(tunes, "all-through-the-night", "s1", "v1 v2", "block", "full", notice=None),
            song(
                tunes,
                "blue-bells",
                "s2",
                "v1",
                "block",
                "two",
                notice=None,
                toc="Blue Bells of Scotland, The",
            ),
            song(tunes, "wenceslas", "s3", "v1", "block", "full", notice=None),
            song(tunes, "long-long-ago", "s4", "v1 v2", "arp", "two", notice=None),
            song(tunes, "skye-boat", "s5", "v1", "arp", "two", notice=None, toc="Skye Boat Song, The"),
            song(tunes, "jingle-bells", "s6", "v1", "oom", "full", notice=None),
        ]
        return [
            Part("cover", words.cover(["With Pen", "and Ink"], "six songs", "Spinet Press", "Z003", 11, 70)),
            Part("toc", words.contents("Contents", entries(songs, pages, style.offset), 62, size=3)),
            *songs,
        ]

    layout = engrave("chancery", style, parts, work)
    folder = work / "chancery.d"
    folder.mkdir(exist_ok=True)
    size = tuple(round(mm / 25.4 * DPI) for mm in style.paper)

    def leaf(n):
        raw, done = folder / f"{n}.pgm", folder / f"{n}.tif"
        scan.draw_page(layout["pdf"], n, DPI, raw, scan.skew_of(n, 0.4))
        scan.bilevel(raw, done, size, 300 + n, specks=8, edges=0)
        return {"image": done, "dpi": DPI}

    with ThreadPoolExecutor(WORKERS) as pool:
        leaves = list(pool.map(leaf, range(1, len(layout["kinds"]) + 1)))
    pdf.write_images(out / "chancery.pdf", leaves, {**INFO, "/Title": "Scan"})
    save(layout, "scan", ["titles and contents in a decorative face"], out)
