"""Makes a page look scanned: drawn at the scanner's resolution, turned a little, with a dark border and dirt.

Chance comes from a seeded generator here, never from ImageMagick, so a page is the same on every machine that
has the same versions of the tools.
"""
import random
import subprocess

CONVERT = "convert -limit thread 1".split()  # one thread: the same bytes on every machine


def call(*args):
    done = subprocess.run([str(a) for a in args], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{args[0]}: {done.stderr}")
    return done.stdout


def draw_page(pdf, page, dpi, target, angle=0.0):
    """The page as a gray image, laid on the glass at an angle (degrees); its corners hang over the edge."""
    how = f"-q -A 8 -c gray -r {dpi} -R {angle:.3f}"
    call("mutool", "draw", *how.split(), "-o", target, pdf, page)


def skew_of(seed, most):
    return random.Random(f"skew {seed}").uniform(-most, most)


def size_of(path):
    return tuple(int(v) for v in call("identify", "-format", "%w %h", path).split())


def dirt(chance, width, height, specks, border):
    """ImageMagick drawing commands: specks, hairs, and the scanner bed along one or two edges."""
    out = ["fill black"]
    for _ in range(specks):
        x, y, r = chance.randrange(width), chance.randrange(height), chance.choice((0.6, 0.6, 1, 1.4, 2.2))
        out.append(f"circle {x},{y} {x + r:.1f},{y}")
    for edge in border:
        deep = chance.randint(14, 44)
        lean = chance.randint(-9, 9)
        if edge == "left":
            out.append(f"polygon 0,0 {deep},0 {deep + lean},{height} 0,{height}")
        elif edge == "right":
            out.append(f"polygon {width},0 {width - deep},0 {width - deep - lean},{height} {width},{height}")
        elif edge == "top":
            out.append(f"polygon 0,0 {width},0 {width},{deep + lean} 0,{deep}")
        else:
            low = height - deep
            out.append(f"polygon 0,{height} {width},{height} {width},{low - lean} 0,{low}")
    return " ".join(out)


def bilevel(source, target, size, seed, specks=50, edges=2, turn=0):
    """A group-4 TIFF of one strip, size (width, height) pixels, turned by so many degrees when stored."""
    chance = random.Random(seed)
    width, height = size
    border = chance.sample(["left", "right", "top", "bottom"], edges)
    laid = f"-gravity center -background white -extent {width}x{height} -blur 0x0.7 -gravity NorthWest"
    stored = (
        f"-threshold 58% -rotate {turn} +repage -type bilevel -strip -compress Group4 "
        f"-define tiff:rows-per-strip={max(size)} -define tiff:fill-order=msb"
    )
    marks = dirt(chance, width, height, specks, border)
    call(*CONVERT, source, *laid.split(), "-draw", marks, *stored.split(), target)


def gray(sources, target, seed, quality=35, skew=0.5, shadow="", levels=(12, 96), behind=None):
    """A JPEG of one page, or of two side by side. The shadow of the binding lies in the "middle" or along the
    "left" edge; levels are what black and white paper come to, in percent; behind is the page whose print shows
    through the paper."""
    chance = random.Random(seed)
    sizes = [size_of(s) for s in sources]
    width, height = sum(w for w, _ in sizes), max(h for _, h in sizes)
    angle = chance.uniform(-skew, skew)
    edges = chance.sample(["left", "right", "top", "bottom"], 2)
    bed = dirt(chance, width, height, 0, edges).replace("fill black", "fill rgb(40,40,40)")
    through = []
    if behind:
        through = ["(", behind, *"-flop -fill white -colorize 68 -blur 0x1.2 )".split()]
        through += "-compose Multiply -composite".split()
    laid = (
        f"-colorspace Gray -background white -virtual-pixel white -distort SRT {angle:.3f} "
        f"+level {levels[0]}%,{levels[1]}%"
    )
    bound = []
    if shadow:
        at = width // 2 if shadow == "middle" else 0
        reach = 26 if shadow == "middle" else width // 14
        bound = ["(", "-size", f"{width}x{height}", "xc:white", "-draw", gutter_shadow(at, height, reach)]
        bound += "-blur 0x5 ) -compose Multiply -composite".split()
    stored = f"-strip -quality {quality} -sampling-factor 1x1"
    drawn = ["-blur", "0x0.5", "-draw", bed]
    call(*CONVERT, *sources, "+append", *through, *laid.split(), *bound, *drawn, *stored.split(), target)


def gutter_shadow(at, height, reach):
    """Drawing commands: bands that darken towards the fold at this x."""
    bands = []
    for i in reversed(range(reach)):
        level = int(246 - 110 * (1 - i / reach) ** 2)
        left, right = f"{at - 2 - i},0 {at - i},{height}", f"{at + i},0 {at + 2 + i},{height}"
        bands.append(f"fill rgb({level},{level},{level}) rectangle {left} rectangle {right}")
    return " ".join(bands)


def shallow(source, target, foot):
    """The page on paper that is wider than high: a short song's music, with the foot (its folio) drawn up."""
    width, height = size_of(source)
    keep = int(width / 1.3) - foot
    top = ["(", source, "-crop", f"{width}x{keep}+0+0", "+repage", ")"]
    bottom = ["(", source, "-crop", f"{width}x{foot}+0+{height - foot}", "+repage", ")"]
    call(*CONVERT, *top, *bottom, "-append", target)


def paper(like, target, coarse):
    """The yellowed sheet without its print, so many times coarser than the page: darker towards the edges."""
    width, height = (v // coarse for v in size_of(like))
    sheet = ["-size", f"{width}x{height}", "radial-gradient:rgb(250,240,214)-rgb(216,200,164)"]
    call(*CONVERT, *sheet, *"-strip -quality 40".split(), target)


def blank_like(source, target):
    call("convert", source, *"-fill white -colorize 100".split(), target)


def photo(target, width, height, seed, caption):
    """A full-page plate: a landscape in coarse halftone, no staff and no title."""
    chance = random.Random(seed)
    w, h = width // 4, height // 4
    hills = []
    for layer in range(5):
        y = h * (0.35 + 0.12 * layer)
        ridge = [f"{x},{y + chance.uniform(-1, 1) * h * 0.05:.0f}" for x in range(0, w + 40, 40)]
        tone = 190 - 36 * layer
        hills.append(f"fill rgb({tone},{tone},{tone}) polygon 0,{h} {' '.join(ridge)} {w},{h}")
    sun = f"fill rgb(250,250,250) circle {w * 0.68:.0f},{h * 0.2:.0f} {w * 0.78:.0f},{h * 0.2:.0f}"
    halftone = (
        f"-blur 0x2 -shave {w // 12}x{h // 10} -ordered-dither h8x8a -filter point -resize 400% "
        f"-gravity center -background white -extent {width}x{height}"
    )
    lettering = "-font C059-Italic -pointsize 60 -gravity south -fill black -annotate +0+150".split()
    sky = ["-size", f"{w}x{h}", "gradient:gray60-gray90"]
    call(*CONVERT, *sky, "-draw", f"{sun} {' '.join(hills)}", *halftone.split(), *lettering, caption, target)
