"""Damaged variants of a book, each made from its bytes and a random generator, and nothing else."""
import re
import zlib

OBJECT = re.compile(rb"(?<![0-9])(\d+) 0 obj\b(.*?)\bendobj", re.S)
BOMB_SIDE = 100_000
MANY_PAGES = 100_000


# ---- bytes, without regard to what they mean

def truncated(data, random):
    return data[: random.randrange(len(data))]


def tail_lost(data, random):
    return data[: len(data) - random.randrange(1, min(2000, len(data)))]


def flipped(data, random):
    result = bytearray(data)
    for _ in range(random.choice((1, 4, 32, 256, 2048))):
        result[random.randrange(len(result))] ^= 1 << random.randrange(8)
    return bytes(result)


def overwritten(data, random):
    result = bytearray(data)
    at, size = random.randrange(len(result)), random.choice((16, 512, 8192))
    result[at : at + size] = bytes(random.choice((0, 32, 255, 60)) for _ in range(1)) * len(result[at : at + size])
    return bytes(result)


def block_lost(data, random):
    at = random.randrange(len(data))
    return data[:at] + data[at + random.choice((1, 100, 5000, 40000)) :]


def block_twice(data, random):
    at, size = random.randrange(len(data)), random.choice((10, 1000, 30000))
    return data[: at + size] + data[at:]


def junk_in_front(data, random):
    return random.randbytes(random.choice((1, 900, 5000))) + data


def numbers_changed(data, random):
    """Some number outside the streams' data, as far as that can be told, becomes an extreme one."""
    places = [m for m in re.finditer(rb"(?<=[ \[/a-zA-Z])\d{1,10}(?=[ \]/>\r\n])", data)]
    result = data
    for place in sorted(random.sample(places, min(len(places), random.choice((1, 3, 12)))), key=lambda m: -m.start()):
        extreme = random.choice((b"0", b"-1", b"2147483647", b"-2147483648", b"9999999999999999999", b"1e99", b"0.00001"))
        result = result[: place.start()] + extreme + result[place.end() :]
    return result


def xref_broken(data, random):
    rows = [m.start() for m in re.finditer(rb"\d{10} \d{5} [nf]", data)]
    result = bytearray(data)
    for at in rows:
        if random.random() < 0.4:
            result[at : at + 10] = b"%010d" % random.randrange(len(data) * 2)
    end = data.rfind(b"startxref")
    if end > 0 and (not rows or random.random() < 0.5):
        result[end + 10 :] = b"%d\n%%%%EOF\n" % random.choice((0, 1, len(data), 10**12, random.randrange(len(data))))
    return bytes(result)


def lengths_wrong(data, random):
    def other(match):
        wrong = random.choice((0, 1, int(match[1]) // 2, int(match[1]) + 40, 2**31, 10**15))
        return b"/Length %d" % wrong if random.random() < 0.5 else match[0]

    return re.sub(rb"/Length (\d+)", other, data)


# ---- objects, written again with a sound cross-reference table

def objects_of(data):
    return {int(m[1]): m[2] for m in OBJECT.finditer(data)}


def written(objects, root):
    parts, offsets, size = [b"%PDF-1.7\n"], {}, 9
    for number, body in sorted(objects.items()):
        offsets[number] = size
        parts.append(b"%d 0 obj" % number + body + b"endobj\n")
        size += len(parts[-1])
    last = max(objects)
    rows = [b"%010d %05d %c \n" % ((offsets[n], 0, 110) if n in offsets else (0, 65535, 102)) for n in range(last + 1)]
    parts.append(b"xref\n0 %d\n" % (last + 1) + b"".join(rows))
    parts.append(b"trailer <</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, size))
    return b"".join(parts)


class Editable:
    def __init__(self, data):
        self.objects = objects_of(data)
        self.root = self.first(rb"/Type\s*/Catalog\b")
        self.pages = self.all(rb"/Type\s*/Page\b")
        self.trees = self.all(rb"/Type\s*/Pages\b")
        self.fonts = self.all(rb"/FontFile\d?\s+\d+")
        self.images = self.all(rb"/Subtype\s*/Image\b")

    def all(self, pattern):
        return [n for n, body in self.objects.items() if re.search(pattern, body.split(b"stream")[0])]

    def first(self, pattern):
        return self.all(pattern)[0]

    def add(self, body):
        number = max(self.objects) + 1
        self.objects[number] = body
        return number

    def add_stream(self, keys, data):
        return self.add(b"<<%s/Length %d>>stream\n" % (keys, len(data)) + data + b"\nendstream ")

    def replace(self, number, pattern, text):
        head, mark, tail = self.objects[number].partition(b"stream")
        self.objects[number] = re.sub(pattern, lambda _: text, head) + mark + tail

    def draw_on(self, number, resources, content):
        contents = self.add_stream(b"", content)
        tree = self.trees[0]
        self.objects[number] = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents %d 0 R>>" % (
            tree, resources, contents)

    def draw_image(self, number, keys, data):
        image = self.add_stream(b"/Type/XObject/Subtype/Image" + keys, data)
        self.draw_on(number, b"/XObject<</B %d 0 R>>" % image, b"500 0 0 700 20 20 cm /B Do")

    def bytes(self):
        return written(self.objects, self.root)


def tree_cyclic(book, random):
    tree = random.choice(book.trees)
    target = random.choice((tree, book.trees[0], book.root))
    kids = b"/Kids [ %d 0 R %s ]" % (target, b" ".join(b"%d 0 R" % n for n in random.sample(book.pages, len(book.pages) // 2)))
    book.replace(tree, rb"/Kids\s*\[[^\]]*\]", kids)


def count_wrong(book, random):
    book.replace(book.trees[0], rb"/Count\s+\d+", b"/Count %d" % random.choice((0, -5, 1, 10**6, 2**31 - 1, 10**18)))


def boxes_huge(book, random):
    box = random.choice((b"0 0 1000000 1000000", b"0 0 1e30 1e30", b"-99999999 0 99999999 10", b"0 0 0 0", b"5 5", b"0 0 .01 .01"))
    for page in random.sample(book.pages, random.randint(1, len(book.pages))):
        book.replace(page, rb"/MediaBox\s*\[[^\]]*\]", b"/MediaBox [%s]" % box)


def image_giant(book, random):
    side = random.choice((BOMB_SIDE, 2**31 - 1, 20_000))
    bits = random.choice((1, 8, 16))
    data = zlib.compress(bytes(random.choice((1000, 30_000_000))), 9)
    book.draw_image(random.choice(book.pages), b"/Width %d/Height %d/ColorSpace/Device%s/BitsPerComponent %d/Filter/FlateDecode"
                    % (side, side, random.choice((b"Gray", b"RGB", b"CMYK")), bits), data)


def image_size_wrong(book, random):
    for image in book.images or book.pages[:1]:
        book.replace(image, rb"/(Width|Height)\s+\d+", b"/Width %d" % random.choice((0, 1, 70_000, -3)))


def jbig2_bomb(book, random):
    side = random.choice((2**32 - 1, BOMB_SIDE)).to_bytes(4, "big")
    page = side + side + bytes(8) + bytes(3)
    region = side + side + bytes(8) + b"\0" + random.randbytes(40)
    data = b"\0\0\0\0\x30\0\x01" + len(page).to_bytes(4, "big") + page
    data += b"\0\0\0\x01\x26\0\x01" + len(region).to_bytes(4, "big") + region
    book.draw_image(random.choice(book.pages), b"/Width 2000/Height 2000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", data)


def jpx_bomb(book, random):
    side = random.choice((2**31 - 1, BOMB_SIDE)).to_bytes(4, "big")
    size = side + side + bytes(8) + random.choice((side, b"\0\0\0\x01")) * 2 + bytes(8) + b"\0\x01\x07\x01\x01"
    data = b"\xff\x4f\xff\x51" + (len(size) + 4).to_bytes(2, "big") + b"\0\0" + size + random.randbytes(60)
    book.draw_image(random.choice(book.pages), b"/Width 2000/Height 2000/Filter/JPXDecode", data)


def jpeg_bomb(book, random):
    data = b"\xff\xd8\xff\xc0\0\x0b\x08\xff\xff\xff\xff\x01\x01\x11\0" + random.randbytes(80)
    book.draw_image(random.choice(book.pages), b"/Width 65535/Height 65535/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode", data)


def nested_deeply(book, random):
    depth = random.choice((200, 5000, 200_000))
    opened, closed = random.choice(((b"[", b"]"), (b"<</A", b">>"), (b"[<</A[", b"]>>]")))
    deep = book.add(opened * depth + closed * depth)
    page = random.choice(book.pages)
    book.objects[page] = book.objects[page].replace(b"<<", b"<</Deep %d 0 R/Resources %d 0 R " % (deep, deep), 1)


def content_nested(book, random):
    book.draw_on(random.choice(book.pages), b"", random.choice((b"q ", b"[", b"<<", b"BT ", b"(")) * 300_000)


def form_calls_itself(book, random):
    number = max(book.objects) + 1
    book.add_stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F %d 0 R>>>>" % number, b"/F Do /F Do 0 0 9 9 re f")
    book.draw_on(random.choice(book.pages), b"/XObject<</F %d 0 R>>" % number, b"/F Do")


def forms_multiply(book, random):
    """Each form draws the next one ten times: the paths to the last are beyond counting."""
    last = book.add_stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]", b"0 0 9 9 re f")
    for _ in range(12 if random.random() < 0.05 else 4):
        last = book.add_stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F %d 0 R>>>>" % last, b"/F Do " * 10)
    book.draw_on(random.choice(book.pages), b"/XObject<</F %d 0 R>>" % last, b"/F Do")


def content_bomb(book, random):
    text = random.choice((b" ", b"0 0 9 9 re f ", b"1 0 0 1 0 0 cm q ")) * 2_000_000
    contents = book.add_stream(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(zlib.compress(text)))
    book.replace(random.choice(book.pages), rb"/Contents\s+\d+ 0 R", b"/Contents %d 0 R" % contents)


def fonts_bad(book, random):
    for font in book.fonts:
        match = re.search(rb"/FontFile\d?\s+(\d+)", book.objects[font])
        number = int(match[1])
        if number not in book.objects:
            continue
        junk = random.choice((b"", random.randbytes(400), b"\0\x01\0\0\xff\xff" + random.randbytes(200), b"OTTO" + bytes(90)))
        book.objects[number] = b"<</Length %d>>stream\n" % len(junk) + junk + b"\nendstream "


def resources_missing(book, random):
    for page in random.sample(book.pages, random.randint(1, len(book.pages))):
        book.replace(page, rb"/(Resources|Contents)\b", b"/Gone")


def objects_missing(book, random):
    spare = [n for n in book.objects if n not in (book.root, book.trees[0])]
    for number in random.sample(spare, min(len(spare) - 1, random.choice((1, 3, 10)))):
        del book.objects[number]


def references_swapped(book, random):
    numbers = list(book.objects)
    for number in random.sample(numbers, min(len(numbers), 4)):
        book.replace(number, rb"\b\d+ 0 R", b"%d 0 R" % random.choice(numbers))


def pages_lost(book, random):
    gone = random.sample(book.pages, random.randint(1, len(book.pages) - 1))
    for tree in book.trees:
        for page in gone:
            book.replace(tree, rb"(?<!\d)%d 0 R" % page, b"")


def pages_many(book, random):
    count = MANY_PAGES if random.random() < 0.1 else 3000
    plain = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 99 99]>>" % book.trees[0]
    blank = book.add(plain)
    kids = b"/Kids [%s %s]" % (b" ".join(b"%d 0 R" % n for n in book.pages), b"%d 0 R " % blank * count)
    book.replace(book.trees[0], rb"/Kids\s*\[[^\]]*\]", kids)


def outline_cyclic(book, random):
    item = max(book.objects) + 1
    book.add(b"<</First %d 0 R/Last %d 0 R>>" % (item + 1, item + 1))
    book.add(b"<</Title(A)/Parent %d 0 R/Next %d 0 R/First %d 0 R/Dest[%d 0 R/Fit]>>" % (item, item + 1, item, book.pages[0]))
    book.objects[book.root] = book.objects[book.root].replace(b"<<", b"<</Outlines %d 0 R " % item, 1)


def rotated_oddly(book, random):
    for page in book.pages:
        turn = b"<</Rotate %d/UserUnit %s " % (random.choice((45, -90, 91, 10**9)), random.choice((b"1", b"0", b"1e9", b"-2")))
        book.objects[page] = book.objects[page].replace(b"<<", turn, 1)


OF_BYTES = (truncated, tail_lost, flipped, overwritten, block_lost, block_twice, junk_in_front, numbers_changed,
            xref_broken, lengths_wrong)
OF_OBJECTS = (tree_cyclic, count_wrong, boxes_huge, image_giant, image_size_wrong, jbig2_bomb, jpx_bomb, jpeg_bomb,
              nested_deeply, content_nested, form_calls_itself, forms_multiply, content_bomb, fonts_bad,
              resources_missing, objects_missing, references_swapped, pages_lost, pages_many, outline_cyclic,
              rotated_oddly)
ALL = OF_BYTES + OF_OBJECTS


def variant(kind, original, plain, random):
    """`plain` is the book without object streams, whose objects can be seen."""
    if kind in OF_BYTES:
        return kind(random.choice((original, plain)), random)
    book = Editable(plain)
    kind(book, random)
    return book.bytes()
