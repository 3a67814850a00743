"""The born-digital books."""
import pdf
import words
from book import Part, Style
from engrave import hymn_score, quote, tune_score
from parts import INFO, NOTICE, article_last, engrave, entries, save, song, songs_of

PREFACE = (
    "The songs in this book were sung at home, by whoever stood nearest to the piano, long before anybody "
    "thought of recording them. The tunes are given plainly, with the words that everyone remembers and one "
    "further verse.",
    "The left hand keeps time and may be left to a beginner. Chord names stand above the voice for those who "
    "would rather play the guitar, and a short introduction gives the singers their note.",
    "All twelve are in the public domain. They were set anew for this book, and the setting too may be "
    "copied, changed and sung by anyone.",
)
STORY = (
    "The piano arrived on Thursday, in a cart that had carried turnips the day before, and two men and a boy "
    "brought it up the stairs.",
    "Nobody in the house could play it. My aunt put a fern on top, and the fern was admired by everyone who "
    "called.",
    "In the spring a tuner came. He played one chord, listened until it was gone, and asked for a glass of "
    "water.",
)


def parlour_vector(out, work):
    tunes = songs_of("parlour")
    style = Style(paper=(229, 305), font="C059", staff=17.5, offset=4, gap=16)
    wide = "left-margin = 24\\mm right-margin = 24\\mm"

    def parts(pages):
        songs = [
            song(tunes, "oh-susanna", "s1", "intro v1 v2"),
            song(tunes, "greensleeves", "s2", "intro v1 v2", "arp", "two"),
            song(
                tunes,
                "endearing",
                "s3",
                "intro v1 v2",
                "arp",
                "two",
                lines=["Believe Me, If All Those", "Endearing Young Charms"],
                toc_lines=["Believe Me, If All Those", "Endearing Young Charms"],
            ),
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
            Part(
                "cover",
                words.cover(
                    ["Parlour", "Songs"],
                    "twelve favourites for piano and voice",
                    "SPINET PRESS",
                    "URW Bookman Bold",
                ),
            ),
            Part("blank", words.blank()),
            Part("foreword", words.preface("Preface", PREFACE), "roman", paper=wide),
            Part(
                "toc",
                words.contents("Contents", entries(songs, pages, style.offset), 78),
                "roman",
                paper=wide,
            ),
            *songs,
            Part(
                "ads",
                words.advert(
                    "More Music from the Spinet Press",
                    "Ask for these albums where you bought this one",
                    [
                        ("Songs of the Hearth", "$3.95", "Annie Laurie, Home, Sweet Home and thirty more"),
                        ("The Young Pianist", "$2.50", "first pieces, carefully fingered"),
                        ("Sea Songs and Shanties", "$4.25", "with notes on the work they went with"),
                        ("A Garland of Waltzes", "$5.00", "eighteen dances for two hands"),
                        ("Hymns for Small Choirs", "$3.00", "in two and three parts"),
                    ],
                    "SPINET PRESS · by the canal",
                ),
                paper=wide,
            ),
        ]

    layout = engrave("parlour-vector", style, parts, work)
    pdf.finish(layout["pdf"], out / "parlour-vector.pdf", {**INFO, "/Title": "Parlour Songs"}, work)
    save(
        layout,
        "vector",
        [
            "dotted TOC",
            "wrapped title",
            "title starts with a digit",
            "inverted article",
            "roman front matter",
            "folios bottom outer",
            "advert after the last song",
        ],
        out,
    )


def tunebook(out, work):
    tunes = sorted(songs_of("tunes").values(), key=lambda t: article_last(t.title))
    style = Style(
        paper=(210, 297),
        font="P052",
        staff=18,
        offset=3,
        gap=11,
        place="centre",
        margins=(18, 18, 12, 12),
        extra="""
  scoreTitleMarkup = \\markup \\column {
    \\fill-line { \\fontsize #3 \\bold \\fromproperty #'header:piece }
    \\fill-line { \\italic \\fromproperty #'header:meter \\italic \\fromproperty #'header:opus } }
  score-system-spacing = #'((basic-distance . 16) (minimum-distance . 12) (padding . 3) (stretchability . 10))
  score-markup-spacing = #'((basic-distance . 14) (padding . 4) (stretchability . 20))
  markup-system-spacing = #'((basic-distance . 6) (padding . 1))""",
    )

    def parts(pages):
        facts, scores, lines = [], [], []
        for i, tune in enumerate(tunes, 1):
            label = f"t{i}"
            facts.append({"label": label, "title": tune.title, "toc": article_last(tune.title)})
            scores.append(
                tune_score(
                    tune,
                    label,
                    f'piece = {quote(tune.title)} meter = {quote(tune.rhythm)} opus = "Traditional"',
                )
            )
            lines.append((article_last(tune.title), pages.get(f"{label}-start", style.offset) - style.offset))
        return [
            Part(
                "cover",
                words.cover(
                    ["The Barn Dance", "Tune Book"],
                    "twenty old tunes for fiddle, flute and accordion",
                    "SPINET PRESS",
                    "P052 Bold",
                    10,
                ),
            ),
            Part("blank", words.blank()),
            Part("toc", words.letter_contents("Index of Tunes", lines, 44)),
            Part("music", "\n".join(scores), "dashes", facts),
        ]

    layout = engrave("tunebook", style, parts, work)
    pdf.finish(layout["pdf"], out / "tunebook.pdf", {**INFO, "/Title": "The Barn Dance Tune Book"}, work)
    save(
        layout,
        "vector",
        [
            "several tunes a page",
            "tunes that continue over the page",
            "starts below the top",
            "contents in two columns",
            "letter headings",
            "inverted articles",
            "decorated folios bottom centre",
        ],
        out,
    )


def no_toc(out, work):
    tunes = songs_of("parlour")
    style = Style(
        paper=(210, 297), font="Nimbus Sans", staff=17.5, gap=14, title_font="URW Gothic Bold", title_size=6
    )
    notice = ("© 2026 the sheetsplit authors. All rights given away (CC0).",)

    def parts(pages):
        return [
            Part(
                "cover",
                words.cover(
                    ["Five Songs", "for Winter"],
                    "voice, piano and guitar",
                    "SPINET PRESS",
                    "URW Gothic Bold",
                    12,
                ),
            ),
            song(tunes, "wenceslas", "s1", "intro v1 play v2", "block", "full", notice=notice, folio="none"),
            song(tunes, "jingle-bells", "s2", "intro v1", "oom", "two", "g f", notice=notice, folio="none"),
            song(
                tunes, "silent-night", "s3", "intro v1 v2", "arp", "two", "bf c'", notice=notice, folio="none"
            ),
            song(
                tunes,
                "auld-lang-syne",
                "s4",
                "intro v1 play v2",
                "block",
                "full",
                "f g",
                notice=notice,
                folio="none",
            ),
            song(tunes, "skye-boat", "s5", "intro v12", "arp", "two", "g a", notice=notice, folio="none"),
        ]

    layout = engrave("no-toc", style, parts, work)
    pdf.finish(layout["pdf"], out / "no-toc.pdf", {**INFO, "/Title": "Five Songs for Winter"}, work)
    save(layout, "vector", ["no contents page", "no folios", "copyright line on first pages"], out)


def index_at_back(out, work):
    tunes = songs_of("hymns")
    style = Style(
        paper=(152, 229),
        font="C059",
        staff=14.5,
        offset=2,
        gap=12,
        place="outer",
        edge="top",
        margins=(12, 12, 11, 11),
        extra="""
  scoreTitleMarkup = \\markup \\column {
    \\fill-line { \\fontsize #4 \\bold \\fromproperty #'header:meter
      \\fontsize #3 \\bold \\fromproperty #'header:piece \\null }
    \\fill-line { \\fontsize #-1 \\smallCaps \\fromproperty #'header:arranger
      \\fontsize #-1 \\fromproperty #'header:opus } }
  top-markup-spacing = #'((basic-distance . 7) (padding . 4))
  top-system-spacing = #'((basic-distance . 9) (padding . 4))
  score-system-spacing = #'((basic-distance . 16) (minimum-distance . 12) (padding . 3) (stretchability . 10))
  score-markup-spacing = #'((basic-distance . 13) (padding . 4) (stretchability . 20))
  markup-system-spacing = #'((basic-distance . 6) (padding . 1))""",
    )

    def parts(pages):
        facts, scores = [], []
        for i, tune in enumerate(tunes.values(), 1):
            facts.append(
                {"label": f"h{i}", "title": tune.title, "toc": tune.title, "number": i, "unlisted": True}
            )
            scores.append(
                hymn_score(
                    tune,
                    f"h{i}",
                    f"meter = {quote(str(i))} piece = {quote(tune.title)} arranger = {quote(tune.source)} "
                    f"opus = {quote(tune.metre_name)}",
                )
            )
        index = sorted((f["title"], f["number"]) for f in facts)
        return [
            Part(
                "cover",
                words.cover(
                    ["The Village", "Hymnal"], "for congregations", "SPINET PRESS", "C059 Bold", 10, 58
                ),
            ),
            Part("blank", words.blank()),
            Part("music", "\n".join(scores), "arabic", facts),
            Part(
                "toc",
                words.letter_contents(
                    "Index",
                    index,
                    42,
                    gap=5,
                    size=-0.5,
                    skip=0.6,
                    letters=False,
                    note="The numbers are those of the hymns, not of the pages",
                ),
            ),
        ]

    layout = engrave("index-at-back", style, parts, work)
    pdf.finish(layout["pdf"], out / "index-at-back.pdf", {**INFO, "/Title": "The Village Hymnal"}, work)
    save(
        layout,
        "vector",
        [
            "index at the back",
            "song numbers instead of pages",
            "several hymns a page",
            "hymns that continue over the page",
            "folios top outer",
        ],
        out,
    )


def odd_contents(out, work):
    """A various-artists album whose contents try the parser and whose songs do not always obey them."""
    tunes = songs_of("parlour")
    style = Style(paper=(216, 279), font="C059", staff=16.5, offset=3, gap=13, place="centre", title_size=5)
    albums = [
        (
            "UP THE RIVER",
            [
                ("camptown", "Camptown Races", "The Marsh Larks", "v12", "", {}),
                ("oh-susanna", "Susanna '48", "Van Harrow", "v12", "g a", {}),
                ("my-bonnie", "(Bring Back) My Bonnie", "Nell Ferris & the Ferrymen", "v12", "", {}),
                ("aura-lee", "Aura Lee", "Van Harrow", "v12", "", {"wrong": 1}),
            ],
        ),
        (
            "AROUND THE TABLE",
            [
                ("good-night-ladies", "Good Night", "The Marsh Larks", "v12", "", {}),
                ("row-your-boat", "Turn the Page", "Nell Ferris & the Ferrymen", "v12", "", {}),
                ("clementine", "Clementine", "Ça Ira", "intro v1", "f g", {}),
                ("three-blind-mice", "Three Mice (Unlisted)", None, "v1", "", {"unlisted": True}),
            ],
        ),
        (
            "HOME AGAIN",
            [
                ("yankee-doodle", "7", "Zoë Bäcker", "v12", "g f", {}),
                ("silent-night", "Für stille Nächte", "Zoë Bäcker", "v12", "", {}),
                (
                    "home-sweet-home",
                    "Home, Sweet Home, However Far the Road May Take You from It",
                    "The Marsh Larks",
                    "v1",
                    "",
                    {},
                ),
                ("aura-lee", "Aura Lee (Reprise)", "Van Harrow", "v1", "f d", {}),
                ("good-night-ladies", "Good Night", "Ça Ira", "v1", "g f", {}),
            ],
        ),
    ]

    def parts(pages):
        songs, blocks = [], []
        for album, entries_ in albums:
            rows = []
            for name, title, artist, form, move, odd in entries_:
                label = f"s{len(songs) + 1}"
                lines = words.wrap(title, 34)
                part = song(
                    tunes,
                    name,
                    label,
                    form,
                    "oom" if len(songs) % 2 else "block",
                    "two",
                    move,
                    title=title,
                    lines=lines,
                    notice=NOTICE,
                    artist=artist,
                    subtitle=f"as sung by {artist}" if artist else "",
                    unlisted=odd.get("unlisted", False),
                    toc=title.upper(),
                )
                songs.append(part)
                if not odd.get("unlisted"):
                    number = pages.get(f"{label}-start", style.offset) - style.offset + odd.get("wrong", 0)
                    part.song["printed"] = number
                    part.song["toc_error"] = f"page+{odd['wrong']}" if odd.get("wrong") else None
                    rows.append((words.wrap(title.upper(), 34), number, artist))
            blocks.append((album, rows))
        half = [blocks[:2], blocks[2:]]
        return [
            Part(
                "cover",
                words.cover(
                    ["The Ferry House", "Sessions"],
                    "thirteen songs by five acts",
                    "SPINET PRESS",
                    "C059 Bold",
                    12,
                ),
            ),
            Part("toc", words.sections_contents("CONTENTS", half[0])),
            Part("toc", words.sections_contents("", half[1])),
            *songs,
        ]

    layout = engrave("odd-contents", style, parts, work)
    pdf.finish(layout["pdf"], out / "odd-contents.pdf", {**INFO, "/Title": "The Ferry House Sessions"}, work)
    save(
        layout,
        "vector",
        [
            "contents in capitals on two pages",
            "album headings",
            "artist lines below the titles",
            "various artists with an artist named Van",
            "a contents number that is wrong by one",
            "a song that is not in the contents",
            "a reprise",
            "the same title twice",
            "a title that is a number",
            "a title that ends in digits",
            "a title with the word page",
            "diacritics",
            "parentheses",
            "long wrapped title",
            "folios bottom centre",
        ],
        out,
    )


def oblong(out, work):
    """Every page is wider than high and is one page."""
    tunes = songs_of("parlour")
    style = Style(
        paper=(279, 190),
        font="P052",
        staff=17,
        offset=2,
        gap=13,
        margins=(18, 18, 10, 10),
        title_size=5,
        place="centre",
    )

    def parts(pages):
        songs = [
            song(tunes, "greensleeves", "s1", "v1 v2", "arp", "two", notice=None),
            song(tunes, "camptown", "s2", "v12", "block", "two", notice=None),
            song(tunes, "aura-lee", "s3", "v1", "block", "two", notice=None),
            song(tunes, "long-long-ago", "s4", "v1 v2", "arp", "plain", notice=None),
            song(tunes, "row-your-boat", "s5", "v12", "block", "two", notice=None),
        ]
        return [
            Part(
                "cover",
                words.cover(["The Long", "Shelf"], "five songs", "SPINET PRESS", "P052 Bold", 5),
            ),
            Part("toc", words.contents("Contents", entries(songs, pages, style.offset), 84)),
            *songs,
        ]

    layout = engrave("oblong", style, parts, work)
    pdf.finish(layout["pdf"], out / "oblong.pdf", {**INFO, "/Title": "The Long Shelf"}, work)
    save(layout, "vector", ["landscape pages that are no spreads"], out)


def no_songs(out, work):
    style = Style(paper=(210, 297), font="P052", staff=18)

    def parts(pages):
        return [
            Part(
                "cover",
                words.cover(
                    ["The Piano", "on the Stairs"], "a story without music", "SPINET PRESS", "P052 Bold", 12
                ),
            ),
            Part("text", words.preface("Chapter One", STORY)),
            Part("text", words.preface("Chapter Two", STORY[::-1])),
        ]

    layout = engrave("no-songs", style, parts, work)
    pdf.finish(layout["pdf"], out / "no-songs.pdf", {**INFO, "/Title": "The Piano on the Stairs"}, work)
    save(layout, "vector", ["no music at all"], out)
