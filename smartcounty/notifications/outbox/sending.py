"""One delivery at a time: claim, look once more, begin, commit, hand over, record."""

from smartcounty.notifications import notices
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.outbox import claims
from smartcounty.notifications.outbox.transport import (
    Ambiguous,
    Refused,
    Transport,
    Unreachable,
)


def send(ids=None, *, limit=20):
    """Send what is due (of the ids, or of all); returns how many rows were claimed.

    One row is one transaction, so that one bad address never repeats or blocks the others. A row that breaks the run
    keeps its lease; those after it are given back.
    """
    taken = claims.claim(only=ids, limit=limit)
    left = list(taken)
    with Transport() as transport:
        try:
            while left:
                _send_one(left.pop(0), transport)
        finally:
            claims.release(left)
    return len(taken)


def _send_one(delivery, transport):
    if not claims.start(delivery):
        return
    try:
        letter = notices.compose(delivery)
    except notices.Postponed as postponed:
        claims.leave_to_digest(delivery, reason=str(postponed))
        return
    except notices.Withheld as withheld:
        claims.finish(delivery, State.SUPPRESSED, reason=str(withheld))
        return
    try:
        transport.begin(letter.sender, letter.recipient)
    except Refused as refused:
        _refused(delivery, refused)
        return
    except Unreachable as unreachable:
        claims.put_back(delivery, reason=str(unreachable))
        return
    if not claims.begin_hand_over(delivery):
        transport.abandon()
        return
    delivery.state = State.HANDING_OVER
    try:
        transport.data(letter.as_bytes())
    except Refused as refused:
        _refused(delivery, refused)
    except Ambiguous:
        claims.settle_unknown(delivery)
    else:
        claims.finish(delivery, State.SENT)


def _refused(delivery, refused):
    if refused.permanent:
        claims.finish(delivery, State.FAILED, reason=str(refused))
    else:
        claims.put_back(delivery, reason=str(refused))
