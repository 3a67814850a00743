"""Lets faults happen while the program runs, and checks what it promises on any day.

After a run with a fault:
- the program ended by itself with one of its exit codes, and said why when it is not the usual one;
- whatever stands under a final name is whole: every manifest's files have their size, digest and trailer;
- what an earlier run had made is there, or what this one was to make;
- nothing outside the output folder was touched;
- when the exit code is that of an undisturbed run, so are the files.
After the next run, without a fault, everything is as after an undisturbed one, byte for byte.

Usage: campaign.py PROGRAM SHIM COUNT SEED ONLY
"""
import collections
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import faults

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOOKS = {"a.pdf": "tunebook.pdf", "b.pdf": "no-toc.pdf", "c.pdf": "index-at-back.pdf"}
SECONDS = 120  # of the clock a run may take, however busy the machine is
CRASHED = re.compile("terminate called|Assertion|[Aa]borted|Segmentation|runtime error|brought its process down|"
                     "ended without a result")
CACHE_WARNING = "cannot be kept for later runs"  # it changes nothing else
ABOUT_THE_RUN = ("SUMMARY.json", "index.html")  # they tell of the run, not of the books
NOBODY = 65534


class Broken(Exception):
    """A promise that was not kept."""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def comparable(data):
    """A manifest or plan without its times, and without the warning of a cache."""
    document = json.loads(data)
    for name in ("timings", "processing_timestamp", "processing_duration_seconds"):
        document.pop(name, None)
    if "warnings" in document:
        document["warnings"] = [w for w in document["warnings"] if CACHE_WARNING not in w]
    return sha256(json.dumps(document, sort_keys=True).encode())


def files_below(folder):
    return sorted(p for p in folder.rglob("*") if p.is_symlink() or p.is_file()) if folder.exists() else []


def digests(folder):
    """Of everything below the folder; links are not followed."""
    return {str(p.relative_to(folder)): os.readlink(p) if p.is_symlink() else sha256(p.read_bytes())
            for p in files_below(folder)}


def results(out):
    """The files of the books, as far as they must be equal."""
    found = {}
    for path in files_below(out):
        name = str(path.relative_to(out))
        if name.startswith(".sheetsplit/") or name in ABOUT_THE_RUN:
            continue
        data = b"" if path.is_symlink() else path.read_bytes()
        if path.is_symlink():
            found[name] = "link"
        elif CACHE_WARNING.encode() in data and path.name == "review.html":
            continue
        else:
            found[name] = comparable(data) if path.suffix == ".json" else sha256(data)
    return found


def bookkeeping(out):
    return {str(p.relative_to(out)) for p in files_below(out / ".sheetsplit")}


def check_pdf(name, data):
    end = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data[-64:])
    if not data.startswith(b"%PDF-") or not end or not re.match(rb"\s*(xref|\d+ \d+ obj)", data[int(end[1]):][:20]):
        raise Broken(f"{name} is no whole PDF ({len(data)} bytes)")


def check_whole(out, others=lambda name: False):
    """Whatever stands under a final name is whole, but for what others may have put or taken away there.  Returns the
    folders that have a manifest."""
    told = set()
    for path in files_below(out):
        name = str(path.relative_to(out))
        if name.startswith(".sheetsplit/") or path.is_symlink():
            continue
        if path.suffix == ".pdf":
            check_pdf(name, path.read_bytes())
        if path.suffix != ".json":
            continue
        try:
            document = json.loads(path.read_bytes())
        except ValueError as error:
            raise Broken(f"{name} is not whole: {error}") from error
        if path.name != "manifest.json":
            continue
        told.add(str(path.parent.relative_to(out)))
        for file in document["output"]["files"]:
            there = out / file["file"]
            if others(file["file"]):
                continue
            if there.is_symlink() or not there.is_file():
                raise Broken(f"{name} names {file['file']}, which is not there")
            if sha256(there.read_bytes()) != file["sha256"] or there.stat().st_size != file["bytes"]:
                raise Broken(f"{file['file']} is not what {name} says")
    return told


class Area:
    """A folder for one fault: in, out, cache, home, elsewhere."""

    def __init__(self, campaign, name, state):
        self.campaign = campaign
        self.path = campaign.work / name
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(campaign.work / "states" / state, self.path, symlinks=True)
        self.out = self.path / "out"
        self.cache = self.path / "cache"
        self.bell = self.path / "bell"
        self.options = []
        self.inputs = "in"
        self.preset = {}  # further arguments of Popen
        self.before = {part: digests(self.path / part) for part in ("in", "home", "elsewhere")}

    def give_to_nobody(self):
        for path in [self.path, *self.path.rglob("*")]:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        self.preset.update(user=NOBODY, group=NOBODY, extra_groups=[])

    def start(self, environment=None, fault=None, jobs=1):
        """`fault`: (calls, under, at, count, do) for the shim."""
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.path / "home"), "LC_ALL": "C.UTF-8",
                     "TMPDIR": str(self.path / "home"), **(environment or {})}
        if fault:
            calls, under, at, count, do = fault
            counter = self.path / "counter"
            counter.write_bytes(bytes(8))
            counter.chmod(0o666)
            variables.update(LD_PRELOAD=self.campaign.shim, BAD_DAY_CALLS=calls, BAD_DAY_AT=str(at), BAD_DAY_COUNT=str(count),
                             BAD_DAY_UNDER=":".join(str(self.path / part) for part in under), BAD_DAY_DO=do,
                             BAD_DAY_COUNTER=str(counter), BAD_DAY_BELL=str(self.bell))
        command = [self.campaign.program, "run", "--export", "csv,bookmarks", "--jobs", str(jobs), "--cache", "cache",
                   "-o", "out", *self.options, self.inputs]
        arguments = {"stdout": subprocess.DEVNULL, **self.preset}
        return subprocess.Popen(command, cwd=self.path, env=variables, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                start_new_session=True, **arguments)

    @staticmethod
    def finish(process):
        try:
            text = process.communicate(timeout=SECONDS)[1]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Broken(f"the run does not end within {SECONDS} s") from None
        return process.returncode, text.decode(errors="replace")

    def run(self, **more):
        return self.finish(self.start(**more))

    def counted(self):
        return int.from_bytes((self.path / "counter").read_bytes(), "little")

    def check_outside(self, changed_input):
        for part, before in self.before.items():
            if not (part == "in" and changed_input) and digests(self.path / part) != before:
                raise Broken(f"{part} was touched, which is outside the output folder")
        known = {"in", "out", "cache", "home", "elsewhere", "counter", "bell.rung", "bell.done", "hidden"}
        strange = {p.name for p in self.path.iterdir()} - known
        if strange:
            raise Broken(f"outside the output folder stands {', '.join(sorted(strange))}")

    def let_a_minute_pass(self):
        """What was left half-written is swept when nobody can be about to lock it."""
        for folder in (self.out / ".sheetsplit/tmp", self.cache):
            for path in folder.iterdir() if folder.is_dir() else []:
                os.utime(path, (time.time() - 7200,) * 2)


class Campaign:
    def __init__(self, program, shim):
        self.program, self.shim = str(pathlib.Path(program).resolve()), str(pathlib.Path(shim).resolve())
        self.work = ROOT / "build" / "faults"
        shutil.rmtree(self.work, ignore_errors=True)
        (self.work / "states").mkdir(parents=True)
        self.calls = {}
        self.tally = collections.Counter()
        self.prepare()

    def prepare(self):
        """States to begin with: cold (no cache), fresh (nothing in out), again (a result of other options), done."""
        cold = self.work / "states" / "cold"
        for part in ("in", "home", "elsewhere"):
            (cold / part).mkdir(parents=True)
        for name, book in BOOKS.items():
            shutil.copy(ROOT / "testdata" / book, cold / "in" / name)
        (cold / "elsewhere" / "bait.pdf").write_text("somebody else's\n")
        (cold / "elsewhere" / "folder").mkdir()
        area = Area(self, "prepare", "cold")
        self.usual_code, text = area.run()
        if self.usual_code not in (0, 3) or CRASHED.search(text):
            sys.exit(f"the books cannot be split without a fault: {text}")
        self.usual, self.kept = results(area.out), bookkeeping(area.out)
        self.done_folders = check_whole(area.out)
        shutil.copytree(area.path, self.work / "states" / "done")
        shutil.rmtree(area.out)
        shutil.copytree(area.path, self.work / "states" / "fresh")
        # Another genre makes other bytes; a template makes other names for one of the books.
        area.options = ["--genre", "Earlier"]
        area.run()
        area.options, area.inputs = ["--genre", "Earlier", "--template", "{artist}/{book}/{title} (earlier)"], "in/b.pdf"
        area.run()
        check_whole(area.out)
        self.earlier = results(area.out)
        if not set(self.earlier) - set(self.usual) or not set(self.earlier) & set(self.usual):
            sys.exit("the earlier result was to have names of its own and names that stay")
        shutil.copytree(area.path, self.work / "states" / "again")
        shutil.rmtree(area.path)

    def calls_of(self, state, calls, under, options=()):
        """How many calls of these families an undisturbed run makes."""
        key = (state, calls, tuple(under), tuple(options))
        if key not in self.calls:
            area = Area(self, "count", state)
            area.options = list(options)
            area.run(fault=(calls, under, 0, 0, "0"))
            self.calls[key] = area.counted()
            shutil.rmtree(area.path)
        return self.calls[key]

    def check_faulty(self, area, state, fault, code, text):
        """What must hold after the run with the fault."""
        killed = fault.signal is not None and code == -fault.signal
        if code not in (self.usual_code, 0, 2, 3) and not killed and not (fault.may_interrupt and code == 130):
            raise Broken(f"ended with {code}: {text[-400:]}")
        if CRASHED.search(text) and not fault.kills_worker:
            raise Broken(f"crashed: {text[-400:]}")
        if code == 2 and "sheetsplit: " not in text and not fault.deaf:
            raise Broken(f"failed without a word: {text[-400:]}")
        told = check_whole(area.out, lambda name: fault.removes_results or name in fault.planted)
        area.check_outside(fault.changes_input)
        found = results(area.out)
        for name, digest in found.items():
            if digest == "link" and name in fault.planted:
                continue
            if digest not in (self.usual.get(name), self.earlier.get(name) if state == "again" else None):
                document = json.loads((area.out / name).read_bytes()) if name.endswith("manifest.json") else {}
                if document.get("status") == "failed" or fault.changes_input:
                    continue
                raise Broken(f"{name} is neither of the earlier result nor of the undisturbed one")
        if state in ("again", "done") and not fault.removes_results:
            before = self.earlier if state == "again" else self.usual
            for name in before:
                # An earlier file is gone only when the new result of its book has no such file.
                if name.endswith(".pdf") and name not in found and (name in self.usual or not
                                                                    str(pathlib.Path(name).parent) in told):
                    raise Broken(f"{name} of the earlier result is lost")
            missing = {n for n in before if n.endswith("manifest.json")} - set(found)
            if missing and not fault.may_cut_commit:
                raise Broken(f"the earlier {', '.join(sorted(missing))} is gone")
            self.tally["commits cut in the middle"] += bool(missing)
        same_code = code == self.usual_code and not fault.deaf
        if same_code and not fault.changes_input and not fault.planted and not fault.removes_results:
            self.check_equal(found, "although the exit code is the usual one")

    def check_equal(self, found, when):
        differing = sorted(n for n in {*found, *self.usual} if found.get(n) != self.usual.get(n)
                           and (n in found or not n.endswith("review.html")))
        if differing:
            raise Broken(f"{len(differing)} files are not those of an undisturbed run {when}, such as {differing[0]}")

    def usual_songs(self):
        return [digest for name, digest in self.usual.items() if name.endswith(".pdf") and "/exports/" not in name]

    def check_rerun(self, area, fault):
        area.let_a_minute_pass()
        area.options, area.preset = fault.rerun_options, {k: area.preset[k] for k in ("user", "group", "extra_groups")
                                                          if k in area.preset}
        code, text = area.run()
        if code != self.usual_code:
            raise Broken(f"the next run ended with {code}: {text[-400:]}")
        check_whole(area.out)
        area.check_outside(False)
        found = results(area.out)
        if fault.makes_another_book:  # which keeps its folder: the right one goes beside it
            lost = set(self.usual_songs()) - set(found.values())
            if lost:
                raise Broken(f"{len(lost)} songs are not there after the next run")
            return
        if fault.removes_results:  # of which no manifest tells any more, that is left alone as somebody's
            found = {name: digest for name, digest in found.items() if name in self.usual or self.earlier.get(name) != digest}
        self.check_equal(found, "after the next run")
        left = bookkeeping(area.out) ^ self.kept
        if left:
            raise Broken(f"after the next run the program's own folder differs by {', '.join(sorted(left)[:3])}")

    def one(self, seed, index):
        """None, or what was not as promised."""
        generator = random.Random(f"{seed}/{index}")
        kind = faults.KINDS[index % len(faults.KINDS)]
        fault = kind(self, generator)
        if fault is None:
            self.tally["left out"] += 1
            return None
        area = Area(self, f"{seed}-{index}", fault.state)
        try:
            fault.prepare(area)
            code, text = fault.happen(area)
            self.tally["happened" if fault.happened(area) else "came too late"] += 1
            self.tally[f"exit code {code}"] += 1
            if os.environ.get("ONLY"):
                print(f"  {kind.__name__} {fault}: ended with {code}: {text}")
            self.check_faulty(area, fault.state, fault, code, text)
            fault.clear_up(area)
            self.check_rerun(area, fault)
        except Broken as broken:
            fault.clear_up(area)
            kept = area.path.with_name(f"found-{seed}-{index}")
            area.path.rename(kept)
            return f"{seed}/{index} {kind.__name__} ({fault}): {broken}"
        shutil.rmtree(area.path)
        return None


def main():
    program, shim, count, seed, only = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5]
    campaign = Campaign(program, shim)
    indices = range(count)
    if only:
        seed, index = only.split("/")
        indices = [int(index)]
    started = time.monotonic()
    found = []
    for index in indices:
        broken = campaign.one(seed, index)
        if broken:
            found.append(broken)
            print(f"  FOUND {broken}", flush=True)
        if index % 50 == 49:
            print(f"  {index + 1} of {count}, {time.monotonic() - started:.0f} s", flush=True)
    print(f"faults: {len(indices)} of {len(faults.KINDS)} kinds, seed {seed}: "
          + ", ".join(f"{n} {what}" for what, n in sorted(campaign.tally.items())))
    print(f"faults: {len(found)} with a broken promise")
    for broken in found:
        print(f"  {broken}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
