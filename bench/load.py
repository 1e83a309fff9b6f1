"""wrk against two servers that differ in the page cache alone, in rounds, so that a busy minute hurts all alike."""

import http.client
import json
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

SCRIPT = Path(__file__).with_name("report.lua")
POST = Path(__file__).with_name("post.lua")
CONCURRENCY = 8
ENCODINGS = "Accept-Encoding: gzip, br"
FIRST = 4  # requests before the clock runs: the first reader of the minute is not what is measured
BETWEEN = 3  # pages from one look at the hello view to the next
QUIET = 0.05  # of a second of processor time in a quarter of a second: what still counts as at rest
LONGEST_DRAIN = 10
TICKS = 100  # of the kernel's clock in a second


class NotThePage(Exception):
    """What answers has no speed that anybody wants to know."""


@dataclass
class Run:
    """All rounds of one page, with or without the cache."""

    page: str
    path: str
    cache: bool = False
    headers: tuple = ()
    posts: str = ""
    posted: int = 0
    hellos: list = field(default_factory=list)
    results: list = field(default_factory=list)

    @property
    def rps(self):
        return median(rate(result) for result in self.results)

    @property
    def ratio(self):
        """To the hello view just before and after, as the machine may be busier an hour later."""
        pairs = zip(self.results, self.hellos, strict=True)
        return median(rate(result) / hello for result, hello in pairs)

    def percentile(self, name):
        return median(result[name] for result in self.results) / 1000

    @property
    def failed(self):
        return sum(result["failed"] for result in self.results)


def rate(result):
    return result["requests"] / (result["microseconds"] / 1e6)


def measure(runs, hello, ask, *, rounds, tell):
    """Every run in each of the rounds; `ask(run)` loads it once. Gives the rates of the hello view."""
    for number in range(1, rounds + 1):
        before = _greet(hello, ask)
        for start in range(0, len(runs), BETWEEN):
            some = runs[start : start + BETWEEN]
            for run in some:
                run.results.append(ask(run))
                tell(run, number)
            after = _greet(hello, ask)
            for run in some:
                run.hellos.append((before + after) / 2)
            before = after
    hello.hellos = [rate(result) for result in hello.results]
    return hello.hellos


def _greet(hello, ask):
    hello.results.append(ask(hello))
    return rate(hello.results[-1])


class Wrk:
    """One run at a time, and the next when the servers have nothing left to do of it."""

    def __init__(self, ports, workers, *, seconds):
        self.ports, self.workers, self.seconds = ports, workers, seconds

    def __call__(self, run):
        if not run.posts:
            for _ in range(FIRST):
                self._read(run)
        command = self._command(run)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        result = json.loads(done.stdout.strip().splitlines()[-1])
        # Some were on their way when the time was over; none of them may be posted again.
        run.posted += result["requests"] + 4 * CONCURRENCY
        _drain(self.workers)
        return result

    def _read(self, run):
        """wrk takes a redirect for a success; here it is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[run.cache], timeout=30)
        headers = dict(header.split(": ", 1) for header in (*run.headers, ENCODINGS))
        connection.request("GET", run.path, headers=headers)
        status = connection.getresponse().status
        connection.close()
        if status != 200:
            raise NotThePage(f"{run.path} answers {status}.")

    def _command(self, run):
        command = ["wrk", "-t1", f"-c{CONCURRENCY}", f"-d{self.seconds}s", "--timeout=10s"]
        command += ["-s", str(POST if run.posts else SCRIPT)]
        for header in (*run.headers, ENCODINGS):
            command += ["-H", header]
        command += [f"http://127.0.0.1:{self.ports[run.cache]}{run.path}"]
        return command + (["--", run.posts, str(run.posted)] if run.posts else [])


def _drain(pids):
    """Until the servers have nothing left to do."""
    end = time.monotonic() + LONGEST_DRAIN
    while time.monotonic() < end:
        before = _busy(pids)
        time.sleep(0.25)
        if _busy(pids) - before < QUIET:
            return


def _busy(pids):
    """Seconds of processor time that the processes have used."""
    total = 0
    for pid in pids:
        words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(words[11]) + int(words[12])
    return total / TICKS


def children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def memory(pid):
    """Megabytes that the process holds, those included that it has in common with others."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) / 1024
    return 0.0
