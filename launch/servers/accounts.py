"""Who runs PostgreSQL, and where that account can reach its files.

PostgreSQL refuses to run as root. Started by root, it runs as the checkout's owner, or as nobody when that is
root as well. Where such an account cannot reach `var/` or the installed programs, as below a closed home
directory, they live in a private directory elsewhere, which a file in `var/` remembers. No mode of anything
that was there before is changed.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from launch.console import Problem
from launch.paths import ROOT, make_directory
from launch.processes import as_account

ELSEWHERE = (Path("/var/lib"), Path("/var/tmp"))


@dataclass(frozen=True)
class Place:
    account: tuple[int, int] | None  # (uid, gid), None for whoever we are
    home: Path
    programs: Path


def place_for(near, wheel):
    """Settle account, home and programs of a PostgreSQL that would best live in `near`."""
    account = _account()
    pointer = near / "elsewhere"
    make_directory(near)
    if pointer.exists() or not _can_enter(account, near):
        parent = next(path for path in ELSEWHERE if os.access(path, os.W_OK))
        home = remembered_directory(pointer, account, parent)
    else:
        home = near
    account = _owner_of(home / "data", account)
    return Place(account, home, _programs(account, wheel, home))


def _account():
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwuid(ROOT.stat().st_uid)
    except KeyError:  # PostgreSQL wants an account that has a name
        entry = pwd.getpwuid(0)
    if entry.pw_uid == 0:
        entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _owner_of(data, account):
    """Data that is there already stays with the account that it belongs to."""
    if not data.exists():
        return account
    found = data.stat()
    if account is None and found.st_uid != os.geteuid():
        raise Problem(f"{data} belongs to another user: run as that user, or move it away.")
    return account and (found.st_uid, found.st_gid)


def _can_enter(account, directory):
    return _succeeds(["/bin/sh", "-c", 'cd "$1"', "sh", directory], account)


def _succeeds(command, account):
    try:
        done = subprocess.run(command, cwd="/", capture_output=True, **as_account(account))
    except OSError:
        return False
    return done.returncode == 0


def own_directory(path, account):
    """Make a directory that only the account (and root) can enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    if account:
        os.chown(path, *account)
    return path


def remembered_directory(pointer, account, parent):
    """The private directory below `parent` that the file `pointer` names, made anew if it is gone."""
    if pointer.exists():
        remembered = Path(pointer.read_text())
        if remembered.is_dir() and remembered.stat().st_uid == (account or [os.geteuid()])[0]:
            return remembered
    fresh = Path(tempfile.mkdtemp(prefix="smartcounty-", dir=parent))
    own_directory(fresh, account)
    pointer.write_text(str(fresh))
    return fresh


def remove_remembered(pointer):
    """Remove the private directory that `pointer` names, and the pointer."""
    if pointer.exists():
        shutil.rmtree(pointer.read_text(), ignore_errors=True)
        pointer.unlink()


def _programs(account, wheel, home):
    """The wheel's own directory, or a copy of it that the account can reach."""
    installed = wheel / "pginstall" / "bin"
    if _succeeds([installed / "postgres", "--version"], account):
        return installed
    version = next(wheel.parent.glob(f"{wheel.name}-*.dist-info")).stem
    copy = home / version
    if not copy.is_dir():
        fresh = home / f"{version}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        own_directory(fresh, account)
        for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
            shutil.copytree(part, fresh / part.name)
        for path in fresh.rglob("*"):
            os.chown(path, *account, follow_symlinks=False)
        fresh.rename(copy)
    return copy / wheel.name / "pginstall" / "bin"
