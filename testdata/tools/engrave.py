"""Turns Tunes into LilyPond: piano/vocal songs, dance tunes, hymns. Text in, text out; writes no file."""
from fractions import Fraction as F

from tunes import Event, Pitch, STEPS

PLAIN = {
    F(1): "1",
    F(3, 2): "1.",
    F(2): "\\breve",
    F(1, 2): "2",
    F(3, 4): "2.",
    F(7, 8): "2..",
    F(1, 4): "4",
    F(3, 8): "4.",
    F(7, 16): "4..",
    F(1, 8): "8",
    F(3, 16): "8.",
    F(1, 16): "16",
    F(3, 32): "16.",
    F(1, 32): "32",
}
QUALITY = {"": (0, 4, 7), "m": (0, 3, 7), "7": (0, 4, 7, 10), "m7": (0, 3, 7, 10), "dim": (0, 3, 6)}
CHORD_STEPS = {0: 0, 3: 2, 4: 2, 6: 4, 7: 4, 10: 6}
SEMITONES = (0, 2, 4, 5, 7, 9, 11)


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def lengths(size):
    """Note values that add up to size, longest first."""
    if size in PLAIN:
        return [PLAIN[size]]
    out = []
    while size:
        part = max(p for p in PLAIN if p <= size and p.numerator in (1, 3))
        out.append(PLAIN[part])
        size -= part
    return out


def note(body, size, tied=False):
    parts = [body + l for l in lengths(size)]
    return "~ ".join(parts) + ("~" if tied else "")


def rest(size):
    return " ".join("r" + l for l in lengths(size))


def chord_root(name):
    step, alter = STEPS.index(name[0]), 0
    rest_ = name[1:]
    if rest_[:1] in ("b", "#"):
        alter, rest_ = (-1 if rest_[0] == "b" else 1), rest_[1:]
    return step, alter, rest_


def chord_tones(name):
    """Pitches of a chord, root in octave 4, spelled by thirds."""
    step, alter, quality = chord_root(name)
    root = SEMITONES[step] + alter
    tones = []
    for semis in QUALITY[quality]:
        s = step + CHORD_STEPS[semis]
        octave, s = 4 + s // 7, s % 7
        tones.append(Pitch(s, root + semis - SEMITONES[s] - 12 * (octave - 4), octave))
    return tones


def chord_ly(name):
    step, alter, quality = chord_root(name)
    root = STEPS[step].lower() + {0: "", 1: "s", -1: "f"}[alter]
    return root, (":" + quality if quality else "")


def at_octave(pitch, low):
    """The pitch of this name in the octave that starts at midi number low."""
    while pitch.midi() < low:
        pitch = Pitch(pitch.step, pitch.alter, pitch.octave + 1)
    while pitch.midi() >= low + 12:
        pitch = Pitch(pitch.step, pitch.alter, pitch.octave - 1)
    return pitch


def stack(pitches):
    pitches = sorted(set(pitches), key=Pitch.midi)
    return pitches[0].ly() if len(pitches) == 1 else "<" + " ".join(p.ly() for p in pitches) + ">"


def key_ly(key):
    for ending, mode in (("dor", "\\dorian"), ("mix", "\\mixolydian"), ("m", "\\minor"), ("", "\\major")):
        if key.endswith(ending):
            root = key[: len(key) - len(ending)]
            break
    return "\\key " + root[0].lower() + ("f" if root[1:2] == "b" else "") + " " + mode


class Arrangement:
    """A song laid out in time: introduction, verses, interludes, in order."""

    def __init__(self, tune, form):
        self.tune, self.pickup, self.bar = tune, tune.pickup, tune.bar
        self.vocal, self.piano, self.chords, self.words = [], [], [], []
        at = F(0)
        verse = 0
        for part in form.split():
            if part in ("intro", "play"):
                size = min(4 * self.bar, tune.length)
                self._copy(tune.length - size, tune.length, at, sung=False)
            elif part.startswith("v"):
                size = tune.length
                self._copy(F(0), tune.length, at, sung=True)
                for slot, v in enumerate(part[1:] or str(verse % len(tune.verses) + 1)):
                    while len(self.words) <= slot:
                        self.words.append([])
                    source = tune.verses[min(int(v), len(tune.verses)) - 1]
                    self.words[slot] += [(s + at, l, w, j) for s, l, w, j in source]
                verse += 1
            at += size
        self.length = at

    def _copy(self, begin, end, at, sung):
        tune = self.tune
        for e in tune.events:
            lo, hi = max(e.start, begin), min(e.start + e.length, end)
            if lo < hi:
                moved = Event(e.pitch, lo - begin + at, hi - lo, e.tied and hi < end)
                self.piano.append(moved)
                self.vocal.append(moved if sung else Event(None, moved.start, moved.length))
        now = [c for c in tune.chords if c[0] <= begin][-1:]
        self.chords += [
            (max(t, begin) - begin + at, c) for t, c in now + [c for c in tune.chords if begin < c[0] < end]
        ]

    def bars(self):
        """(start, end) of each measure, the pickup first."""
        at = F(0)
        if self.pickup:
            yield at, self.pickup
            at = self.pickup
        while at < self.length:
            yield at, min(at + self.bar, self.length)
            at += self.bar

    def chord_at(self, time):
        now = [c for t, c in self.chords if t <= time]
        return now[-1] if now else None


def split_bars(events, bars):
    """Events by measure, rests cut and joined at the bar lines."""
    for begin, end in bars:
        inside = []
        for e in events:
            lo, hi = max(e.start, begin), min(e.start + e.length, end)
            if lo < hi:
                if e.pitch is None and inside and inside[-1].pitch is None:
                    inside[-1] = Event(None, inside[-1].start, inside[-1].length + hi - lo)
                else:
                    inside.append(
                        Event(e.pitch, lo, hi - lo, e.tied or hi < e.start + e.length and e.pitch is not None)
                    )
        yield begin, end, inside


def voice(arr, events, decorate=None, mark_end=""):
    """Music of one staff, a measure a line."""
    lines, bars = [], list(arr.bars())
    for i, (begin, end, inside) in enumerate(split_bars(events, bars)):
        if i == len(bars) - 1 and mark_end:
            lines.append(mark_end)
        if len(inside) == 1 and inside[0].pitch is None and end - begin == arr.bar:
            lines.append(f"R1*{arr.tune.meter[0]}/{arr.tune.meter[1]} |")
            continue
        parts = []
        for e in inside:
            if e.pitch is None:
                parts.append(rest(e.length))
            else:
                parts.append(note(decorate(e) if decorate else e.pitch.ly(), e.length, e.tied))
        lines.append(" ".join(parts) + (" |" if i < len(bars) - 1 else ""))
    return "\n    ".join(lines)


def right_hand(arr, style):
    tied = {e.start + e.length for e in arr.piano if e.tied}
    beat = F(1, 4) if arr.tune.meter[1] == 4 else F(3, 8)

    def decorate(e):
        chord = arr.chord_at(e.start)
        strong = (e.start - arr.pickup) % beat == 0
        if e.start in tied or not chord or not strong or style == "plain" or e.start < arr.pickup:
            return e.pitch.ly()
        top = e.pitch.midi()
        below = [at_octave(t, top - 11) for t in chord_tones(chord)]
        below = sorted(
            (t for t in below if top - 10 <= t.midi() <= top - 3 and t.midi() >= 55), key=Pitch.midi
        )
        return stack([e.pitch] + (below[-2:] if style == "full" else below[-1:]))

    return voice(arr, arr.piano, decorate)


def left_hand(arr, style):
    """An accompaniment pattern over the chords."""
    compound = arr.tune.meter[1] == 8
    unit = F(1, 8) if compound or style == "arp" else F(1, 4)
    if style == "oom" and arr.tune.meter == (2, 4):
        unit = F(1, 8)
    lines = []
    bars = list(arr.bars())
    for n, (begin, end) in enumerate(bars):
        if n == 0 and arr.pickup:
            lines.append(rest(end - begin) + " |")
            continue
        chord = arr.chord_at(begin)
        tones = chord_tones(chord)
        if n == len(bars) - 1:
            bass = at_octave(tones[0], 40)
            lines.append(note(stack([bass, at_octave(tones[2], bass.midi())]), end - begin))
            continue
        parts, at, i = [], begin, 0
        if style == "block":
            step = F(3, 8) if compound else (F(3, 4) if arr.tune.meter[0] == 3 else F(1, 2))
            while at < end:
                tones = chord_tones(arr.chord_at(at))
                bass = at_octave(tones[0], 40)
                parts.append(
                    note(
                        stack([bass, at_octave(tones[2], bass.midi()), at_octave(tones[1], bass.midi() + 8)]),
                        min(step, end - at),
                    )
                )
                at += step
        while at < end:
            now = arr.chord_at(at)
            if now != chord:
                chord, i = now, 0
            tones = chord_tones(chord)
            bass = at_octave(tones[0], 40)
            fifth = at_octave(tones[2], 38)
            upper = [at_octave(t, 50) for t in tones[1:3]] + [at_octave(tones[0], 50)]
            size = min(unit, end - at)
            if style == "arp":
                cycle = [
                    bass,
                    at_octave(tones[2], bass.midi()),
                    at_octave(tones[0], bass.midi() + 12),
                    at_octave(tones[1], bass.midi() + 12),
                ]
                if compound:
                    cycle = cycle[:3]
                parts.append(note(cycle[i % len(cycle)].ly(), size))
            else:
                period = 3 if compound or arr.tune.meter[0] == 3 else 2
                down = i % period == 0
                low = fifth if down and i % (2 * period) == period and arr.tune.meter[0] != 3 else bass
                parts.append(note(low.ly() if down else stack(upper), size))
            at += size
            i += 1
        lines.append(" ".join(parts) + " |")
    return "\n    ".join(lines)


def chord_line(chords, length):
    out = []
    if chords and chords[0][0] > 0:
        out.append(f"s1*{chords[0][0]}")
    for (t, name), nxt in zip(chords, [c[0] for c in chords[1:]] + [length]):
        root, quality = chord_ly(name)
        if nxt > t:
            out.append(f"{root}1*{nxt - t}{quality}")
    return " ".join(out)


def lyric_line(words, length):
    out, at = [], F(0)
    for i, (start, size, text, join) in enumerate(words):
        join = join if i < len(words) - 1 or join != "__" else ""
        if start > at:
            out.append(f"\\skip 1*{start - at}")
        out.append(f"{quote(text)}1*{size}" + (f" {join}" if join else ""))
        at = start + size
    return " ".join(out)


def tempo_ly(tune):
    beat = PLAIN[tune.beat]
    return f"\\tempo {quote(tune.tempo)} {beat} = {tune.per_minute}" if tune.tempo else ""


def partial_ly(size):
    return f"\\partial 1*{size} " if size else ""


def song_score(tune, label, form="intro v v", left="oom", right="full", transpose="", size=None):
    """A piano/vocal score with chord names; labels mark its first and last page."""
    arr = Arrangement(tune, form)
    head = f"{key_ly(tune.key)} \\time {tune.meter[0]}/{tune.meter[1]} {partial_ly(arr.pickup)}"
    move = f"\\transpose {transpose} " if transpose else ""
    sung = voice(arr, arr.vocal, mark_end=f"\\label #'{label}-end")
    sized = f"#(layout-set-staff-size {size}) " if size else ""
    lyrics = "\n".join(f"  \\new Lyrics \\lyricmode {{ {lyric_line(w, arr.length)} }}" for w in arr.words)
    return f"""\\score {{
<<
  \\new ChordNames \\with {{ \\override ChordName.font-size = #0.5 }} {move}\\chordmode {{
    {chord_line(arr.chords, arr.length)} }}
  \\new Staff \\with {{ \\override VerticalAxisGroup.staff-staff-spacing.padding = #2 }} {move}{{
    \\label #'{label}-start {tempo_ly(tune)} {head}\\dynamicUp
    {sung} \\bar "|."
  }}
{lyrics}
  \\new PianoStaff <<
    \\new Staff {move}{{ \\clef treble {head}
    {right_hand(arr, right)} }}
    \\new Staff {move}{{ \\clef bass {head}
    {left_hand(arr, left)} }}
  >>
>>
\\layout {{ {sized}indent = 14\\mm }}
}}"""


def tune_score(tune, label, heading):
    """A dance tune on one staff with chord names; heading is LilyPond header fields."""
    lines, bars = [], tune.bars
    for i, (bar, end) in enumerate(zip(bars, tune.ends)):
        size = sum((e.length for e in bar), F(0))
        if i == len(bars) - 1:
            lines.append(f"\\label #'{label}-end")
        opens = i == 0 or ":" in tune.ends[i - 1]
        if i == 0 and ":" in tune.ends[-1]:
            lines.append('\\bar ".|:"')
        partial = partial_ly(size) if opens and size < tune.bar else ""
        music = " ".join(note(e.pitch.ly(), e.length, e.tied) if e.pitch else rest(e.length) for e in bar)
        line = {":|": '\\bar ":|."', ":||:": '\\bar ":..:"', "|]": '\\bar "|."'}.get(end, "|")
        lines.append(f"{partial}{music} {line}")
    music = "\n    ".join(lines)
    return f"""\\score {{
<<
  \\new ChordNames \\chordmode {{ {chord_line(tune.chords, tune.length)} }}
  \\new Staff {{ \\label #'{label}-start {key_ly(tune.key)} \\time {tune.meter[0]}/{tune.meter[1]}
    {music} }}
>>
\\header {{ {heading} }}
\\layout {{ indent = 0 \\context {{ \\Score \\omit BarNumber }} }}
}}"""


def hymn_score(tune, label, heading, verses="12"):
    """A hymn on two staves with the words between them."""
    arr = Arrangement(tune, "v" + verses)
    head = f"{key_ly(tune.key)} \\time {tune.meter[0]}/{tune.meter[1]} {partial_ly(arr.pickup)}"

    def bass(e):
        tones = chord_tones(arr.chord_at(e.start) or arr.chords[0][1])
        low = at_octave(tones[0], 40)
        return stack([low, at_octave(tones[2] if e.start.denominator < 3 else tones[1], 52)])

    sung = voice(arr, arr.vocal, lambda e: right_note(arr, e), f"\\label #'{label}-end")
    lyrics = "\n".join(
        f"  \\new Lyrics \\lyricmode {{ \\set stanza = {quote(f'{i}.')} {lyric_line(w, arr.length)} }}"
        for i, w in enumerate(arr.words, 1)
    )
    return f"""\\score {{
\\new ChoirStaff <<
  \\new Staff {{ \\label #'{label}-start {head}
    {sung} \\bar "|." }}
{lyrics}
  \\new Staff {{ \\clef bass {head}
    {voice(arr, arr.vocal, bass)} }}
>>
\\header {{ {heading} }}
\\layout {{ indent = 0 \\context {{ \\Score \\omit BarNumber }} }}
}}"""


def right_note(arr, e):
    """The melody note over the nearest chord tone a third or more below it."""
    tones = [
        at_octave(t, e.pitch.midi() - 12) for t in chord_tones(arr.chord_at(e.start) or arr.chords[0][1])
    ]
    below = sorted((t for t in tones if 3 <= e.pitch.midi() - t.midi() <= 9), key=Pitch.midi)
    return stack([e.pitch] + below[-1:])
