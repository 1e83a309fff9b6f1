import pytest
from django.urls import reverse

from tests.factories.feedback import CommentFactory, ReviewEditFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(moderator, signed_in):
    return signed_in(moderator)


def test_a_moderator_looks_at_a_review_and_what_it_said_before(staff):
    edit = ReviewEditFactory(text="What it said before it was changed.")
    page = reverse("admin:feedback_review_change", args=[edit.review.pk])

    response = staff.get(page)

    html = response.content.decode()
    assert response.status_code == 200
    assert edit.review.text in html
    assert "What it said before it was changed." in html
    assert 'name="_save"' not in html


@pytest.mark.parametrize(
    ("factory", "kind"), [(ReviewFactory, "review"), (CommentFactory, "comment")]
)
def test_nobody_writes_through_the_window(staff, factory, kind):
    item = factory()
    change = reverse(f"admin:feedback_{kind}_change", args=[item.pk])

    assert (
        item.reference in staff.get(reverse(f"admin:feedback_{kind}_changelist")).content.decode()
    )
    assert staff.post(change, {"text": "Other words"}).status_code == 403
    assert staff.get(reverse(f"admin:feedback_{kind}_add")).status_code == 403
    assert staff.get(reverse(f"admin:feedback_{kind}_delete", args=[item.pk])).status_code == 403


@pytest.mark.parametrize("kind", ["review", "comment"])
def test_the_list_costs_as_many_queries_for_many_as_for_one(
    staff, kind, django_assert_max_num_queries
):
    factory = {"review": ReviewFactory, "comment": CommentFactory}[kind]
    page = reverse(f"admin:feedback_{kind}_changelist")
    for _ in range(12):
        factory(figures=False)

    with django_assert_max_num_queries(12):
        assert staff.get(page).status_code == 200
