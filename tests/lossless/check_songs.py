"""Splits books and checks every song against the pages it came from. Called by tests/lossless/run.

A line per book, then the sentences that failed. Pages are PDF pages, from 1.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MOST_OF_QPDF = 1.05  # a song's size over that of the same pages taken out by qpdf
MOST_OF_BOOK = 1.02  # the songs' sizes together over the book's, in scans in which no two songs share a page
DPI = "72"


def page_pictures(pdf):
    """The digest of each page's picture."""
    drawn = subprocess.run(["mutool", "draw", "-q", "-s", "5", "-r", DPI, "-c", "rgb", pdf],
                           capture_output=True, text=True, check=True)
    digests = re.findall(r"\b[0-9a-f]{32}\b", drawn.stdout + drawn.stderr)
    if not digests:
        raise RuntimeError(f"mutool tells nothing of {pdf}")
    return digests


def is_scan(pdf):
    """No page uses a font."""
    info = subprocess.run(["mutool", "info", "-F", pdf], capture_output=True, text=True).stdout
    return "Fonts (" not in info


def size_by_qpdf(book, pages, folder):
    out = os.path.join(folder, "by-qpdf.pdf")
    ranges = ",".join(str(page) for page in pages)
    done = subprocess.run(["qpdf", "--object-streams=generate", "--warning-exit-0", book, "--pages", ".", ranges,
                           "--", out], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"qpdf cannot cut pages {ranges} of {book}: {done.stderr.strip()}")
    return os.path.getsize(out)


def check_book(book, folder):
    """Sentences about what is wrong, and the figures of the book's line."""
    out = os.path.join(folder, "songs")
    subprocess.run([os.environ["SHEETSPLIT"], "run", "--no-cache", "--quiet", "--review", "never", "-o", out, book],
                   check=False)
    manifests = list(pathlib.Path(out).rglob("manifest.json"))
    if not manifests:
        return [f"{book}: no manifest"], {}
    manifest = json.loads(manifests[0].read_text())
    songs = [song for song in manifest["songs"] if song.get("file")]
    if not songs:
        return [f"{book}: no songs"], {}
    # Their songs have a page for each half, which no other tool cuts out.
    halves = manifest["two_up"]

    wrong = []
    source = page_pictures(book)
    largest = 0.0
    together = 0
    shared = False
    seen = set()
    for song in songs:
        path = os.path.join(out, song["file"])
        pages = [page for page in range(song["first_page"], song["last_page"] + 1)
                 if page not in song["dropped_pages"]]
        shared = shared or not seen.isdisjoint(pages)
        seen.update(pages)
        together += os.path.getsize(path)
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        if checked.returncode:
            wrong.append(f"{path}: qpdf --check says {checked.stdout.strip()} {checked.stderr.strip()}")
        if halves:
            continue
        if page_pictures(path) != [source[page - 1] for page in pages]:
            wrong.append(f"{path}: does not look like pages {pages} of the book")
        ratio = os.path.getsize(path) / size_by_qpdf(book, pages, folder)
        largest = max(largest, ratio)
        if ratio > MOST_OF_QPDF:
            wrong.append(f"{path}: is {ratio:.3f} times as large as by qpdf")
    share = together / os.path.getsize(book)
    scan = is_scan(book)
    if scan and not shared and not halves and share > MOST_OF_BOOK:
        wrong.append(f"{book}: the songs together are {share:.3f} times as large as the book")
    return wrong, {"songs": len(songs), "largest": largest, "share": share, "kind": "two-up: soundness only" if halves
                   else ("scan" if scan else "with fonts") + (", shared pages" if shared else "")}


def main(books):
    wrong = []
    print(f"{'book':40} {'songs':>5} {'largest song':>12} {'all songs':>10}  kind")
    print(f"{'':40} {'':>5} {'/ by qpdf':>12} {'/ book':>10}")
    for book in books:
        with tempfile.TemporaryDirectory() as folder:
            found, figures = check_book(book, folder)
        wrong += found
        if figures:
            print(f"{os.path.basename(book):40} {figures['songs']:5} {figures['largest']:12.3f} "
                  f"{figures['share']:10.3f}  {figures['kind']}", flush=True)
    for sentence in wrong:
        print(f"lossless tests: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
