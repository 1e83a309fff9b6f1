"""Processes of ours: who they are, whether they live, how they end.

A number alone says little: it may have gone to somebody else's process since, or belong to a zombie. So a pid
file holds the moment the process started and the boot it started in, and only a process that matches both is
taken for ours. Names are never looked at.
"""

import json
import os
import signal
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from launch.paths import ROOT, make_directory

GRACE = 10  # seconds between asking a process to stop and ending it
MARKER = "SMARTCOUNTY_LAUNCH"  # in the environment of all that a Child starts
PROC = Path("/proc")


@dataclass(frozen=True)
class Status:
    state: str
    group: int
    started: str

    @property
    def is_running(self):
        return self.state not in "ZX"


def status_of(pid):
    """What the kernel says about `pid`, None when there is no such process."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except (OSError, UnicodeDecodeError):
        return None
    fields = text[text.rindex(")") + 2 :].split()
    return Status(state=fields[0], group=int(fields[2]), started=fields[19])


def running():
    """The pids of everything that runs, zombies left out."""
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            status = status_of(entry.name)
            if status and status.is_running:
                yield int(entry.name), status


def working_in(directory):
    """The pids whose working directory is `directory`, as it is for a database server and its backends."""
    found = []
    for pid, _ in running():
        try:
            if os.path.samefile(PROC / str(pid) / "cwd", directory):
                found.append(pid)
        except OSError:
            continue
    return found


def send(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_until(condition, seconds):
    """Look every few hundredths of a second; False when the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.03)
    return True


@dataclass(frozen=True)
class Mark:
    """What a pid file says: enough to know the process again after a crash of the launcher."""

    pid: int
    started: str
    boot: str
    token: str

    @classmethod
    def of(cls, pid, token):
        return cls(pid, status_of(pid).started, _boot(), token)

    @classmethod
    def read(cls, path):
        """None when there is no file, or one cut short."""
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path):
        make_directory(path.parent)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self)))
        fresh.replace(path)

    def is_alive(self):
        status = status_of(self.pid)
        return bool(
            status and status.is_running and status.started == self.started and self.boot == _boot()
        )

    def family(self):
        """Processes left of the group it led, known by the token in their environment."""
        if self.boot != _boot():
            return []
        needle = f"{MARKER}={self.token}".encode()
        return [
            pid
            for pid, status in running()
            if status.group == self.pid and pid != self.pid and needle in _environment(pid)
        ]

    def end(self, number=signal.SIGTERM, grace=GRACE):
        """Ask it to stop, wait, then end whatever is left of it and of its group."""
        if self.is_alive():
            send([self.pid], number)
            if not wait_until(lambda: not self.is_alive(), grace):
                send([self.pid], signal.SIGKILL)
        send(self.family(), signal.SIGKILL)
        wait_until(lambda: not self.is_alive() and not self.family(), 5)


def end_leftover(pid_file, number=signal.SIGTERM, grace=GRACE):
    """Stop what an earlier launcher left behind. True when there was something."""
    mark = Mark.read(pid_file)
    found = bool(mark and (mark.is_alive() or mark.family()))
    if found:
        mark.end(number, grace)
    pid_file.unlink(missing_ok=True)
    return found


class Child:
    """A process started here. It leads a group of its own, so that Ctrl-C reaches the launcher alone."""

    def __init__(self, name, argv, *, run, log=None, env=None, cwd=ROOT, account=None, stop=None):
        self.name = name
        self.argv = [str(word) for word in argv]
        self.pid_file = run / f"{name}.pid"
        self.log = log
        self.env = env
        self.cwd = cwd
        self.account = account
        self.stop_signal = stop or signal.SIGTERM
        self.process = None
        self.mark = None

    @property
    def pid(self):
        return self.process.pid

    @property
    def exit_code(self):
        return self.process.returncode

    def start(self):
        token = os.urandom(8).hex()
        env = {**(os.environ if self.env is None else self.env), MARKER: token}
        output = self._output()
        try:
            self.process = subprocess.Popen(
                self.argv,
                cwd=self.cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output and subprocess.STDOUT,
                start_new_session=True,
                **as_account(self.account),
            )
        finally:
            if output:
                output.close()
        self.mark = Mark.of(self.process.pid, token)
        self.mark.write(self.pid_file)

    def _output(self):
        if self.log is None:
            return None
        make_directory(self.log.parent)
        return self.log.open("ab")

    def has_ended(self):
        """True once it is dead; then its group is dead as well and its pid file gone."""
        if self.process is None or self.process.returncode is not None:
            return True
        # Still a zombie here, so that its number, which is its group's, cannot have gone to others.
        if not os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return False
        self._end_group()
        self.process.wait()
        self.pid_file.unlink(missing_ok=True)
        return True

    def _end_group(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def stop(self, grace=GRACE):
        """Ask, wait, end. Safe to call on what never started or has ended."""
        if self.has_ended():
            return
        os.kill(self.pid, self.stop_signal)  # not reaped yet, so the number is still its own
        if not wait_until(self.has_ended, grace):
            self.kill()

    def kill(self):
        """`kill -9` for it and for all it started."""
        if not self.has_ended():
            self._end_group()
            wait_until(self.has_ended, 5)


def as_account(account):
    """The arguments that make `subprocess` run something as (uid, gid), nothing for None."""
    if account is None:
        return {}
    uid, gid = account
    return {"user": uid, "group": gid, "extra_groups": []}


def _boot():
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()


def _environment(pid):
    try:
        return (PROC / str(pid) / "environ").read_bytes()
    except OSError:
        return b""
