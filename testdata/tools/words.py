"""Pages of words as LilyPond markup: covers, prefaces, contents, adverts."""
from engrave import quote


def cover(title, subtitle, imprint, font="C059", air=16, width=86):
    lines = " ".join(f"\\fill-line {{ \\fontsize #12 \\override #'(font-name . {quote(font)}) {quote(t)} }} \\vspace #0.6" for t in title)
    return f"""\\markup \\fill-line {{ \\override #'(box-padding . 6) \\box \\pad-markup #6 \\column {{
    \\override #'(line-width . {width}) \\column {{ \\vspace #{air / 2} {lines} \\vspace #{air / 4}
      \\fill-line {{ \\fontsize #3 \\italic {quote(subtitle)} }} \\vspace #{air}
      \\fill-line {{ \\fontsize #1 {quote(imprint)} }} \\vspace #2 }} }} }}"""


def blank():
    return "\\markup \\null"


def preface(heading, paragraphs, width=80):
    body = "\\vspace #0.8 ".join("\\justify { " + " ".join(quote(w) for w in p.split()) + " } " for p in paragraphs)
    return f"""\\markup \\fill-line {{ \\override #'(line-width . {width}) \\column {{ \\vspace #2
      \\fill-line {{ \\fontsize #4 \\bold {quote(heading)} }} \\vspace #2 \\fontsize #1 \\override #'(baseline-skip . 3.4) \\column {{ {body} }} }} }}"""


def toc_line(title, number, width, leader=".", indent=0, size=0):
    """One entry; a title given as a list is wrapped, its last line carries the number."""
    lines = [title] if isinstance(title, str) else title
    out = []
    for i, text in enumerate(lines):
        space = indent if i == 0 else indent + 4
        shift = f"\\hspace #{space} " if space else ""
        if i == len(lines) - 1:
            out.append(f"\\line {{ {shift}\\toc-row #{width - space} #{quote(leader)} #{quote(text)} #{quote(str(number))} }}")
        else:
            out.append(f"\\line {{ {shift}{quote(text)} }}")
    return "\\fontsize #%s \\override #'(baseline-skip . 3.4) \\column { %s }" % (size, " ".join(out))


def contents(heading, entries, width=84, skip=0.9, size=2, leader="."):
    """entries: (title or wrapped title, number as printed)."""
    body = f" \\vspace #{skip} ".join(toc_line(t, n, width, leader=leader, size=size) for t, n in entries)
    return f"""\\markup \\fill-line {{ \\column {{ \\vspace #2
      \\override #'(line-width . {width}) \\fill-line {{ \\fontsize #6 \\bold {quote(heading)} }} \\vspace #2
      {body} }} }}"""


def advert(heading, intro, items, imprint, width=84):
    rows = "\\vspace #0.5 ".join(
        f"\\override #'(line-width . {width}) \\fill-line {{ {quote(t)} {quote(p)} }} \\fontsize #-2 \\italic {quote(note)} " for t, p, note in items)
    return f"""\\markup \\fill-line {{ \\column {{ \\vspace #2
      \\override #'(line-width . {width}) \\fill-line {{ \\fontsize #5 \\bold {quote(heading)} }} \\vspace #1
      \\override #'(line-width . {width}) \\fill-line {{ \\italic {quote(intro)} }} \\vspace #2
      {rows} \\vspace #3 \\override #'(line-width . {width}) \\fill-line {{ {quote(imprint)} }} }} }}"""
