import pytest
from django.urls import reverse

from hubs.models import Hub
from smartcounty.accounts import actions as accounts
from smartcounty.moderation.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, HubMembershipFactory
from tests.factories.places import AreaFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
PREFIXES = ("hours", "exceptions", "access_facts", "memberships", "history")


@pytest.fixture
def hub():
    return HubFactory()


@pytest.fixture
def host(hub):
    user = HubMembershipFactory(hub=hub).user
    accounts.grant_role(user, "Hub host", by=None)
    return user


@pytest.fixture
def administrator():
    user = UserFactory()
    accounts.grant_role(user, "Administrator", by=None)
    return user


def _page(hub):
    return reverse("admin:hubs_hub_change", args=[hub.pk])


def _typed(hub, **changes):
    names = ["name", "summary", "address", "town", "postcode", "cost", "step_free", "tile"]
    typed = {name: getattr(hub, name) for name in names}
    typed |= {"organisation": hub.organisation_id, "area": hub.area_id, "seen": hub.version}
    typed |= {f"{name}-{part}_FORMS": 0 for name in PREFIXES for part in ("TOTAL", "INITIAL")}
    return typed | changes


def test_a_host_edits_the_page_and_the_hours_of_the_own_hub(signed_in, host, hub):
    hours = {
        "hours-TOTAL_FORMS": 1,
        "hours-0-weekday": 1,
        "hours-0-opens": "10:00",
        "hours-0-closes": "17:00",
    }
    signed_in(host).post(_page(hub), _typed(hub, summary="New words.", **hours))

    saved = Hub.objects.get(pk=hub.pk)
    assert (saved.summary, saved.version) == ("New words.", 2)
    assert str(saved.hours.get()) == "Tuesday 10:00-17:00"
    assert AuditEntry.objects.filter(action="hub edited", by=host).count() == 1


def test_a_host_may_not_rename_the_hub_or_make_hosts(signed_in, host, hub):
    other = UserFactory()
    parts = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-user": other.pk,
        "memberships-0-role": "host",
        "memberships-0-started_on": "2026-01-01",
    }
    signed_in(host).post(_page(hub), _typed(hub, name="Mine", **parts))

    saved = Hub.objects.get(pk=hub.pk)
    assert saved.name == hub.name
    assert not other.hub_memberships.exists()


def test_a_host_may_not_edit_another_hub(signed_in, host):
    other = HubFactory()

    assert signed_in(host).post(_page(other), _typed(other, summary="Mine.")).status_code == 403
    assert Hub.objects.get(pk=other.pk).summary == other.summary


def test_a_host_closes_the_hub_for_now_and_says_why(signed_in, host, hub):
    client = signed_in(host)

    unsaid = client.post(_page(hub), _typed(hub, move_to="paused"))
    assert "Say why" in unsaid.content.decode()
    client.post(_page(hub), _typed(hub, move_to="paused", move_reason="New boiler."))

    saved = Hub.objects.get(pk=hub.pk)
    assert (saved.status, saved.status_note) == ("paused", "New boiler.")
    assert saved.history.get().by == host


def test_the_status_cannot_be_typed_over(signed_in, host, hub):
    signed_in(host).post(_page(hub), _typed(hub, status="closed"))

    assert Hub.objects.get(pk=hub.pk).status == "open"


def test_the_second_of_two_hosts_is_told_and_changes_nothing(signed_in, host, hub):
    stale = _typed(hub, summary="Mine.")
    Hub.objects.filter(pk=hub.pk).update(version=2)

    response = signed_in(host).post(_page(hub), stale)

    assert "Somebody else has saved this page" in response.content.decode()
    assert Hub.objects.get(pk=hub.pk).summary == hub.summary


def test_hours_that_overlap_are_refused_with_a_message(signed_in, host, hub):
    rows = {"hours-TOTAL_FORMS": 2}
    for number, (opens, closes) in enumerate([("10:00", "13:00"), ("12:00", "15:00")]):
        rows |= {
            f"hours-{number}-weekday": 0,
            f"hours-{number}-opens": opens,
            f"hours-{number}-closes": closes,
        }
    response = signed_in(host).post(_page(hub), _typed(hub, **rows))

    assert response.status_code == 200
    assert not hub.hours.exists()


def test_an_administrator_adds_a_hub(signed_in, administrator):
    typed = {
        "name": "The Forge",
        "organisation": OrganisationFactory().pk,
        "area": AreaFactory().pk,
        "summary": "A stage.",
        "address": "Cooper's Lane",
        "town": "Burton upon Trent",
        "step_free": "unknown",
        "tile": 2,
    }
    signed_in(administrator).post(reverse("admin:hubs_hub_add"), typed)

    hub = Hub.objects.get()
    assert hub.slug == "the-forge-burton-upon-trent"
    assert AuditEntry.objects.filter(action="hub added", by=administrator).count() == 1


def test_nobody_deletes_a_hub(signed_in, administrator, hub):
    page = reverse("admin:hubs_hub_delete", args=[hub.pk])

    assert signed_in(administrator).post(page, {"post": "yes"}).status_code == 403
