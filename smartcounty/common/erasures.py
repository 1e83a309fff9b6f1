"""Who was erased, kept outside the database: a backup that comes back brings them back, and so who must go again.

A line holds a moment and a random number that says nothing of a person once the account is erased. It is written
before the erasure is committed: nobody is ever erased without being listed. An erasure that failed after that may leave
somebody on the list who then keeps their account: a later line says so.
"""

import os
import re
from pathlib import Path

from django.conf import settings

_LINE = re.compile(r"\S+ (kept )?([0-9a-f-]{36})")


def note(public_id, *, at):
    """Add one to the list, on the disk when this returns."""
    _write(str(public_id), at)


def take_back(public_id, *, at):
    """Say that one who is on the list has stayed; of one who is not, nothing is written."""
    if str(public_id) in listed():
        _write(f"kept {public_id}", at)


def _write(text, at):
    path = Path(settings.ERASURE_LIST)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # Begun on a line of its own, whatever a crash or a full disk left of the one before.
        line = f"\n{at:%Y-%m-%dT%H:%M:%SZ} {text}\n".encode()
        if os.write(handle, line) != len(line):
            raise OSError(f"The list of erasures could not be written whole: {path}")
        os.fsync(handle)
    finally:
        os.close(handle)


def listed():
    """Those on the list, each once, by their last line; a line that was cut short by a crash is passed over."""
    try:
        text = Path(settings.ERASURE_LIST).read_text()
    except FileNotFoundError:
        return []
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    has_gone = {match[2]: not match[1] for match in found if match}
    return [public_id for public_id, gone in has_gone.items() if gone]
