from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hubs.models import Event
from smartcounty.accounts import actions as accounts
from tests.factories.accounts import UserFactory
from tests.factories.hubs import EventFactory, HubFactory, HubMembershipFactory
from tests.factories.places import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


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


def _page(event):
    return reverse("admin:hubs_event_change", args=[event.pk])


def _typed(event, **changes):
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    typed = {
        "title": event.title,
        "summary": event.summary,
        "organisation": event.organisation_id,
        "hub": event.hub_id or "",
        "starts_at_0": f"{starts:%Y-%m-%d}",
        "starts_at_1": f"{starts:%H:%M:%S}",
        "ends_at_0": f"{ends:%Y-%m-%d}",
        "ends_at_1": f"{ends:%H:%M:%S}",
        "cost": event.cost,
        "seen": event.version,
        "history-TOTAL_FORMS": 0,
        "history-INITIAL_FORMS": 0,
    }
    return typed | changes


def test_a_host_edits_and_calls_off_an_event_of_the_own_hub(signed_in, host, hub):
    event = EventFactory(hub=hub)
    client = signed_in(host)

    unsaid = client.post(_page(event), _typed(event, move_to="cancelled"))
    assert "Say why" in unsaid.content.decode()
    typed = _typed(event, summary="New words.", move_to="cancelled", move_reason="Snow.")
    client.post(_page(event), typed)

    saved = Event.objects.get(pk=event.pk)
    assert (saved.summary, saved.status, saved.status_note) == ("New words.", "cancelled", "Snow.")
    assert saved.history.get().by == host


def test_a_host_enters_an_event_at_the_own_hub_and_at_no_other(signed_in, host, hub):
    starts = timezone.now() + timedelta(days=2)
    draft = EventFactory.build(
        title="Mend it",
        organisation=OrganisationFactory(),
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        hub=HubFactory(),
    )
    client = signed_in(host)

    refused = client.post(reverse("admin:hubs_event_add"), _typed(draft))
    assert refused.status_code == 200
    client.post(reverse("admin:hubs_event_add"), _typed(draft, hub=hub.pk))

    event = Event.objects.get()
    assert (event.title, event.hub, event.status) == ("Mend it", hub, "draft")


def test_a_host_may_not_edit_an_event_elsewhere(signed_in, host):
    event = EventFactory()

    assert signed_in(host).post(_page(event), _typed(event, summary="Mine.")).status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "Mill Street", "town": "Leek"}, "It is at the hub"),
        ({"hub": "", "address": "Mill Street"}, "needs a street and a town"),
        ({"hub": ""}, "Choose a hub, or give an address"),
        ({"ends_at_0": "2020-01-01"}, "must end after it starts"),
        ({"seen": 7}, "Somebody else has saved this page"),
    ],
)
def test_what_the_database_would_refuse_is_said_in_words(signed_in, administrator, changes, words):
    event = EventFactory()

    response = signed_in(administrator).post(_page(event), _typed(event, **changes))

    assert words in response.content.decode()
    assert Event.objects.get(pk=event.pk).version == 1
