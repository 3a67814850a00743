"""Runs the program on damaged variants and checks what it promises of any input.

- The program ends by itself with one of its exit codes; no book's process dies by a signal.
- A book ends within its time limit.
- Nothing is written outside the output folder, no book is changed, no result is a symbolic link.
- A book is called a success with fewer songs than the sound one gives only when its manifest names what is missing.

Usage: campaign.py PROGRAM COUNT SEED
"""
import collections
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

import variants

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOOKS = ("odd-contents", "encrypted-empty-password", "tunebook", "no-toc", "index-at-back")
BATCH = 31  # one variant of each kind
SECONDS = 10  # of the clock a book may take
MEGABYTES = 2048
CODES = (0, 2, 3)


def digest(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}


class Campaign:
    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())
        self.work = ROOT / "build" / "mutation"
        shutil.rmtree(self.work, ignore_errors=True)
        self.kept = self.work / "kept"
        self.kept.mkdir(parents=True)
        self.status = collections.Counter()
        self.findings = []
        self.sound = {}
        self.books = {}
        for name in BOOKS:
            source = ROOT / "testdata" / f"{name}.pdf"
            plain = self.work / "plain.pdf"
            # qpdf says 3 when it had to mend the book.
            done = subprocess.run(["qpdf", "--decrypt", "--object-streams=disable", "--no-original-object-ids", source, plain],
                                  capture_output=True)
            if done.returncode not in (0, 3):
                sys.exit(f"qpdf cannot read {source}: {done.stderr.decode()}")
            self.books[name] = (source.read_bytes(), plain.read_bytes())

    def run(self, area):
        """The program over area/in, with area/out for its results and a home of its own."""
        for folder in ("in", "out", "home", "tmp"):
            (area / folder).mkdir(parents=True, exist_ok=True)
        environment = {"PATH": os.environ["PATH"], "HOME": str(area / "home"), "TMPDIR": str(area / "tmp"), "LC_ALL": "C.UTF-8"}
        command = [self.program, "run", "--output", "out", "--short-book", "--no-cache", "--quiet", "--jobs", "1",
                   "--review", "never", "--time-limit", str(SECONDS), "--memory-limit", str(MEGABYTES), "in"]
        try:
            done = subprocess.run(command, cwd=area, env=environment, capture_output=True, timeout=BATCH * SECONDS + 60)
            return done.returncode, done.stderr.decode(errors="replace")
        except subprocess.TimeoutExpired:
            return None, "the run as a whole does not end"

    def measure_sound_books(self):
        area = self.work / "sound"
        for name, (original, _) in self.books.items():
            (area / "in").mkdir(parents=True, exist_ok=True)
            (area / "in" / f"{name}.pdf").write_bytes(original)
        code, text = self.run(area)
        for row in json.loads((area / "out" / "SUMMARY.json").read_text())["books"]:
            self.sound[pathlib.Path(row["source_pdf"]).stem] = row["songs"]
        if code not in CODES or set(self.sound) != set(BOOKS) or 0 in self.sound.values():
            sys.exit(f"the sound books cannot be split ({code}): {text}\n{self.sound}")

    def find(self, what, area, name=None):
        self.findings.append(f"{what}: {name or area.name}")
        print(f"  FOUND {self.findings[-1]}", flush=True)
        if name:
            shutil.copy(area / "in" / name, self.kept)

    def batch(self, number, jobs):
        area = self.work / f"batch-{number}"
        (area / "in").mkdir(parents=True)
        for name, data in jobs:
            (area / "in" / name).write_bytes(data)
        before = digest(area / "in")
        code, text = self.run(area)
        if code is None or code not in CODES:
            self.find(f"ended with {code}: {text[-300:]}", area)
        if digest(area / "in") != before:
            self.find("a book was changed", area)
        if {p.name for p in area.iterdir()} != {"in", "out", "home", "tmp"} or digest(area / "home") or any((area / "tmp").iterdir()):
            self.find("something outside the output folder was written", area)
        if any(p.is_symlink() for p in (area / "out").rglob("*")):
            self.find("a result is a symbolic link", area)
        summary = area / "out" / "SUMMARY.json"
        rows = json.loads(summary.read_text())["books"] if summary.exists() else []
        # Equal variants are one book to the program, which then takes the second one for done.
        seen = set()
        for row in rows:
            name = pathlib.Path(row["source_pdf"]).name
            seen.add(name)
            self.judge(area, name, row)
        for name, _ in jobs:
            if name not in seen:
                self.find("the summary does not tell of it", area, name)
        shutil.rmtree(area, ignore_errors=True)

    def judge(self, area, name, row):
        self.status[row["status"]] += 1
        codes = [error["code"] for error in row["errors"]]
        if "crashed" in codes or "internal" in codes:
            self.find(f"crashed ({row['errors'][0]['detail']})", area, name)
        # The limit of time ends it; a limit of memory is what a bomb is to meet.
        self.status.update(f"of them {code}" for code in codes)
        if row["seconds"] > SECONDS + 10:
            self.find(f"took {row['seconds']} s", area, name)
        if row["status"] != "success":
            return
        sound = self.sound[name.split(".")[1]]
        if row["songs"] < sound and row["missing"] == 0:
            self.find(f"a success with {row['songs']} of {sound} songs, and nothing named as missing", area, name)


def main():
    program, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    campaign = Campaign(program)
    campaign.measure_sound_books()
    started = time.monotonic()
    for first in range(0, count, BATCH):
        jobs = []
        for index in range(first, min(first + BATCH, count)):
            generator = random.Random(f"{seed}/{index}")
            kind = variants.ALL[index % len(variants.ALL)]
            book = BOOKS[(index // len(variants.ALL)) % len(BOOKS)]
            name = f"{seed}-{index:06}.{book}.{kind.__name__}.pdf"
            jobs.append((name, variants.variant(kind, *campaign.books[book], generator)))
        campaign.batch(first // BATCH, jobs)
        if first // BATCH % 10 == 0:
            print(f"  {first + len(jobs)} of {count}, {time.monotonic() - started:.0f} s", flush=True)
    print(f"mutation: {count} variants of {len(BOOKS)} books in {len(variants.ALL)} ways, seed {seed}: "
          + ", ".join(f"{n} {what}" for what, n in sorted(campaign.status.items())))
    print(f"mutation: {len(campaign.findings)} promises broken")
    for finding in campaign.findings:
        print(f"  {finding}")
    return 1 if campaign.findings else 0


sys.exit(main())
