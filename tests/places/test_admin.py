import pytest
from django.urls import reverse

from smartcounty.accounts import actions as accounts
from smartcounty.places.models import Area, Membership, Organisation
from tests.factories.accounts import UserFactory
from tests.factories.places import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    TopicFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def staff(signed_in):
    user = UserFactory()
    accounts.grant_role(user, "Administrator", by=None)
    return signed_in(user)


@pytest.mark.parametrize("model", ["area", "topic", "organisation", "membership"])
def test_an_administrator_sees_lists_and_deletes_nothing(staff, model):
    thing = {
        "area": AreaFactory,
        "topic": TopicFactory,
        "organisation": OrganisationFactory,
        "membership": MembershipFactory,
    }[model]()

    assert staff.get(reverse(f"admin:places_{model}_changelist")).status_code == 200
    assert staff.get(reverse(f"admin:places_{model}_change", args=[thing.pk])).status_code == 200
    delete = staff.post(reverse(f"admin:places_{model}_delete", args=[thing.pk]), {"post": "yes"})
    assert delete.status_code == 403


def test_an_administrator_enters_the_area_that_takes_over(staff):
    old = AreaFactory()
    new = AreaFactory()
    typed = {
        name: getattr(old, name) if getattr(old, name) is not None else ""
        for name in ("code", "name", "kind", "latitude", "longitude", "adult_population")
    }
    typed |= {
        "population_on": "2024-06-30",
        "valid_to": "2028-04-01",
        "outline": "null",
        "successions-TOTAL_FORMS": 1,
        "successions-INITIAL_FORMS": 0,
        "successions-0-successor": new.pk,
        "successions-0-on": "2028-04-01",
        "successions-0-share": "1",
    }

    staff.post(reverse("admin:places_area_change", args=[old.pk]), typed)

    assert Area.objects.get(pk=old.pk).successions.get().successor == new


def test_a_membership_is_made_by_the_action_and_ended_by_it(staff):
    user, organisation = UserFactory(), OrganisationFactory()
    topic = TopicFactory()

    staff.post(
        reverse("admin:places_membership_add"),
        {
            "user": user.pk,
            "organisation": organisation.pk,
            "roles": ["member", "editor"],
            "topics": [topic.pk],
        },
    )
    membership = Membership.objects.get()
    assert (membership.user, membership.roles) == (user, ["member", "editor"])
    assert membership.approved_at
    assert membership.topics.get() == topic

    chosen = {"action": "end", "_selected_action": [membership.pk]}
    staff.post(reverse("admin:places_membership_changelist"), chosen)
    assert Membership.objects.get().ended_at


def test_an_organisation_entered_by_staff_waits_to_be_checked(staff):
    empty = {"identifiers", "successions"}
    typed = {"name": "Sow Valley Choir", "sector": "community"}
    typed |= {f"{name}-{part}_FORMS": 0 for name in empty for part in ("TOTAL", "INITIAL")}

    staff.post(reverse("admin:places_organisation_add"), typed)
    organisation = Organisation.objects.get()
    assert (organisation.slug, organisation.checked_at) == ("sow-valley-choir", None)

    chosen = {"action": "mark_checked", "_selected_action": [organisation.pk]}
    staff.post(reverse("admin:places_organisation_changelist"), chosen)
    assert Organisation.objects.get().checked_at
