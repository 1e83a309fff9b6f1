"""What higher apps hook in here: who writes the audit, who writes to people, and what leaves with a person."""

_audit = []
_erasers = []
_writers = []


def write_audit_with(write):
    """Let `write(action, *, by, at, **details)` record what happens to accounts."""
    _audit.append(write)


def audit(action, *, by, at, **details):
    for write in _audit:
        write(action, by=by, at=at, **details)


def write_to_people_with(write):
    """Let `write(address, *, subject, text, html)` store a message in the caller's transaction."""
    _writers.append(write)


def write_to(address, *, subject, text, html=""):
    for write in _writers:
        write(address, subject=subject, text=text, html=html)


def erase_with(erase):
    """Call `erase(user, at=...)` inside the erasure of a person, in the order of registration."""
    _erasers.append(erase)


def erasers():
    return tuple(_erasers)
