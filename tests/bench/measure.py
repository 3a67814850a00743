"""Whole runs of the program beside public tools, as ratios. Called by tests/bench/run.

    measure.py [--repeat N] [--cpu] [KIND=BOOK.pdf...]

KIND is scan (300 dpi, two-level), small-scan (little pages, many of them contents) or drawn (born-digital). Runs of the
program and of the tools alternate; what counts is the median of each. --cpu takes processor time instead, the
program's shared between its two jobs: for machines that are not alone. Ends with 1 when a target is missed.
"""

import argparse
import glob
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

JOBS = 2
FLOOR = {"scan": 1.5, "small-scan": 3.0, "drawn": 1.0}  # most a run may take, in times of decoding each page once
OCR = 12.0         # least, OCR of everything over a run on a scan
SPLIT = 5.0        # least, qpdf once a song over our splitting
LINEAR = 4.4       # most, a book four times over against the book
MEMORY_MB = 300.0  # most, besides the size of the file
TESTDATA = pathlib.Path(__file__).resolve().parents[2] / "testdata"


class Meter:
    """Seconds and memory of processes."""

    def __init__(self, by_cpu):
        self.by_cpu = by_cpu

    def run(self, commands, jobs=1):
        """Seconds for all the commands, one after the other, and the most megabytes any of them held."""
        seconds = 0.0
        megabytes = 0.0
        for command in commands:
            begin = time.monotonic()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - begin
            code = os.waitstatus_to_exitcode(status)
            process.returncode = code
            if code not in (0, 3):  # 3: done, and a book needs review
                raise SystemExit(f"measure.py: exit code {code} from {' '.join(command)}")
            seconds += (usage.ru_utime + usage.ru_stime) / jobs if self.by_cpu else wall
            megabytes = max(megabytes, usage.ru_maxrss / 1024)
        return seconds, megabytes


class Report:
    """One line a target."""

    def __init__(self):
        self.failed = 0

    def target(self, what, value, limit, least=False, unit=""):
        good = value >= limit if least else value <= limit
        self.failed += not good
        print(f"{'pass' if good else 'FAIL'}  {what:60} {value:8.2f}{unit}  "
              f"({'at least' if least else 'at most'} {limit:g}{unit})", flush=True)


def ours(book, out, *more):
    return [[os.environ["SHEETSPLIT"], "run", "--quiet", "--review", "never", "--jobs", str(JOBS), "--force", "-o", out,
             *(more or ["--no-cache"]), book]]


def repeated(book, times, out, folder):
    """The book several times over. Out of copies: of one file qpdf would take each page's image once."""
    copies = [shutil.copy(book, os.path.join(folder, f"copy-{i}.pdf")) for i in range(times)]
    subprocess.run(["qpdf", "--empty", "--pages", *copies, "--", out], check=True)
    return out


def manifest_in(folder):
    return pathlib.Path(next(iter(glob.glob(folder + "/**/manifest.json", recursive=True))))


def median_of(runs):
    return statistics.median(seconds for seconds, _ in runs)


def measure_book(kind, book, repeat, meter, report, folder):
    name = os.path.basename(book)
    floor_command = [["mutool", "draw", "-q", "-r", "100", "-c", "gray", "-o", "/dev/null", book]]
    out = os.path.join(folder, "out")
    floors, runs = [], []
    for _ in range(repeat):
        floors.append(meter.run(floor_command))
        runs.append(meter.run(ours(book, out), JOBS))
    floor, run = median_of(floors), median_of(runs)
    print(f"      {name}: decoding {floor:.2f} s, run {run:.2f} s")
    report.target(f"{name}: run / decoding each page once", run / floor, FLOOR[kind])
    size = os.path.getsize(book) / 2**20
    report.target(f"{name}: memory beyond the file's size", max(mb for _, mb in runs) - size, MEMORY_MB, unit=" MB")

    # Splitting: the plan is known, so both sides do nothing but read the book and write the songs.
    manifest_file = manifest_in(out)
    plan = str(manifest_file.with_name("plan.json"))
    songs = json.loads(manifest_file.read_text())["songs"]
    by_qpdf = [["qpdf", book, "--pages", book, f"{song['first_page']}-{song['last_page']}", "--",
                os.path.join(folder, "song.pdf")] for song in songs]
    qpdfs, splits = [], []
    for _ in range(repeat):
        qpdfs.append(meter.run(by_qpdf))
        again = os.path.join(folder, "again")
        shutil.rmtree(again, ignore_errors=True)
        splits.append(meter.run([[os.environ["SHEETSPLIT"], "split", "--quiet", "--review", "never", "--jobs", str(JOBS),
                                  "-o", again, "--from", plan, book]], JOBS))
    report.target(f"{name}: qpdf once a song / splitting", median_of(qpdfs) / median_of(splits), SPLIT, least=True)

    cache = os.path.join(folder, "cache")
    shutil.rmtree(cache, ignore_errors=True)
    meter.run(ours(book, out, "--cache", cache), JOBS)
    cached = median_of([meter.run(ours(book, out, "--cache", cache), JOBS) for _ in range(repeat)])
    print(f"      {name}: run with what an earlier one kept {cached:.2f} s")

    four = repeated(book, 4, os.path.join(folder, "four-times.pdf"), folder)
    fours = [meter.run(ours(four, out), JOBS) for _ in range(max(1, repeat // 2))]
    report.target(f"{name}: four times over / once", median_of(fours) / run, LINEAR)
    report.target(f"{name}: memory beyond the file's size, four times over",
                  max(mb for _, mb in fours) - os.path.getsize(four) / 2**20, MEMORY_MB, unit=" MB")

    if kind == "scan":
        ocr, _ = meter.run([["ocrmypdf", "--quiet", "--jobs", str(JOBS), "--output-type", "pdf", "--optimize", "0",
                             "--force-ocr", book, os.path.join(folder, "ocr.pdf")]], JOBS)
        report.target(f"{name}: ocrmypdf of everything / run", ocr / run, OCR, least=True)


def own_books(folder):
    """Two books of testdata, repeated until a run takes long enough to be measured."""
    books = []
    for kind, name in (("scan", "parlour-scan.pdf"), ("drawn", "parlour-vector.pdf")):
        books.append((kind, repeated(str(TESTDATA / name), 4, os.path.join(folder, name), folder)))
    return books


def main():
    parser = argparse.ArgumentParser(description="Whole runs beside public tools, as ratios.")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("books", nargs="*", metavar="KIND=BOOK")
    said = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        books = []
        for text in said.books:
            kind, _, book = text.partition("=")
            if kind not in FLOOR or not os.path.isfile(book):
                parser.error(f"'{text}' is not KIND=BOOK with a kind of {', '.join(FLOOR)}")
            books.append((kind, book))
        for kind, book in books or own_books(folder):
            measure_book(kind, book, said.repeat, Meter(said.cpu), report, folder)
            for leftover in ("out", "again"):
                shutil.rmtree(os.path.join(folder, leftover), ignore_errors=True)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
