"""Reads the ABC dialect of testdata/songs: one Tune per block, with its music checked bar by bar.

Durations are Fractions of a whole note. A song's bars must fill the metre (a pickup and the last bar
share one); a dance tune may repeat, and keeps its bar lines as the source has them.
"""
import re
from dataclasses import dataclass, field
from fractions import Fraction as F

STEPS = "CDEFGAB"
SHARPS = "FCGDAEB"
MAJOR_FIFTHS = {"C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5, "F": -1, "Bb": -2, "Eb": -3, "Ab": -4}
MODES = {"": 0, "maj": 0, "m": -3, "min": -3, "mix": -1, "dor": -2}


@dataclass(frozen=True)
class Pitch:
    step: int  # 0 = C
    alter: int  # semitones
    octave: int  # 4 holds middle C

    def midi(self):
        return 12 * (self.octave + 1) + (0, 2, 4, 5, 7, 9, 11)[self.step] + self.alter

    def ly(self):
        name = STEPS[self.step].lower() + {0: "", 1: "s", -1: "f", 2: "ss", -2: "ff"}[self.alter]
        return name + ("'" * (self.octave - 3) if self.octave >= 3 else "," * (3 - self.octave))


@dataclass
class Event:
    pitch: object  # Pitch, or None for a rest
    start: F
    length: F
    tied: bool = False  # to the next event


@dataclass
class Tune:
    name: str
    title: str
    composer: str = ""
    author: str = ""
    tempo: str = ""
    beat: F = F(1, 4)
    per_minute: int = 100
    rhythm: str = ""
    meter: tuple = (4, 4)
    key: str = "C"
    metre_name: str = ""  # hymn metre, such as C.M.
    source: str = ""
    bars: list = field(default_factory=list)  # [[Event]]; starts are absolute
    ends: list = field(default_factory=list)  # the bar line after each bar
    chords: list = field(default_factory=list)  # [(start, name)]
    verses: list = field(default_factory=list)  # [[(start, length, text, joiner)]]

    @property
    def bar(self):
        return F(self.meter[0], self.meter[1])

    @property
    def events(self):
        return [e for bar in self.bars for e in bar]

    @property
    def length(self):
        last = self.events[-1]
        return last.start + last.length

    @property
    def pickup(self):
        first = self.bars[0]
        size = sum((e.length for e in first), F(0))
        return size if size < self.bar else F(0)


def key_fifths(key):
    m = re.fullmatch(r"([A-G]b?)(m|min|maj|mix|dor)?", key)
    return MAJOR_FIFTHS[m.group(1)] + MODES[m.group(2) or ""]


def key_alters(key):
    fifths = key_fifths(key)
    if fifths >= 0:
        return {s: 1 for s in SHARPS[:fifths]}
    return {s: -1 for s in SHARPS[::-1][:-fifths]}


def fail(tune, what):
    raise SystemExit(f"{tune.name or tune.title}: {what}")


TOKEN = re.compile(
    r'"(?P<chord>[^"]*)"|(?P<bar>\|\]|\|\||\|:|:\||\||\[[12])'
    r"|(?P<note>(?P<acc>\^|_|=)?(?P<letter>[A-Ga-gz])(?P<oct>[,']*)(?P<num>\d*)(?P<den>(?:/\d*)*))"
    r"(?P<tie>-)?(?P<broken>[<>])?|(?P<space>\s+)"
)


def note_length(num, den, unit):
    length = unit * (int(num) if num else 1)
    for part in re.findall(r"/(\d*)", den):
        length /= int(part) if part else 2
    return length


def read_music(tune, line, unit, at):
    """Appends the bars of one line; returns the time after it and the notes that can carry syllables."""
    alters = key_alters(tune.key)
    accidentals, bar, sung, pos = {}, [], [], 0
    broken = None
    while pos < len(line):
        m = TOKEN.match(line, pos)
        if not m:
            fail(tune, f"unreadable music at {line[pos:pos + 12]!r}")
        pos = m.end()
        if m.group("space"):
            continue
        if m.group("chord") is not None:
            tune.chords.append((at, m.group("chord")))
        elif m.group("bar"):
            mark = m.group("bar")
            if bar:
                tune.bars.append(bar)
                tune.ends.append(mark)
                bar, accidentals = [], {}
            elif tune.ends and mark in ("|:", "[1", "[2"):
                tune.ends[-1] += mark
        else:
            length = note_length(m.group("num"), m.group("den"), unit)
            if broken:
                length = length * (F(1, 2) if broken == ">" else F(3, 2))
                broken = None
            if m.group("broken"):
                broken = m.group("broken")
                length = length * (F(3, 2) if broken == ">" else F(1, 2))
            letter = m.group("letter")
            pitch = None
            if letter != "z":
                name = letter.upper()
                octave = 4 + letter.islower() + m.group("oct").count("'") - m.group("oct").count(",")
                if m.group("acc"):
                    accidentals[name, octave] = {"^": 1, "_": -1, "=": 0}[m.group("acc")]
                alter = accidentals.get((name, octave), alters.get(name, 0))
                pitch = Pitch(STEPS.index(name), alter, octave)
            event = Event(pitch, at, length, bool(m.group("tie")))
            bar.append(event)
            if pitch:
                sung.append(event)
            at += length
    if bar:
        fail(tune, f"the line ends inside a bar: {line[-20:]!r}")
    return at, sung


def read_words(tune, text, sung):
    """One verse line: every note gets a syllable, an extender '_' or a skip '*'."""
    items = []
    for word in text.split():
        for part in re.findall(r"[^-_]+|[-_]", word):
            if part == "_":
                items.append(["_"])
            elif part == "-":
                items[-1].append("--") if items[-1][0] != "_" else items.append(["-"])
            else:
                items.append([part])
    fixed = []
    for item in items:  # a hyphen after an extender belongs to the syllable before it
        if item == ["-"]:
            back = next(i for i in reversed(fixed) if i[0] != "_")
            back.append("--")
        else:
            fixed.append(item)
    if len(fixed) != len(sung):
        fail(tune, f"{len(sung)} notes but {len(fixed)} syllables: {text[:60]!r}")
    out = []
    for item, note in zip(fixed, sung):
        if item[0] == "_":
            start, length, word, join = out[-1]
            out[-1] = (start, note.start + note.length - start, word, join or "__")
        else:
            out.append((note.start, note.length, item[0].replace("~", " "), item[1] if len(item) > 1 else ""))
    return out


def check_bars(tune):
    for i, bar in enumerate(tune.bars):
        size = sum((e.length for e in bar), F(0))
        if i == 0 and size < tune.bar or size == tune.bar:
            continue
        if i == len(tune.bars) - 1 and size + tune.pickup == tune.bar:
            continue
        if (
            tune.rhythm
            and any(c in tune.ends[i] for c in ":")
            or tune.rhythm
            and i
            and ":" in tune.ends[i - 1]
        ):
            continue  # a repeat shares its pickup
        fail(tune, f"bar {i} holds {size}, not {tune.bar}")
    if not tune.rhythm and tune.pickup and tune.length % tune.bar:
        fail(tune, "the last bar does not complete the pickup")


def read_tunes(path):
    tunes = []
    for block in re.split(r"\n\s*\n", open(path, encoding="utf-8").read()):
        lines = [l for l in block.splitlines() if l and not l.startswith("%")]
        if not lines:
            continue
        tune, unit, at, sung, verse = Tune("", ""), F(1, 8), F(0), [], 0
        for line in lines:
            head = re.match(r"([A-Za-z]):\s*(.*)", line)
            if head and head.group(1) == "w":
                while len(tune.verses) <= verse:
                    tune.verses.append([])
                tune.verses[verse] += read_words(tune, head.group(2), sung)
                verse += 1
            elif head and line[1] == ":" and head.group(1) in "NTCAQMLKRHS":
                k, v = head.groups()
                if k == "N":
                    tune.name = v
                elif k == "T":
                    tune.title = v
                elif k == "C":
                    tune.composer = v
                elif k == "A":
                    tune.author = v
                elif k == "R":
                    tune.rhythm = v
                elif k == "H":
                    tune.metre_name = v
                elif k == "S":
                    tune.source = v
                elif k == "K":
                    tune.key = v
                elif k == "L":
                    unit = F(v)
                elif k == "M":
                    tune.meter = tuple(int(x) for x in v.split("/"))
                elif k == "Q":
                    m = re.fullmatch(r'"(.*)"\s+(\d+/\d+)=(\d+)', v)
                    tune.tempo, tune.beat, tune.per_minute = m.group(1), F(m.group(2)), int(m.group(3))
            else:
                at, sung = read_music(tune, line, unit, at)
                verse = 0
        check_bars(tune)
        if any(t.name == tune.name for t in tunes):
            fail(tune, "the name stands twice")
        tunes.append(tune)
    return {t.name: t for t in tunes}


if __name__ == "__main__":
    import sys

    for file in sys.argv[1:]:
        print(file, len(read_tunes(file)), "tunes")
