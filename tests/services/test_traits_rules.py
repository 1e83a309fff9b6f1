from types import SimpleNamespace

import pytest

from services.rules import traits


def cost(amount=None, option="", description=""):
    return SimpleNamespace(amount=amount, option=option, description=description)


def of(facet, **known):
    return [text.partition(":")[2] for text in traits.traits(**known) if text.startswith(facet)]


@pytest.mark.parametrize(
    ("costs", "kinds"),
    [
        ([], []),
        ([cost(0)], ["free"]),
        ([cost(4)], ["paid"]),
        ([cost(None, "Free on Mondays, £2 else")], ["free", "paid"]),
        ([cost(0, "Members"), cost(3, "Others")], ["free", "paid"]),
        ([cost(None, "Ask us")], []),
    ],
)
def test_costs_are_free_or_not_or_both_or_unknown(costs, kinds):
    assert of("cost", costs=costs) == kinds


def test_who_leaves_nobody_out_is_for_every_age():
    assert sorted(of("age")) == sorted(traits.AGES)


@pytest.mark.parametrize(
    ("least", "most", "bands"),
    [
        (18, None, ["18-to-25", "26-to-64", "65-and-over"]),
        (None, 4, ["under-5"]),
        (11, 19, ["11-to-17", "18-to-25"]),
        (60, 120, ["26-to-64", "65-and-over"]),
    ],
)
def test_ages_overlap_bands(least, most, bands):
    assert of("age", least=least, most=most) == bands


def test_access_is_read_from_words_and_a_refusal_is_none():
    facts = ["Ramp at the side", "No hearing loop", "Toilet not yet checked", "Quiet corner"]

    assert of("access", access=facts) == ["quiet", "step-free"]


def test_english_is_no_choice():
    assert of("language", languages=["English", "Polish"]) == ["Polish"]


@pytest.mark.parametrize(
    ("facet", "value", "words"),
    [("age", "under-5", "Under 5"), ("language", "Polish", "Polish"), ("cost", "gone", "gone")],
)
def test_each_choice_has_a_name(facet, value, words):
    assert traits.label(facet, value) == words


def test_more_languages_than_an_index_holds_are_left_out():
    names = [f"{number:03} of the far away hills" for number in range(300)]

    found = of("language", languages=names)

    assert found == names[: len(found)]
    assert 40 < len(found) < 80
