"""Where things are. All state lies under `var/`, the installed packages under `.venv/`."""

import fcntl
import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

from launch.console import say

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def make_directory(path):
    """Make it and its parents, readable for a server's account whatever the umask is."""
    if path.is_dir():
        return path
    make_directory(path.parent)
    path.mkdir(exist_ok=True)
    path.chmod(0o755)
    return path


def fingerprint(*paths):
    """One hash over the names and bytes of files and of everything below directories."""
    digest = hashlib.sha256()
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in below:
            if file.is_file() and file.suffix != ".pyc":
                content = file.read_bytes()
                digest.update(f"{file.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


class Stamp:
    """Remembers for which input a step was last done; a step cut short leaves none."""

    def __init__(self, path):
        self.path = path

    def is_for(self, value):
        return self.path.is_file() and self.path.read_text() == value

    def forget(self):
        self.path.unlink(missing_ok=True)

    def write(self, value):
        make_directory(self.path.parent)
        self.path.write_text(value)


@contextmanager
def only_one(path):
    """Hold the lock file `path`, or yield False where another process holds it.

    The kernel lets go of it however this process ends.
    """
    make_directory(path.parent)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def in_turn(path, pause):
    """Hold the lock file `path` as soon as whoever holds it is done."""
    told = False
    while True:
        with only_one(path) as ours:
            if ours:
                yield
                return
        if not told:
            say("Waiting for another start in this directory to finish its set-up ...")
            told = True
        pause(0.3)


def kept_secret(path):
    """The random text in `path`, made at the first call, for our eyes only."""
    make_directory(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(os.urandom(32).hex())
    return path.read_text().strip()


def last_lines(path, count=20):
    """The end of a log, for the person who has to act on it."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 20_000))
        lines = file.read().decode(errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-count:])
