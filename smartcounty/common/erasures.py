"""Who was erased, kept outside the database: a backup that comes back brings them back, and so who must go again.

A line holds a moment and a random number that says nothing of a person once the account is erased. It is written
before the erasure is committed: nobody is ever erased without being listed.
"""

import os
import re
from pathlib import Path

from django.conf import settings

_LINE = re.compile(r"\S+ ([0-9a-f-]{36})")


def note(public_id, *, at):
    """Add one to the list, on the disk when this returns."""
    path = Path(settings.ERASURE_LIST)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"{at:%Y-%m-%dT%H:%M:%SZ} {public_id}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def listed():
    """Those on the list, each once; a line that was cut short by a crash is passed over."""
    try:
        text = Path(settings.ERASURE_LIST).read_text()
    except FileNotFoundError:
        return []
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return list(dict.fromkeys(match[1] for match in found if match))
