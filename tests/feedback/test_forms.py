from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from feedback.choices import Relationship
from feedback.forms import CommentForm, ReviewForm
from smartcounty.common.bots import stamp
from tests.factories.accounts import UserFactory
from tests.factories.places import MembershipFactory
from tests.feedback.said import SAID, posted


def test_a_filled_in_review_says_what_the_action_needs():
    form = ReviewForm(posted())

    assert form.is_valid(), form.errors
    assert form.cleaned_data == SAID


@pytest.mark.parametrize(
    ("fields", "name", "error"),
    [
        ({"stars": ""}, "stars", "Choose how many stars you give it"),
        ({"stars": "6"}, "stars", "Choose how many stars you give it"),
        ({"title": ""}, "title", "Sum it up in one line"),
        ({"text": ""}, "text", "Say what happened"),
        ({"text": "Too short"}, "text", "Use at least 20 characters. You used 9"),
        ({"text": "x" * 4001}, "text", "Use 4000 characters or fewer. You used 4001"),
        ({"visited_year": ""}, "visited", "The date must include a year"),
        ({"visited_year": "2999"}, "visited", "The month must be this one or an earlier one"),
        ({"visited_year": "1900"}, "visited", "Enter a year you can remember, such as 2026"),
        ({"relationship": ""}, "relationship", "Choose how you know it"),
        ({"incentive": ""}, "incentive", "Choose whether somebody offered you anything"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_text_stays(fields, name, error):
    form = ReviewForm(posted(**fields))

    assert form.errors.get(name) == [error]
    assert form["text"].value() == posted(**fields)["text"]


def test_four_thousand_characters_with_line_breaks_are_not_too_many():
    """A browser sends two characters for a line break."""
    assert ReviewForm(posted(text="a\r\n" * 2000)).is_valid()


def test_a_machine_is_refused():
    assert ReviewForm(posted(website="https://spam.example")).non_field_errors()
    assert ReviewForm(posted(started=stamp())).non_field_errors()


def test_whoever_has_an_interest_is_told_first_what_that_means():
    html = str(ReviewForm())

    assert html.index("is not counted in the score") < html.index("I work or volunteer there")
    for relationship in Relationship:
        assert relationship.label in html


def test_the_month_is_kept_as_its_first_day():
    form = ReviewForm(posted(visited_month="February", visited_year="2025"))

    assert form.is_valid()
    assert form.cleaned_data["visited"] == date(2025, 2, 1)


@pytest.mark.django_db
def test_only_members_of_checked_organisations_choose_in_whose_name_they_speak():
    member = MembershipFactory()
    MembershipFactory(user=member.user, organisation__checked_at=None)

    assert "organisation" not in CommentForm(user=AnonymousUser()).fields
    assert "organisation" not in CommentForm(user=UserFactory()).fields
    choices = CommentForm(user=member.user).fields["organisation"].queryset
    assert list(choices) == [member.organisation]


@pytest.mark.django_db
def test_nobody_speaks_for_an_organisation_they_do_not_belong_to():
    member, other = MembershipFactory(), MembershipFactory()
    data = {
        "text": "Hello",
        "organisation": other.organisation.pk,
        "started": stamp(seconds_ago=60),
    }

    form = CommentForm(data, user=member.user)

    assert list(form.errors) == ["organisation"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Write something before you post"),
        ("x" * 2001, "Use 2000 characters or fewer. You used 2001"),
    ],
)
def test_a_comment_has_words_and_not_too_many(text, error):
    form = CommentForm({"text": text, "started": stamp(seconds_ago=60)}, user=UserFactory())

    assert form.errors["text"] == [error]
