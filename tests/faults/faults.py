"""The kinds of faults.  Each is a function of the campaign and a random generator that gives a Fault, or None where the
machine or the user's rights do not allow it."""
import errno
import os
import resource
import shutil
import signal
import subprocess
import threading
import time

ROOT_USER = os.geteuid() == 0
WRITING = "write,make,mkdir,rename,unlink,close"


class Fault:
    state = "fresh"
    signal = None  # that may end the program
    may_interrupt = False
    kills_worker = False
    may_cut_commit = False  # it can strike between two renames of a commit
    changes_input = False
    makes_another_book = False
    removes_results = False
    deaf = False  # its standard output or standard error cannot be written
    planted = ()  # symbolic links below out
    jobs = 1

    def __init__(self, words, **more):
        self.words = words
        self.options, self.rerun_options = [], []
        self.__dict__.update(more)

    def __str__(self):
        return f"{self.state}: {self.words}"

    def prepare(self, area):
        """Before the run."""
        area.options = list(self.options)

    def happen(self, area):
        return area.run(jobs=self.jobs)

    def happened(self, area):
        """False when the run was over before the fault could strike."""
        return True

    def clear_up(self, area):
        """Before the next run: the day is a good one again."""


class FailingCall(Fault):
    """From call `at` on, `count` calls of the families have the fault."""

    def __init__(self, campaign, generator, calls, under, do, count=1, states=("fresh", "again"), **more):
        state = generator.choice(states)
        options = more.get("options", [])
        self.at = generator.randint(1, max(1, campaign.calls_of(state, calls, under, options)))
        self.calls, self.under, self.do, self.count = calls, under, do, count
        reach = "for good" if count > 1 else "once"
        super().__init__(f"{do} at {calls} {self.at} below {'+'.join(under)}, {reach}", state=state, **more)
        families = calls.split(",")
        self.may_cut_commit = self.may_cut_commit or any(f in families for f in ("rename", "unlink"))

    def happen(self, area):
        return area.run(fault=(self.calls, self.under, self.at, self.count, self.do), jobs=self.jobs)

    def happened(self, area):
        return area.counted() >= self.at


class AtCall(FailingCall):
    """At that call the campaign does something, and the program waits for it."""

    def __init__(self, campaign, generator, calls, under, deed, **more):
        super().__init__(campaign, generator, calls, under, "wait", **more)
        self.deed = deed

    def happen(self, area):
        for end in ("rung", "done"):
            os.mkfifo(f"{area.bell}.{end}", 0o666)
        over = False

        def listen():
            with open(f"{area.bell}.rung", "rb") as rung:
                rung.read()
            if not over:
                self.deed(area)
                with open(f"{area.bell}.done", "wb"):
                    pass

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        result = super().happen(area)
        over = True
        if listener.is_alive() and area.counted() < self.at:
            os.close(os.open(f"{area.bell}.rung", os.O_WRONLY))
        listener.join()
        return result


def for_good(generator):
    return generator.choice((1, 10**9))


# ---- calls that fail


def disk_full(campaign, generator):
    return FailingCall(campaign, generator, "write,make,mkdir,rename", ["out"], str(errno.ENOSPC), 10**9)


def disk_full_for_a_moment(campaign, generator):
    return FailingCall(campaign, generator, "write,make,mkdir", ["out"], str(errno.ENOSPC))


def disk_full_in_the_middle_of_a_file(campaign, generator):
    return FailingCall(campaign, generator, "write", ["out"], "half", 10**9)


def quota_exceeded(campaign, generator):
    return FailingCall(campaign, generator, "write", ["out"], str(errno.EDQUOT), for_good(generator))


def write_fails(campaign, generator):
    return FailingCall(campaign, generator, "write", ["out"], str(errno.EIO), for_good(generator))


def bytes_lost_on_closing(campaign, generator):
    code = generator.choice((errno.EIO, errno.ENOSPC))
    return FailingCall(campaign, generator, "close", ["out"], str(code), for_good(generator))


def file_cannot_be_made(campaign, generator):
    code = generator.choice((errno.EMFILE, errno.EACCES, errno.EROFS, errno.EIO))
    return FailingCall(campaign, generator, "make", ["out"], str(code), for_good(generator))


def folder_cannot_be_made(campaign, generator):
    code = generator.choice((errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EMLINK))
    return FailingCall(campaign, generator, "mkdir", ["out"], str(code), for_good(generator))


def rename_fails(campaign, generator):
    code = generator.choice((errno.EIO, errno.EACCES, errno.EROFS, errno.EBUSY))
    return FailingCall(campaign, generator, "rename", ["out"], str(code), for_good(generator))


def removing_fails(campaign, generator):
    code = generator.choice((errno.EIO, errno.EACCES, errno.EROFS, errno.EBUSY))
    return FailingCall(campaign, generator, "unlink", ["out"], str(code), for_good(generator))


def everything_becomes_read_only(campaign, generator):
    return FailingCall(campaign, generator, WRITING.replace("write,", "").replace(",close", ""), ["out"], str(errno.EROFS),
                       10**9)


def results_cannot_be_opened(campaign, generator):
    code = generator.choice((errno.EMFILE, errno.EIO, errno.EACCES))
    return FailingCall(campaign, generator, "open", ["out"], str(code), for_good(generator), may_cut_commit=True)


def results_cannot_be_read(campaign, generator):
    return FailingCall(campaign, generator, "read", ["out"], str(errno.EIO), for_good(generator))


def results_cannot_be_looked_at(campaign, generator):
    return FailingCall(campaign, generator, "stat", ["out"], str(errno.EIO), for_good(generator))


def book_cannot_be_read(campaign, generator):
    code = generator.choice((errno.EIO, errno.EMFILE, errno.ESTALE))
    return FailingCall(campaign, generator, "open,read,stat", ["in"], str(code), for_good(generator))


def cache_cannot_be_written(campaign, generator):
    code = generator.choice((errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO))
    return FailingCall(campaign, generator, WRITING, ["cache"], str(code), for_good(generator), states=("cold",))


def cache_half_written(campaign, generator):
    return FailingCall(campaign, generator, "write", ["cache"], "half", states=("cold",))


def cache_cannot_be_read(campaign, generator):
    return FailingCall(campaign, generator, "open,read", ["cache"], str(errno.EIO), for_good(generator))


def no_process_can_be_started(campaign, generator):
    return FailingCall(campaign, generator, "fork", [], str(errno.EAGAIN), for_good(generator))


def no_thread_can_be_started(campaign, generator):
    return FailingCall(campaign, generator, "thread", [], str(errno.EAGAIN), for_good(generator), jobs=4,
                       states=("fresh", "cold"))


# ---- the whole machine


class Limited(Fault):
    def __init__(self, words, limits, **more):
        super().__init__(words, **more)
        self.limits = limits

    def prepare(self, area):
        super().prepare(area)

        def lower():
            for name, most in self.limits.items():
                resource.setrlimit(name, (most, most))

        area.preset["preexec_fn"] = lower

    def clear_up(self, area):
        area.preset.pop("preexec_fn", None)


def few_file_handles(campaign, generator):
    most = generator.randint(4, 24)
    return Limited(f"{most} open files", {resource.RLIMIT_NOFILE: most}, state=generator.choice(("fresh", "again", "cold")),
                   may_cut_commit=True)


def files_may_not_be_large(campaign, generator):
    most = generator.choice((0, 100, 1000, 4096, 10000, 20000, 50000))
    return Limited(f"{most} bytes a file", {resource.RLIMIT_FSIZE: most}, state=generator.choice(("fresh", "again")))


def few_processes(campaign, generator):
    if not ROOT_USER:
        return None
    most = generator.randint(1, 8)
    fault = Limited(f"{most} processes and threads", {resource.RLIMIT_NPROC: most}, state="fresh", jobs=4)
    prepare = fault.prepare

    def as_nobody(area):
        prepare(area)
        area.give_to_nobody()

    fault.prepare = as_nobody
    return fault


class SmallDisk(Fault):
    """A file system of its own for the results."""

    def __init__(self, options, **more):
        super().__init__(f"a disk with {options}", **more)
        self.disk_options = options

    def prepare(self, area):
        super().prepare(area)
        area.out.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", self.disk_options, "none", area.out], check=True)
        self.mounted = True

    def clear_up(self, area):
        if self.mounted:
            self.mounted = False
            kept = area.out.with_name("hidden")
            shutil.copytree(area.out, kept, symlinks=True)
            subprocess.run(["umount", area.out], check=True)
            area.out.rmdir()
            kept.rename(area.out)


def may_mount(campaign):
    if not hasattr(campaign, "mounts"):
        folder = campaign.work / "mount"
        folder.mkdir()
        campaign.mounts = ROOT_USER and subprocess.run(["mount", "-t", "tmpfs", "none", folder], capture_output=True).returncode == 0
        if campaign.mounts:
            subprocess.run(["umount", folder], check=True)
        folder.rmdir()
    return campaign.mounts


def small_disk(campaign, generator):
    size = f"size={4 * generator.randint(1, 220)}k"
    return SmallDisk(size, state="fresh") if may_mount(campaign) else None


def disk_with_few_files(campaign, generator):
    most = f"nr_inodes={generator.randint(2, 70)}"
    return SmallDisk(most, state="fresh") if may_mount(campaign) else None


class ReadOnlyMount(Fault):
    def prepare(self, area):
        super().prepare(area)
        subprocess.run(["mount", "--bind", area.out, area.out], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", area.out], check=True)
        self.mounted = True

    def clear_up(self, area):
        if self.mounted:
            self.mounted = False
            subprocess.run(["umount", area.out], check=True)


def read_only_disk(campaign, generator):
    state = generator.choice(("again", "done"))
    return ReadOnlyMount("a read-only disk", state=state) if may_mount(campaign) else None


class ReadOnlyFolder(Fault):
    """Some folder of the results may not be written, to a user who is not root."""

    def __init__(self, generator, **more):
        super().__init__("a read-only folder", **more)
        self.generator, self.locked = generator, None

    def prepare(self, area):
        super().prepare(area)
        if self.part == "cache":
            (area.path / "cache").mkdir(exist_ok=True)
        if ROOT_USER:
            area.give_to_nobody()
        top = area.path / self.part
        folders = [top, *sorted(p for p in top.rglob("*") if p.is_dir())]
        self.locked = self.generator.choice(folders)
        self.words = f"{self.locked.relative_to(area.path)} may not be written"
        self.locked.chmod(0o555)

    def clear_up(self, area):
        self.locked.chmod(0o755)


def read_only_folder(campaign, generator):
    return ReadOnlyFolder(generator, part="out", state=generator.choice(("again", "done")), may_cut_commit=True)


def read_only_cache(campaign, generator):
    return ReadOnlyFolder(generator, part="cache", state=generator.choice(("cold", "fresh")))


# ---- things that others do meanwhile


def cache_vanishes(campaign, generator):
    return AtCall(campaign, generator, WRITING, ["cache", "out"], lambda area: shutil.rmtree(area.cache, ignore_errors=True),
                  states=("cold",))


def results_vanish(campaign, generator):
    def deed(area):
        shutil.rmtree(area.out, ignore_errors=True)

    return AtCall(campaign, generator, WRITING, ["out"], deed, removes_results=True, may_cut_commit=True)


class WithInput(AtCall):
    """Something happens to a book; it is put back before the next run."""

    changes_input = True

    def __init__(self, campaign, generator, words, deed, **more):
        book = generator.choice(("a.pdf", "b.pdf", "c.pdf"))
        super().__init__(campaign, generator, "open,read,stat,write", ["in", "out"],
                         lambda area: deed(area.path / "in" / book), **more)
        self.words = f"{book} is {words} at call {self.at}"
        self.book = book

    def clear_up(self, area):
        shutil.copy(area.campaign.work / "states" / "cold" / "in" / self.book, area.path / "in" / self.book)


def book_deleted(campaign, generator):
    return WithInput(campaign, generator, "deleted", lambda book: book.unlink())


def book_cut_short(campaign, generator):
    def deed(book):
        os.truncate(book, generator.randint(0, book.stat().st_size))

    return WithInput(campaign, generator, "cut short", deed, makes_another_book=True)


def book_replaced(campaign, generator):
    def deed(book):
        other = book.with_name("b.pdf" if book.name != "b.pdf" else "c.pdf")
        fresh = book.with_name("fresh")
        shutil.copy(other, fresh)
        fresh.rename(book)

    return WithInput(campaign, generator, "replaced by another", deed, makes_another_book=True)


class Links(AtCall):
    """Symbolic links that lead out of the output folder, where results are to stand."""

    def __init__(self, campaign, generator, now, **more):
        usual = sorted(campaign.usual)
        parents = {parent for name in usual for parent in parents_of(name)}
        wanted = generator.choice((*usual, *sorted(parents), *parents, ".sheetsplit", ".sheetsplit/tmp", ".sheetsplit/folders"))
        self.wanted, self.now = wanted, now
        super().__init__(campaign, generator, WRITING, ["out"], self.plant, planted=(wanted,), may_cut_commit=True, **more)
        self.words = f"{wanted} is a link to elsewhere" + ("" if now else f" from call {self.at} on")

    def plant(self, area):
        place = area.out / self.wanted
        target = area.path / "elsewhere" / ("bait.pdf" if "." in place.name[1:] else "folder")
        self.removes_results = True
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(target)
        except OSError:
            pass  # the program is quicker in its own folder

    def prepare(self, area):
        super().prepare(area)
        if self.now:
            self.plant(area)

    def happen(self, area):
        return Fault.happen(self, area) if self.now else super().happen(area)

    def happened(self, area):
        return self.now or super().happened(area)

    def clear_up(self, area):
        place = area.out / self.wanted
        if place.is_symlink():
            place.unlink()


def parents_of(name):
    parts = name.split("/")[:-1]
    return ["/".join(parts[:i + 1]) for i in range(len(parts))]


def link_out_of_the_folder(campaign, generator):
    return Links(campaign, generator, True, states=("fresh", "again", "done"))


def link_planted_meanwhile(campaign, generator):
    return Links(campaign, generator, False, states=("fresh", "again"))


class AnotherRun(Fault):
    """The same books into the same folder, at the same time."""

    def __init__(self, generator, **more):
        self.delay = generator.choice((0, 0, 0.02, 0.05, 0.1, 0.2))
        super().__init__(f"another run, {self.delay} s later", **more)

    def happen(self, area):
        first = area.start(jobs=2)
        time.sleep(self.delay)
        second = area.start(jobs=2)
        code, text = area.finish(second)
        other_code, other_text = area.finish(first)
        return (code, text) if other_code == area.campaign.usual_code else (other_code, other_text)


def two_runs_at_once(campaign, generator):
    return AnotherRun(generator, state=generator.choice(("fresh", "again", "cold", "done")))


class SecondRunAt(AtCall):
    """Another run starts while the first stands still, and both go on."""

    def __init__(self, campaign, generator):
        super().__init__(campaign, generator, WRITING, ["out"], self.start_another)
        self.words = f"another run starts at call {self.at}"

    def start_another(self, area):
        counter = (area.path / "counter").read_bytes()
        self.other = area.start()
        time.sleep(0.1)
        (area.path / "counter").write_bytes(counter)

    def happen(self, area):
        self.other = None
        result = super().happen(area)
        if self.other:
            code, text = area.finish(self.other)
            if code != area.campaign.usual_code:
                return code, text
        return result


def second_run_in_the_middle(campaign, generator):
    return SecondRunAt(campaign, generator)


# ---- ends and signals


def killed(campaign, generator):
    return FailingCall(campaign, generator, WRITING, ["out"], "kill 9", signal=signal.SIGKILL, may_cut_commit=True)


def killed_while_it_tidies_up(campaign, generator):
    return FailingCall(campaign, generator, "rename,unlink", ["out"], "kill 9", states=("again",), signal=signal.SIGKILL,
                       may_cut_commit=True)


def process_of_a_book_killed(campaign, generator):
    return FailingCall(campaign, generator, WRITING, ["out"], "end 9", signal=signal.SIGKILL, kills_worker=True,
                       may_cut_commit=True)


def killed_while_the_cache_is_written(campaign, generator):
    return FailingCall(campaign, generator, WRITING, ["cache"], "kill 9", states=("cold",), signal=signal.SIGKILL)


def interrupted(campaign, generator):
    number = generator.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    return FailingCall(campaign, generator, WRITING + ",open,read", ["out", "in"], f"kill {int(number)}", may_interrupt=True)


def interrupted_again_and_again(campaign, generator):
    return FailingCall(campaign, generator, WRITING, ["out"], "kill 15", count=generator.randint(2, 4), may_interrupt=True,
                       may_cut_commit=True)


class AfterAWhile(Fault):
    def __init__(self, generator, number, **more):
        self.delay, self.number = generator.uniform(0, 0.8), number
        super().__init__(f"signal {number} after {self.delay:.3f} s", **more)

    def happen(self, area):
        process = area.start(jobs=2)
        time.sleep(self.delay)
        try:
            os.killpg(process.pid, self.number)
        except ProcessLookupError:
            pass
        return area.finish(process)


def killed_at_any_time(campaign, generator):
    return AfterAWhile(generator, signal.SIGKILL, signal=signal.SIGKILL, may_cut_commit=True,
                       state=generator.choice(("cold", "fresh", "again")))


def stopped_at_any_time(campaign, generator):
    number = generator.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    # Before the program is there to hear it, a signal does what signals do.
    return AfterAWhile(generator, number, may_interrupt=True, signal=number, may_cut_commit=True,
                       state=generator.choice(("cold", "fresh", "again")))


def clock_jumps(campaign, generator):
    seconds = generator.choice((-10**9, -86400, -3600, -61, 61, 3600, 86400 * 365, 10**9))
    return FailingCall(campaign, generator, "clock", [], f"jump {seconds}", for_good(generator), states=("cold", "fresh", "again"))


class NobodyListens(Fault):
    deaf = True

    def prepare(self, area):
        super().prepare(area)
        self.full = open("/dev/full", "wb")
        area.preset["stdout"] = self.full

    def clear_up(self, area):
        self.full.close()


def standard_output_full(campaign, generator):
    return NobodyListens("standard output is full", state=generator.choice(("fresh", "done")))


KINDS = [disk_full, disk_full_for_a_moment, disk_full_in_the_middle_of_a_file, quota_exceeded, write_fails,
         bytes_lost_on_closing, file_cannot_be_made, folder_cannot_be_made, rename_fails, removing_fails,
         everything_becomes_read_only, results_cannot_be_opened, results_cannot_be_read, results_cannot_be_looked_at,
         book_cannot_be_read, cache_cannot_be_written, cache_half_written, cache_cannot_be_read, no_process_can_be_started,
         no_thread_can_be_started, few_file_handles, files_may_not_be_large, few_processes, small_disk, disk_with_few_files,
         read_only_disk, read_only_folder, read_only_cache, cache_vanishes, results_vanish, book_deleted, book_cut_short,
         book_replaced, link_out_of_the_folder, link_planted_meanwhile, two_runs_at_once, second_run_in_the_middle, killed,
         killed_while_it_tidies_up, process_of_a_book_killed, killed_while_the_cache_is_written, interrupted,
         interrupted_again_and_again, killed_at_any_time, stopped_at_any_time, clock_jumps, standard_output_full]
