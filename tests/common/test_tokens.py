"""A link of one kind never opens another door."""

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from smartcounty.common import tokens
from smartcounty.common.tokens import BadToken


def test_a_token_gives_back_what_it_carries():
    assert tokens.read("follow", tokens.make("follow", "idea", 7)) == ["idea", 7]


def test_a_token_for_one_purpose_is_none_for_another():
    with pytest.raises(BadToken):
        tokens.read("unsubscribe", tokens.make("follow", "idea", 7))


@given(st.text(max_size=60))
def test_what_we_did_not_sign_is_refused(text):
    with pytest.raises(BadToken):
        tokens.read("follow", text)


def test_an_altered_token_is_refused():
    token = tokens.make("follow", "idea", 7)
    for place in range(len(token)):
        altered = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(BadToken):
            tokens.read("follow", altered)


def test_a_token_lives_as_long_as_its_reader_allows():
    with time_machine.travel("2026-11-23T09:00:00+00:00", tick=False):
        token = tokens.make("follow", 7)

    with time_machine.travel("2026-11-23T10:00:01+00:00", tick=False):
        assert tokens.read("follow", token) == [7]
        with pytest.raises(BadToken):
            tokens.read("follow", token, max_age=3600)


def test_it_can_stand_in_an_address():
    token = tokens.make("follow", "idea", 7)

    assert not set(token) & set("/?#&=% ")
