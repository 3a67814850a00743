"""The books that look scanned: engraved first, then drawn, dirtied and stored as images."""
import random
from concurrent.futures import ThreadPoolExecutor

import book
import pdf
import scan
import words
from book import Part, Style
from parts import INFO, WORKERS, engrave, entries, named, save, song, songs_of

TO_THE_SINGER = (
    "Here are a dozen songs for an evening by the fire. None of them needs a trained voice, and most of them "
    "are the better for a chorus of neighbours.",
    "Numbers in the contents are those printed at the top of the pages.",
)
COMPOSERS = (
    "Foster wrote for the minstrel stage and died poor; Bishop was knighted; Dacre took his bicycle to New "
    "York and was charged duty on it.",
    "Their songs stand here side by side, in the keys in which they lie best.",
)


def parlour_scan(out, work):
    tunes = songs_of("parlour")
    style = Style(
        paper=(216, 279),
        font="Nimbus Roman",
        staff=18,
        offset=4,
        gap=15,
        edge="top",
        hide_first=True,
        title_font="URW Bookman Bold",
        title_size=5.5,
    )

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
            Part(
                "cover",
                words.cover(
                    ["The Fireside", "Song Album"], "for voice and piano", "SPINET PRESS", "URW Bookman Bold"
                ),
            ),
            Part("blank", words.blank()),
            Part("foreword", words.preface("To the Singer", TO_THE_SINGER)),
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
    save(
        book.reorder(layout, order),
        "scan",
        [
            "300-dpi group-4 scan",
            "skew",
            "specks",
            "black borders",
            "unnumbered insert of two pages (+2)",
            "a song's only page missing (-1)",
            "no folio on first pages",
            "folios top outer",
            "inverted article",
        ],
        out,
    )


def two_up(out, work):
    """Pages side by side as the camera took them; the truth speaks of spreads and of halves L and R."""
    tunes = songs_of("parlour")
    style = Style(
        paper=(178, 254),
        font="Nimbus Roman",
        staff=15,
        offset=0,
        gap=12,
        place="centre",
        margins=(13, 13, 12, 12),
        title_size=4,
    )
    names = [
        ("oh-susanna", "intro v12", "oom", "g f"),
        ("daisy-bell", "intro v1 v2", "oom", "g a"),
        ("long-long-ago", "intro v12", "arp", ""),
        ("home-sweet-home", "intro v1", "arp", ""),
        ("aura-lee", "v1 v2", "block", "f g"),
        ("clementine", "intro v1 v2", "oom", ""),
    ]

    def parts(pages):
        songs = [
            song(
                tunes,
                n,
                f"s{i}",
                form,
                left,
                "two",
                move,
                notice=None,
                caps=True,
                artist=tunes[n].composer,
                composer=tunes[n].composer,
            )
            for i, (n, form, left, move) in enumerate(names, 1)
        ]
        rows = [(p.song["title"], p.song["artist"], pages.get(p.song["label"] + "-start", 0)) for p in songs]
        return [
            Part(
                "cover",
                words.cover(
                    ["Six Composers", "at the Piano"],
                    "songs of the nineteenth century",
                    "SPINET PRESS",
                    "Nimbus Roman, Bold",
                    11,
                    70,
                ),
            ),
            Part("foreword", words.preface("About the Composers", COMPOSERS, 68)),
            Part("toc", words.table_contents("CONTENTS", ("Title", "Composer", "Page"), rows, (34, 28, 8))),
            *songs,
        ]

    layout = engrave("two-up", style, parts, work)
    count = len(layout["kinds"])
    spreads = [(1,)] + [(p, p + 1) if p < count else (p,) for p in range(2, count + 1, 2)]
    source, folder = layout["pdf"], work / "two-up.d"
    folder.mkdir(exist_ok=True)

    def spread(item):
        n, pages = item
        halves = []
        for page in pages:
            halves.append(folder / f"{page}.pgm")
            scan.draw_page(source, page, 150, halves[-1])
        if len(pages) == 1 and n > 1:
            halves.append(folder / f"{n}-blank.pgm")
            scan.blank_like(halves[0], halves[1])
        target = folder / f"{n}.jpg"
        scan.gray(halves, target, n, quality=28, shadow="middle" if n > 1 else "")
        return {"image": target, "dpi": 150}

    with ThreadPoolExecutor(WORKERS) as pool:
        images = list(pool.map(spread, enumerate(spreads, 1)))
    pdf.write_images(out / "two-up.pdf", images, {**INFO, "/Title": "IMG_0001"})
    save(
        book.two_up(layout, spreads),
        "scan",
        [
            "two-up spreads",
            "single cover",
            "contents as a table of title, composer, page",
            "an artist for each song",
            "titles in capitals on the page",
            "songs that start on the right half",
            "gutter shadow",
        ],
        out,
    )


GARBAGE = (
    "rnlI",
    "vv",
    "~,;",
    "O0Q",
    "|i1",
    "]J[",
    "fl",
    "ii.",
    "cl",
    "tlie",
    "-_^",
    "%o",
    "wS",
    "xx/",
    "zZ2",
)


def garbage(chance, width, height):
    """An invisible text layer as a failed OCR leaves it, far from what is printed."""
    out = []
    y = height - 40
    while y > 40:
        text = " ".join(
            "".join(chance.choice(GARBAGE) for _ in range(chance.randint(1, 3)))
            for _ in range(chance.randint(2, 7))
        )
        out.append((chance.randint(30, 120), y, chance.choice((7, 9, 12)), text))
        y -= chance.randint(14, 60)
    return out


def ocr_layers(out, work):
    tunes = songs_of("parlour")
    style = Style(
        paper=(178, 254),
        font="P052",
        staff=16,
        offset=2,
        gap=13,
        place="centre",
        margins=(13, 13, 12, 12),
        title_size=5,
    )

    def parts(pages):
        songs = [
            song(tunes, "cockles-and-mussels", "s1", "intro v1 v2", "oom", "two", "g f", notice=None),
            song(tunes, "yankee-doodle", "s2", "intro v12", "block", "full", notice=None),
            song(tunes, "annie-laurie", "s3", "intro v1", "arp", "two", "c d", notice=None),
            song(tunes, "camptown", "s4", "intro v1 v2", "oom", "full", notice=None),
            song(tunes, "greensleeves", "s5", "intro v12", "arp", "two", "a g", notice=None),
        ]
        rows = [(number, title) for title, number in entries(songs, pages, style.offset)]
        return [
            Part(
                "cover",
                words.cover(["Attic", "Finds"], "five old songs", "SPINET PRESS", "P052 Bold", 11, 70),
            ),
            Part("toc", words.numbers_left("What Is in This Book", rows)),
            *songs,
        ]

    layout = engrave("ocr-layers", style, parts, work)
    source, folder = layout["pdf"], work / "ocr-layers.d"
    folder.mkdir(exist_ok=True)
    size = tuple(round(mm / 25.4 * 200) for mm in style.paper)
    rotated, upside_down = named(layout, "Annie Laurie")["start"], named(layout, "Camptown Races")["end"]
    read_badly = [
        layout["kinds"].index("toc") + 1,
        named(layout, "Cockles and Mussels")["start"],
        named(layout, "Yankee Doodle")["start"],
        named(layout, "Greensleeves")["start"],
    ]

    def leaf(n):
        raw, done = folder / f"{n}.pgm", folder / f"{n}.tif"
        turn = {rotated: 270, upside_down: 180}.get(n, 0)
        scan.draw_page(source, n, 200, raw, scan.skew_of(n, 0.6))
        scan.bilevel(raw, done, size, 100 + n, specks=20, edges=1, turn=turn)
        text = garbage(random.Random(n), *(v * 72 / 200 for v in size)) if n in read_badly else []
        return {"image": done, "dpi": 200, "rotate": 90 if n == rotated else 0, "words": text}

    with ThreadPoolExecutor(WORKERS) as pool:
        leaves = list(pool.map(leaf, range(1, len(layout["kinds"]) + 1)))
    pdf.write_images(out / "ocr-layers.pdf", leaves, {**INFO, "/Title": "Scan"})
    layout["more"] = {
        "rotated_pages": {str(rotated): 90},
        "upside_down_pages": [upside_down],
        "garbage_text_pages": read_badly,
    }
    save(
        layout,
        "scan",
        [
            "garbage text layer on some pages",
            "page stored on its side with /Rotate 90",
            "upside-down page",
            "numbers left of the titles",
            "no usual heading word over the contents",
            "200-dpi group-4 scan",
        ],
        out,
    )
