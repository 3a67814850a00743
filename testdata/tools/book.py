"""One vector book: parts in, LilyPond run twice (page numbers of the TOC come from the first run), and out
come the PDF and the table that says on which page everything was laid out.

Page numbers here are PDF pages from 1; folios are what is printed and are derived by the book's offset.
"""
import json
import subprocess
from dataclasses import dataclass

from engrave import quote

SCHEME = r"""
#(use-modules (ice-9 format))
#(define (folio-text n style)
   (cond ((eq? style 'roman) (format #f "~(~@r~)" n))
         ((eq? style 'dashes) (format #f "– ~d –" n))
         (else (number->string n))))
#(define-markup-command (folio layout props offset style place) (integer? symbol? symbol?)
   (let* ((n (- (chain-assoc-get 'page:page-number props -1) offset))
          (m (markup #:fontsize 1 (folio-text n style))))
     (interpret-markup layout props
       (cond ((or (eq? style 'none) (< n 1)) (markup #:null))
             ((eq? place 'centre) (markup #:fill-line (#:null m #:null)))
             ((even? n) (markup #:fill-line (m #:null)))
             (else (markup #:fill-line (#:null m)))))))
#(define-markup-command (toc-row layout props width leader title number) (number? string? string? string?)
   (interpret-markup layout props
     (if (string-null? leader)
         (markup #:override (cons 'line-width width) #:fill-line (title number))
         (markup #:override (cons 'line-width width) #:fill-with-pattern 1.2 RIGHT leader title number))))
#(define-markup-command (write-page-table layout props file) (string?)
   (ly:make-stencil
     `(delay-stencil-evaluation
       ,(delay (begin
          (with-output-to-file file
            (lambda ()
              (for-each (lambda (row) (format #t "~a ~a\n" (car row) (cdr row)))
                        (ly:output-def-lookup layout 'label-page-table))))
          (ly:stencil-expr empty-stencil))))
     '(0 . 0) '(0 . 0)))
"""


@dataclass
class Part:
    """A page of words (kind cover, toc, …), or a song."""

    kind: str
    body: str = ""  # LilyPond
    folio: str = "none"  # none, roman, arabic, dashes
    song: dict = None  # truth fields known before the layout
    header: str = ""
    paper: str = ""


@dataclass
class Style:
    paper: tuple = (216, 279)  # mm
    font: str = "C059"
    staff: float = 17
    title_font: str = ""
    title_size: float = 5
    caps: bool = False
    place: str = "outer"  # of the folio: outer or centre
    edge: str = "bottom"  # bottom or top
    hide_first: bool = False  # no folio on a song's first page
    offset: int = 0  # PDF page minus folio
    gap: float = 14  # between systems
    margins: tuple = (15, 15, 14, 14)  # left, right, top, bottom
    extra: str = ""


def document(style, parts, table):
    title_font = f"\\override #'(font-name . {quote(style.title_font)})" if style.title_font else "\\bold"
    left, right, top, bottom = style.margins
    out = [
        f"""\\version "2.24.0"
\\language "english"
#(set-global-staff-size {style.staff})
{SCHEME}
\\header {{ tagline = ##f }}
\\paper {{
  #(define fonts (set-global-fonts #:roman {quote(style.font)} #:sans "Nimbus Sans"
                                  #:factor (/ staff-height pt 20)))
  #(set-paper-size '(cons (* {style.paper[0]} mm) (* {style.paper[1]} mm)))
  left-margin = {left}\\mm right-margin = {right}\\mm top-margin = {top}\\mm bottom-margin = {bottom}\\mm
  ragged-last-bottom = ##t print-first-page-number = ##t
  system-system-spacing = #'((basic-distance . {style.gap}) (minimum-distance . {style.gap - 4})
                             (padding . 3) (stretchability . 20))
  bookTitleMarkup = \\markup \\column {{
    \\vspace #1 \\fill-line {{ \\fontsize #{style.title_size} {title_font} \\fromproperty #'header:title }}
    \\fill-line {{ \\italic \\fromproperty #'header:subtitle }}
    \\vspace #0.4 \\fill-line {{ \\fromproperty #'header:poet \\fromproperty #'header:composer }}
    \\vspace #0.5
  }}
  {style.extra}
}}
"""
    ]
    for i, part in enumerate(parts):
        front = part.folio == "roman"
        number = (
            f"\\folio #{0 if front else style.offset} #'{part.folio} #'{'centre' if front else style.place}"
        )
        if style.hide_first and part.kind == "music":
            number = "\\unless \\on-first-page-of-part " + number
        notice = (
            "\\if \\on-first-page-of-part \\fill-line { \\fontsize #-2.5 \\center-column "
            "{ \\fromproperty #'header:copyright } }"
        )
        top = style.edge == "top" and not front
        head = number if top else "\\null"
        foot = f"\\column {{ {notice} {'' if top else number} }}"
        table_note = f"\\markup \\write-page-table #{quote(str(table))}" if i == 0 else ""
        label = "" if part.kind == "music" else f"\\label #'part-{i}"
        out.append(
            f"""\\bookpart {{
  \\paper {{
    oddHeaderMarkup = \\markup {head}  evenHeaderMarkup = \\markup {head}
    oddFooterMarkup = \\markup {foot}  evenFooterMarkup = \\markup {foot}
    {part.paper}
  }}
  \\header {{ {part.header} }}
  {label}
  {table_note}
  {part.body}
}}"""
        )
    return "\n".join(out)


def run_lilypond(source, stem, work):
    path = work / f"{stem}.ly"
    path.write_text(source, encoding="utf-8")
    done = subprocess.run(
        ["lilypond", "-dno-point-and-click", "--loglevel=WARN", "-o", stem, path.name],
        cwd=work,
        capture_output=True,
        text=True,
    )
    noise = [l for l in done.stderr.splitlines() if "arning" in l or "rror" in l]
    if done.returncode or noise:
        raise SystemExit(f"{stem}: lilypond says\n" + "\n".join((noise or done.stderr.splitlines())[:20]))
    return work / f"{stem}.pdf"


def lay_out(stem, style, make_parts, work):
    """make_parts(pages) builds the parts; pages is {} on the first run, then {label: PDF page}."""
    table = work / f"{stem}.pages"
    pages = {}
    for _ in range(3):
        before = pages
        parts = make_parts(before)
        pdf = run_lilypond(document(style, parts, table), stem, work)
        pages = {l.split()[0]: int(l.split()[1]) for l in table.read_text().splitlines()}
        if pages == before:
            return pdf, pages, parts
    raise SystemExit(f"{stem}: the layout does not settle")


def layout_of(stem, style, pdf, pages, parts, count):
    """What stands where: kinds and folios by page, songs with their first and last page."""
    kinds, folios, songs = [None] * count, [None] * count, []
    has_toc = any(part.kind == "toc" for part in parts)
    for i, part in enumerate(parts):
        if part.kind != "music":
            page = pages[f"part-{i}"]
            kinds[page - 1] = part.kind
            folios[page - 1] = {"roman": roman(page), "none": None}.get(part.folio, str(page - style.offset))
            continue
        for song in part.song if isinstance(part.song, list) else [part.song]:
            start, end = pages[song["label"] + "-start"], pages[song["label"] + "-end"]
            for page in range(start, end + 1):
                kinds[page - 1] = "music"
                bare = part.folio == "none" or style.hide_first and page == start
                folios[page - 1] = None if bare else str(page - style.offset)
            shares = any(s["end"] >= start for s in songs)
            listed = has_toc and not song.get("unlisted") or song.get("number")
            printed = None if part.folio == "none" or song.get("unlisted") else start - style.offset
            songs.append(
                {
                    "title": song["title"],
                    "title_on_page": song.get("on_page") or song["title"],
                    "toc_title": song["toc"] if listed else None,
                    "artist": song.get("artist"),
                    "composer": song.get("composer"),
                    "song_number": song.get("number"),
                    "toc_error": song.get("toc_error"),
                    "printed_page": song.get("printed", printed),
                    "start": start,
                    "end": end,
                    "end_max": end,
                    "shares_start_page": shares,
                }
            )
    if None in kinds:
        raise SystemExit(f"{stem}: page {kinds.index(None) + 1} is nobody's")
    return {"book": stem, "pdf": pdf, "kinds": kinds, "folios": folios, "songs": songs, "missing": []}


def roman(n):
    out = ""
    for value, text in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while n >= value:
            out, n = out + text, n - value
    return out


def reorder(layout, order):
    """The layout after pages were dropped or added: order holds old pages, or a kind for a new page."""
    where = {}
    for new, old in enumerate(order, 1):
        if isinstance(old, int):
            where[old] = new
    songs, missing = [], list(layout["missing"])
    for song in layout["songs"]:
        kept = [where[p] for p in range(song["start"], song["end"] + 1) if p in where]
        if not kept:
            missing.append(song["title"])
            continue
        songs.append({**song, "start": kept[0], "end": kept[-1], "end_max": kept[-1]})
    kinds = [layout["kinds"][o - 1] if isinstance(o, int) else o for o in order]
    folios = [layout["folios"][o - 1] if isinstance(o, int) else None for o in order]
    return {**layout, "kinds": kinds, "folios": folios, "songs": songs, "missing": missing}


def two_up(layout, spreads):
    """The layout after pages were laid side by side; spreads holds the pages of each new page, left first.
    A later single page lies on the left, with nothing beside it."""
    where = {old: (new, "LR"[i]) for new, pages in enumerate(spreads, 1) for i, old in enumerate(pages)}
    songs = []
    for song in layout["songs"]:
        (start, first_half), (end, last_half) = where[song["start"]], where[song["end"]]
        shares = any(s["end"] >= start for s in songs)
        songs.append(
            {
                **song,
                "start": start,
                "end": end,
                "end_max": end,
                "shares_start_page": shares,
                "start_half": first_half,
                "end_half": last_half,
            }
        )

    def joined(values, missing):
        rows = []
        for n, pages in enumerate(spreads, 1):
            row = [values[p - 1] for p in pages] + ([missing] if len(pages) == 1 and n > 1 else [])
            rows.append(row)
        return rows

    kinds = ["+".join(row) for row in joined(layout["kinds"], "blank")]
    folios = ["|".join(f for f in row if f) or None for row in joined(layout["folios"], None)]
    return {**layout, "kinds": kinds, "folios": folios, "songs": songs}


def truth_of(layout, kind, cases):
    """The truth file's value. Blanks, plates and photos that follow a song may be left with it (end_max)."""
    kinds = layout["kinds"]
    songs = []
    for song in layout["songs"]:
        last = song["end"]
        while last < len(kinds) and kinds[last] in ("blank", "photo"):
            last += 1
        songs.append({**song, "end_max": last})
    return {
        "book": layout["book"],
        "pages": len(kinds),
        "kind": kind,
        "cases": cases,
        "toc_pages": [i for i, k in enumerate(kinds, 1) if "toc" in k.split("+")],
        "songs": songs,
        "missing": layout["missing"],
        **layout.get("more", {}),
        "page_kinds": kinds,
        "page_labels": layout["folios"],
    }


def write_truth(truth, path):
    rows = [json.dumps(s, ensure_ascii=False) for s in truth["songs"]]
    head = {k: v for k, v in truth.items() if k != "songs"}
    text = json.dumps(head, ensure_ascii=False, indent=1)
    songs = ",\n  ".join(rows)
    path.write_text(text[:-2] + f',\n "songs": [\n  {songs}\n ]\n}}\n', encoding="utf-8")
