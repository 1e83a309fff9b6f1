import pytest

from bench.pages import PAGES
from launch.bench import Wanted
from launch.console import Problem


def test_without_options_everything_is_measured_in_full_and_nothing_is_written_into_the_docs():
    assert Wanted.read({}) == Wanted(
        services=20_000, seconds=4, rounds=3, pages=PAGES, compare=None, write=False
    )


def test_options_make_a_quick_run():
    env = {"SERVICES": "200", "SECONDS": "1", "ROUNDS": "2", "ONLY": "home", "COMPARE": "20"}
    wanted = Wanted.read({**env, "WRITE": "1"})
    assert [page.name for page in wanted.pages] == ["home"]
    assert (wanted.services, wanted.seconds, wanted.rounds) == (200, 1, 2)
    assert (wanted.compare, wanted.write) == (20, True)


@pytest.mark.parametrize("name", ["SERVICES", "SECONDS", "ROUNDS", "COMPARE"])
@pytest.mark.parametrize("text", ["0", "-1", "many", "²"])
def test_what_is_no_number_is_told(name, text):
    with pytest.raises(Problem, match=name):
        Wanted.read({name: text})


def test_a_name_that_is_none_of_the_pages_is_told_with_those_there_are():
    with pytest.raises(Problem, match="service with 500 reviews"):
        Wanted.read({"ONLY": "hmoe"})
