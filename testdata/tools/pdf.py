"""PDF files without a library: pages of images (with an invisible text layer if wanted), and the finishing
of LilyPond's files, so that equal input gives equal bytes."""
import base64
import json
import re
import struct
import subprocess
import zlib


def qpdf(*args):
    done = subprocess.run(["qpdf", *map(str, args)], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(f"qpdf {' '.join(map(str, args))}: {done.stderr}")
    return done.stdout


def finish(source, target, info, work):
    """A copy of source without dates and metadata streams, its ID made from the content."""
    dump = json.loads(qpdf("--json=2", "--json-key=qpdf", source))
    objects = dump["qpdf"][1]
    trailer = objects["trailer"]["value"]
    root = objects["obj:" + trailer["/Root"]]["value"]
    root.pop("/Metadata", None)
    trailer.pop("/ID", None)  # qpdf keeps the first half of an ID it finds, and Ghostscript's is of the hour
    update = {
        "qpdf": [
            {**dump["qpdf"][0]},
            {
                "trailer": {"value": trailer},
                "obj:" + trailer["/Root"]: {"value": root},
                "obj:" + trailer["/Info"]: {"value": {k: "u:" + v for k, v in info.items()}},
            },
        ]
    }
    path = work / (target.name + ".json")
    path.write_text(json.dumps(update))
    qpdf(
        "--update-from-json=" + str(path),
        "--deterministic-id",
        "--object-streams=generate",
        "--recompress-flate",
        "--compression-level=9",
        "--remove-unreferenced-resources=yes",
        source,
        target,
    )


LIGATURES = {"/fi": 0xF001, "/fl": 0xF002, "/ffi": 0xFFFD, "/ffl": 0xFFFD, "/ff": 0xF000}


def forget_ligatures(source, target, work):
    """A copy whose fonts say of each letter what it is, but of a ligature only that it is a sign of their own,
    or nothing at all, as many programs wrote it."""
    dump = json.loads(qpdf("--json=2", "--json-key=qpdf", source))
    objects = dump["qpdf"][1]
    values = {k[4:]: o["value"] for k, o in objects.items() if k.startswith("obj:") and "value" in o}
    update, free = {}, dump["qpdf"][0]["maxobjectid"] + 1
    for name, font in values.items():
        if not (isinstance(font, dict) and font.get("/Type") == "/Font"):
            continue
        encoding = values.get(font.get("/Encoding"))
        codes = ligature_codes(encoding.get("/Differences", [])) if isinstance(encoding, dict) else {}
        if codes:
            stream = base64.b64encode(to_unicode(codes).encode()).decode()
            update[f"obj:{free} 0 R"] = {"stream": {"dict": {}, "data": stream}}
            update["obj:" + name] = {"value": {**font, "/ToUnicode": f"{free} 0 R"}}
            free += 1
    if not update:
        raise SystemExit(f"{source}: no ligatures")
    path = work / (target.name + ".json")
    path.write_text(json.dumps({"qpdf": [{**dump["qpdf"][0], "maxobjectid": free - 1}, update]}))
    how = "--deterministic-id --object-streams=generate --recompress-flate --compression-level=9"
    qpdf("--update-from-json=" + str(path), *how.split(), source, target)


def ligature_codes(differences):
    codes, code = {}, 0
    for item in differences:
        if isinstance(item, int):
            code = item
            continue
        if item in LIGATURES:
            codes[code] = LIGATURES[item]
        code += 1
    return codes


def to_unicode(codes):
    rows = "\n".join(f"<{code:02X}> <{sign:04X}>" for code, sign in sorted(codes.items()))
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Letters def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 beginbfrange
<20> <7E> <0020>
endbfrange
{len(codes)} beginbfchar
{rows}
endbfchar
endcmap
end
end
"""


def tiff_strip(path):
    """(width, height, group-4 data, black is 1) of a one-strip TIFF."""
    data = path.read_bytes()
    order = "<" if data[:2] == b"II" else ">"
    at = struct.unpack(order + "I", data[4:8])[0]
    tags = {}
    for i in range(struct.unpack(order + "H", data[at : at + 2])[0]):
        tag, kind, count = struct.unpack(order + "HHI", data[at + 2 + 12 * i : at + 10 + 12 * i])
        raw = data[at + 10 + 12 * i : at + 14 + 12 * i]
        tags[tag] = struct.unpack(order + ("HH" if kind == 3 else "I"), raw)[0]
        if tag in (273, 279) and count != 1:
            raise SystemExit(f"{path}: {count} strips")
    if tags.get(259) != 4 or tags.get(266, 1) != 1:
        raise SystemExit(f"{path}: not group 4, most significant bit first")
    return tags[256], tags[257], data[tags[273] : tags[273] + tags[279]], tags[262] == 1


def image_object(path):
    """(width, height, dictionary entries, data) of a TIFF (group 4) or JPEG file."""
    if path.suffix == ".tif":
        width, height, data, black1 = tiff_strip(path)
        return (
            width,
            height,
            (
                f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms "
                f"<< /K -1 /Columns {width} /Rows {height} /BlackIs1 {'true' if black1 else 'false'} >>"
            ),
            data,
        )
    data = path.read_bytes()
    at = 2
    while True:
        marker, size = struct.unpack(">HH", data[at : at + 4])
        if 0xFFC0 <= marker <= 0xFFC2:
            height, width, parts = struct.unpack(">HHB", data[at + 5 : at + 10])
            break
        at += 2 + size
    space = "/DeviceGray" if parts == 1 else "/DeviceRGB"
    return width, height, f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode", data


def literal(text):
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def image_stream(width, height, entries, data):
    head = f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} {entries} "
    head += f"/Length {len(data)} >>\n"
    return head.encode() + b"stream\n" + data + b"\nendstream"


def write_images(target, pages, info):
    """pages: dicts with image (path), dpi, rotate (0, 90, …), words [(x, y, size, text)] in points, and under:
    the picture over which image is a mask of ink."""
    objects = [None, None]  # catalogue and page tree come last

    def add(body):
        objects.append(body)
        return len(objects)

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        width, height, entries, data = image_object(page["image"])
        w, h = (round(v * 72 / page["dpi"], 2) for v in (width, height))
        under = page.get("under")
        if under:
            entries = entries.replace("/ColorSpace /DeviceGray", "/ImageMask true")
        picture = add(image_stream(width, height, entries, data))
        named = f"/Im {picture} 0 R"
        shown = "/Im Do"
        if under:
            named += f" /Paper {add(image_stream(*image_object(under)))} 0 R"
            shown = "/Paper Do 0.15 g /Im Do"
        text = "".join(
            f"BT 3 Tr /F1 {size} Tf 1 0 0 1 {x} {y} Tm {literal(t)} Tj ET\n"
            for x, y, size, t in page.get("words", [])
        )
        content = zlib.compress(f"q {w} 0 0 {h} 0 0 cm {shown} Q\n{text}".encode("cp1252"), 9)
        body = add(
            f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode() + content + b"\nendstream"
        )
        fonts = f"/Font << /F1 {font} 0 R >> " if text else ""
        turn = f"/Rotate {page['rotate']} " if page.get("rotate") else ""
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] {turn}/Contents {body} 0 R "
                f"/Resources << /XObject << {named} >> {fonts}>> >>".encode()
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[
        1
    ] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    about = add(("<< " + " ".join(f"{k} {literal(v)}" for k, v in info.items()) + " >>").encode("cp1252"))
    write_objects(target, objects, about)


def write_objects(target, objects, about=None):
    out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for i, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{i} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{o:010} 00000 n \n".encode() for o in offsets)
    noted = f" /Info {about} 0 R" if about else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{noted} >>\nstartxref\n{start}\n%%EOF\n".encode()
    target.write_bytes(out)


def page_count(path):
    """As MuPDF counts them, which repairs what it can."""
    done = subprocess.run(["mutool", "info", "-M", str(path)], capture_output=True, text=True)
    return int(re.search(r"^Pages: (\d+)", done.stdout, re.M).group(1))
