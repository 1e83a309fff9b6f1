from smartcounty.pages.choices import DATA_PROTECTION_DAYS, WORKING_DAYS, Kind
from smartcounty.pages.lifecycle import NEXT, State


def test_the_table_of_moves_is_complete():
    assert set(NEXT) == set(State)
    assert set().union(*NEXT.values()) <= set(State)


def test_every_kind_of_message_has_a_day_for_its_answer():
    assert {*WORKING_DAYS, Kind.DATA_PROTECTION} == set(Kind)
    assert DATA_PROTECTION_DAYS == 30
