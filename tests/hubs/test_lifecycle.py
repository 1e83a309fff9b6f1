from hubs.lifecycle import EVENT_NEXT, NEXT, EventStatus, Status
from hubs.rules import WORDS_FOR


def test_the_table_of_moves_is_complete():
    assert set(NEXT) == set(Status)
    assert set().union(*NEXT.values()) <= set(Status)
    assert all(status not in moves for status, moves in NEXT.items())


def test_every_status_but_open_has_words():
    assert set(WORDS_FOR) == set(Status) - {Status.OPEN}


def test_the_table_of_moves_of_events_is_complete():
    assert set(EVENT_NEXT) == set(EventStatus)
    assert EVENT_NEXT[EventStatus.CANCELLED] == set()
    assert all(status not in moves for status, moves in EVENT_NEXT.items())
