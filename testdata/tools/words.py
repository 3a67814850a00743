"""Pages of words as LilyPond markup: covers, prefaces, contents, adverts."""
import textwrap

from engrave import quote


def cover(title, subtitle, imprint, font="C059", air=16, width=86):
    lines = " ".join(
        f"\\fill-line {{ \\fontsize #12 \\override #'(font-name . {quote(font)}) {quote(t)} }} \\vspace #0.6"
        for t in title
    )
    return f"""\\markup \\fill-line {{ \\override #'(box-padding . 6) \\box \\pad-markup #6 \\column {{
    \\override #'(line-width . {width}) \\column {{ \\vspace #{air / 2} {lines} \\vspace #{air / 4}
      \\fill-line {{ \\fontsize #3 \\italic {quote(subtitle)} }} \\vspace #{air}
      \\fill-line {{ \\fontsize #1 {quote(imprint)} }} \\vspace #2 }} }} }}"""


def blank():
    return "\\markup \\null"


def preface(heading, paragraphs, width=80):
    body = "\\vspace #0.8 ".join(
        "\\justify { " + " ".join(quote(w) for w in p.split()) + " } " for p in paragraphs
    )
    return f"""\\markup \\fill-line {{ \\override #'(line-width . {width}) \\column {{ \\vspace #2
      \\fill-line {{ \\fontsize #4 \\bold {quote(heading)} }} \\vspace #2
      \\fontsize #1 \\override #'(baseline-skip . 3.4) \\column {{ {body} }} }} }}"""


def toc_line(title, number, width, leader=".", indent=0, size=0):
    """One entry as lines of a column; of a title given as a list the last line carries the number."""
    lines = [title] if isinstance(title, str) else title
    out = []
    for i, text in enumerate(lines):
        space = indent if i == 0 else indent + 4
        shift = f"\\hspace #{space} " if space else ""
        row = (
            f"\\toc-row #{width - space} #{quote(leader)} #{quote(text)} #{quote(str(number))}"
            if i == len(lines) - 1
            else quote(text)
        )
        out.append(f"\\fontsize #{size} \\line {{ {shift}{row} }}")
    return " ".join(out)


def contents(heading, entries, width=84, skip=0.9, size=2, leader="."):
    """entries: (title or wrapped title, number as printed)."""
    body = f" \\vspace #{skip} ".join(toc_line(t, n, width, leader=leader, size=size) for t, n in entries)
    return f"""\\markup \\fill-line {{ \\column {{ \\vspace #2
      \\override #'(line-width . {width}) \\fill-line {{ \\fontsize #6 \\bold {quote(heading)} }} \\vspace #2
      {body} }} }}"""


def advert(heading, intro, items, imprint, width=84):
    rows = "\\vspace #0.5 ".join(
        f"\\override #'(line-width . {width}) \\fill-line {{ {quote(t)} {quote(p)} }} "
        f"\\fontsize #-2 \\italic {quote(note)} "
        for t, p, note in items
    )
    return f"""\\markup \\fill-line {{ \\column {{ \\vspace #2
      \\override #'(line-width . {width}) \\fill-line {{ \\fontsize #5 \\bold {quote(heading)} }} \\vspace #1
      \\override #'(line-width . {width}) \\fill-line {{ \\italic {quote(intro)} }} \\vspace #2
      {rows} \\vspace #3 \\override #'(line-width . {width}) \\fill-line {{ {quote(imprint)} }} }} }}"""


def letter_contents(heading, entries, width=40, columns=2, gap=8, size=1, skip=0.35, letters=True, note=""):
    """Contents in columns under the letters of the alphabet; entries are in order."""
    blocks = []
    for title, number in entries:
        letter = next(c for c in title.upper() if c.isalnum())
        if letters and (not blocks or blocks[-1][0] != letter):
            blocks.append([letter, []])
        elif not blocks:
            blocks.append(["", []])
        blocks[-1][1].append(toc_line(title, number, width, size=size))
    if not letters:
        blocks = [["", [row]] for row in blocks[0][1]]
    weight = [len(rows) + (2 if letters else 0) for _, rows in blocks]
    filled, out = 0, [[] for _ in range(columns)]
    for block, w in zip(blocks, weight):
        out[min(columns - 1, filled * columns // sum(weight))].append(block)
        filled += w

    def column(part):
        rows = []
        for letter, lines in part:
            if letter:
                rows.append(f"\\vspace #0.6 \\fontsize #3 \\bold {quote(letter)}")
            rows += lines
        return "\\column { " + f" \\vspace #{skip} ".join(rows) + " }"

    body = f" \\hspace #{gap} ".join(column(p) for p in out)
    return f"""\\markup \\fill-line {{ \\center-column {{ \\vspace #1
      \\fontsize #6 \\bold {quote(heading)} \\vspace #0.5 \\italic {quote(note)} \\vspace #1.5
      \\line {{ {body} }} }} }}"""


def table_contents(heading, names, rows, widths):
    """Contents as a ruled table: title, somebody, page."""

    def cells(row, style=""):
        out = [
            f"\\override #'(line-width . {w}) \\fill-line {{ {style} {quote(str(c))} \\null }}"
            for c, w in zip(row[:-1], widths)
        ]
        out.append(
            f"\\override #'(line-width . {widths[-1]}) \\fill-line {{ \\null {style} {quote(str(row[-1]))} }}"
        )
        return "\\line { " + " ".join(out) + " }"

    rule = f"\\override #'(line-width . {sum(widths) + 3}) \\draw-hline"
    head = cells(names, "\\bold")
    body = " \\vspace #0.5 ".join(cells(r) for r in rows)
    return f"""\\markup \\fill-line {{ \\column {{ \\vspace #2
      \\override #'(line-width . {sum(widths) + 3}) \\fill-line {{
        \\fontsize #5 \\bold {quote(heading)} }} \\vspace #2
      {head} {rule} \\vspace #0.6 {body} \\vspace #0.4 {rule} }} }}"""


def numbers_left(heading, rows, width=60):
    """Contents whose numbers stand before the titles."""
    body = " \\vspace #0.9 ".join(
        f"\\fontsize #2 \\line {{ \\override #'(line-width . 6) \\fill-line {{ \\null {quote(str(n))} }} "
        f"\\hspace #3 {quote(title)} }}"
        for n, title in rows
    )
    return f"""\\markup \\fill-line {{ \\override #'(line-width . {width}) \\column {{ \\vspace #3
      \\fontsize #5 \\bold {quote(heading)} \\vspace #2 {body} }} }}"""


def wrap(title, width):
    return textwrap.wrap(title, width)


def sections_contents(heading, blocks, width=76):
    """Contents under section headings, each title with its artist in italics on a line below."""
    out = []
    for name, rows in blocks:
        out.append(f"\\vspace #0.8 \\fontsize #3 \\bold {quote(name)} \\vspace #0.5")
        for lines, number, artist in rows:
            out.append(
                toc_line(lines, number, width, size=1)
                + f" \\line {{ \\hspace #2 \\fontsize #-1 \\italic {quote(artist)} }} \\vspace #0.5"
            )
    top = (
        f"\\override #'(line-width . {width}) \\fill-line {{ "
        f"\\fontsize #6 \\bold {quote(heading)} }} \\vspace #1"
        if heading
        else ""
    )
    return f"\\markup \\fill-line {{ \\column {{ \\vspace #2 {top} {' '.join(out)} }} }}"
