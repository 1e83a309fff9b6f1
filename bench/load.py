"""wrk against two servers that differ in the page cache alone, in rounds, so that a busy minute hurts all alike."""

import json
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

SCRIPT = Path(__file__).with_name("report.lua")
POST = Path(__file__).with_name("post.lua")
CONCURRENCY = 8
ROUNDS = 3
QUIET = 0.05  # of a second of processor time in a quarter of a second: what still counts as at rest
LONGEST_DRAIN = 10
TICKS = 100  # of the kernel's clock in a second


@dataclass
class Run:
    """All rounds of one page, with or without the cache."""

    page: str
    path: str
    cache: bool = False
    headers: tuple = ()
    posts: str = ""
    hellos: list = field(default_factory=list)
    results: list = field(default_factory=list)

    @property
    def rps(self):
        return median(_rate(result) for result in self.results)

    @property
    def ratio(self):
        """To the hello measured just before, as the machine may be busier an hour later."""
        pairs = zip(self.results, self.hellos, strict=True)
        return median(_rate(result) / hello for result, hello in pairs)

    def percentile(self, name):
        return median(result[name] for result in self.results) / 1000

    @property
    def failed(self):
        return sum(result["failed"] for result in self.results)


def _rate(result):
    return result["requests"] / (result["microseconds"] / 1e6)


def measure(runs, hello, ports, workers, *, seconds, tell):
    """Every run in each of the rounds; gives the rates of the hello view."""
    rates = []
    for _ in range(ROUNDS):
        for place, run in enumerate(runs):
            if place % 3 == 0:
                result = _wrk(hello, ports[False], seconds=seconds)
                hello.results.append(result)
                rates.append(_rate(result))
                _drain(workers)
            run.hellos.append(rates[-1])
            run.results.append(_wrk(run, ports[run.cache], seconds=seconds))
            _drain(workers)
            tell(run)
    return rates


def _wrk(run, port, *, seconds):
    command = [
        "wrk",
        "-t1",
        f"-c{CONCURRENCY}",
        f"-d{seconds}s",
        "--timeout=10s",
        "-s",
        POST if run.posts else SCRIPT,
    ]
    for header in (*run.headers, "Accept-Encoding: gzip, br"):
        command += ["-H", header]
    command += [f"http://127.0.0.1:{port}{run.path}"]
    command += ["--", run.posts] if run.posts else []
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


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
    """Megabytes that the process holds, with its share of what it has in common with others."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
