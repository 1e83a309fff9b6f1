"""What higher apps hook in here: somewhere to write the audit, and what leaves with a person."""

_audit = []
_erasers = []


def write_audit_with(write):
    """Let `write(action, *, by, at, **details)` record what happens to accounts."""
    _audit.append(write)


def audit(action, *, by, at, **details):
    for write in _audit:
        write(action, by=by, at=at, **details)


def erase_with(erase):
    """Call `erase(user, at=...)` inside the erasure of a person, in the order of registration."""
    _erasers.append(erase)


def erasers():
    return tuple(_erasers)
