"""The list of erasures: read by order, and as far as it goes."""

from uuid import uuid4

import pytest
from django.utils import timezone

from smartcounty.common import erasures


@pytest.fixture(autouse=True)
def erasure_list(settings, tmp_path):
    settings.ERASURE_LIST = str(tmp_path / "erasures.txt")
    return tmp_path / "erasures.txt"


def test_a_damaged_list_is_read_as_far_as_it_goes(erasure_list):
    people = [uuid4(), uuid4()]
    for one in people:
        erasures.note(one, at=timezone.now())
    erasure_list.write_text(erasure_list.read_text()[:-9] + "\nnonsense\n")

    assert erasures.listed() == [str(people[0])]


def test_the_last_line_about_somebody_counts():
    going, staying, unknown = uuid4(), uuid4(), uuid4()
    at = timezone.now()
    for one in (going, staying):
        erasures.note(one, at=at)
        erasures.take_back(one, at=at)
    erasures.note(going, at=at)
    erasures.take_back(unknown, at=at)

    assert erasures.listed() == [str(going)]


def test_whoever_is_listed_after_a_line_that_was_cut_short_is_listed(erasure_list):
    cut, later = uuid4(), uuid4()
    erasures.note(cut, at=timezone.now())
    erasure_list.write_text(erasure_list.read_text()[:-9])

    erasures.note(later, at=timezone.now())

    assert erasures.listed() == [str(later)]


def test_a_line_that_cannot_be_written_is_an_error(settings):
    """A device that is always full stands for a disk that is."""
    settings.ERASURE_LIST = "/dev/full"

    with pytest.raises(OSError, match="space"):
        erasures.note(uuid4(), at=timezone.now())
