"""Every address, in each of its states, as every role: who finds what, and what stands in the answer.

One visit, four judges: the access matrix, the canaries, the headers, who may keep the answer.
"""

import pytest

from tests.inventory import states
from tests.inventory.ask import ask, outcome, undone
from tests.inventory.roles import ROLES, STAFF
from tests.judges import caching, canary, headers
from tests.judges.verdict import expect_none

pytestmark = pytest.mark.django_db
HOW = "add it to tests/inventory/entries/<app>.py, with what each role finds there"


def test_every_address_is_in_the_inventory():
    missing = states.unlisted()
    assert missing == [], f"{HOW}: {', '.join(missing)}"


def test_no_entry_is_about_an_address_that_is_gone():
    assert states.unknown() == []


def test_no_two_states_have_the_same_name():
    names = [str(state) for state in states.STATES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", sorted(states.BY_NAME))
def test_each_role_finds_what_it_may_and_no_more(world, name):
    expect_none(_problems(world, states.BY_NAME[name]))


def test_without_the_second_step_nobody_opens_a_staff_page(world, settings):
    settings.STAFF_TWO_FACTOR = True
    opened = []
    for state in (state for state in states.STATES if state.admin):
        for role in STAFF:
            with undone():
                response = ask(world, state, role)
            if response.status_code == 200:
                opened.append(f"{state}, {role}")
    expect_none(opened)


def _problems(world, listed):
    found = []
    for state in listed:
        for role in ROLES:
            with undone():
                path = state.path(world)
                told = list(_told(world, state, role, path, ask(world, state, role)))
            found += [f"{state}, {role}: {problem}" for problem in told]
    return found


def _told(world, state, role, path, response):
    found, wanted = outcome(response), state.expect[role]
    if found != wanted:
        yield f"{found} instead of {wanted}"
    for word in canary.leaks(world, canary.read(response), role=role, path=path):
        yield f"reads {word}"
    yield from headers.problems(response)
    yield from caching.problems(response, state, role)
