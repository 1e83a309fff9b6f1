"""Four districts become one body on 1 April 2028: what the data must still say, on the eve and on the day."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hubs.models import Hub
from ideas.models import Idea
from ideas.permissions import can_respond
from services import actions as services
from services.models import Service
from smartcounty.accounts import actions as accounts
from smartcounty.accounts.models import User
from smartcounty.moderation.models import AuditEntry
from smartcounty.notifications import actions as notifications
from smartcounty.places import actions, registry
from smartcounty.places.models import Area, Membership, Organisation, OrganisationSuccession
from tests.factories.accounts import UserFactory
from tests.factories.hubs import EventFactory, HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import (
    AreaFactory,
    AreaSuccessionFactory,
    LocalityFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationSuccessionFactory,
    PostcodeFactory,
)
from tests.factories.services import ServiceAreaFactory, ServiceFactory

pytestmark = pytest.mark.django_db
EVE, VESTING = date(2028, 3, 31), date(2028, 4, 1)
DISTRICTS = {
    "Stafford": "ST16 2LH",
    "Lichfield": "WS13 6AA",
    "Tamworth": "B79 7AA",
    "Leek": "ST13 5AA",
}


@pytest.fixture(autouse=True)
def eve():
    """Whatever the day the tests run on, it has not come."""
    with time_machine.travel("2028-03-31T12:00:00Z", tick=False):
        yield


@pytest.fixture
def merged():
    """The new area, with its four predecessors and the councils of all five."""
    area = AreaFactory(
        name="Mid Staffordshire",
        slug="mid-staffordshire",
        adult_population=404_000,
        valid_from=VESTING,
    )
    body = OrganisationFactory(name="Mid Staffordshire Council", valid_from=VESTING)
    for number, (name, postcode) in enumerate(DISTRICTS.items(), 1):
        old = AreaFactory(
            name=name, slug=name.lower(), adult_population=100_000 + number * 400, valid_to=VESTING
        )
        council = OrganisationFactory(
            name=f"{name} Council", valid_to=VESTING, is_responding_body=True
        )
        AreaSuccessionFactory(predecessor=old, successor=area, on=VESTING)
        OrganisationSuccessionFactory(predecessor=council, successor=body, on=VESTING)
        PostcodeFactory(code=postcode, area=old)
        LocalityFactory(name=name, slug=name.lower(), area=old)
    return area


def test_every_postcode_and_town_is_in_the_old_area_on_the_eve_and_in_the_new_one_on_the_day(
    merged,
):
    for name, postcode in DISTRICTS.items():
        for typed in (postcode, name):
            assert actions.locate(typed, on=EVE).area.name == name
            assert actions.locate(typed, on=VESTING).area == merged


def test_what_the_old_councils_owe_is_owed_by_the_new_one(merged):
    old = Organisation.objects.filter(valid_to=VESTING)

    assert old.successors_on(EVE).count() == 4
    assert old.successors_on(VESTING).get().name == "Mid Staffordshire Council"


def test_figures_of_before_are_all_found_from_the_new_area_and_none_twice(merged):
    whole = Area.objects.filter(pk=merged.pk).with_origins()

    before = list(whole.on(EVE).values_list("adult_population", flat=True))
    assert sum(before) == merged.adult_population
    assert list(whole.on(VESTING)) == [merged]


@pytest.fixture
def county(roles, merged):
    """What people had under the four old ones: one of everything for each."""
    for area in Area.objects.filter(valid_to=VESTING).order_by("pk"):
        body = Organisation.objects.get(name=f"{area.name} Council")
        service = ServiceFactory(
            name=f"{area.name} lunch", organisation=body, verify_by=date(2028, 9, 1)
        )
        ServiceAreaFactory(service=service, area=area)
        services.refresh(service, at=timezone.now())
        IdeaFactory(title=f"{area.name} bench", area=area, owner=body, status="in_review")
        IdeaFactory(title=f"{area.name} fountain", area=area, owner=body, status="declined")
        EventFactory(hub=HubFactory(area=area, organisation=body), area=area, organisation=body)
        responder = UserFactory(email=f"{area.slug}@example.org")
        accounts.grant_role(responder, "Responder", by=None)
        MembershipFactory(user=responder, organisation=body, roles=["responder"])
        notifications.follow(UserFactory(email=f"follower@{area.slug}.example"), "area", area.pk)
    return merged


@pytest.fixture
def vested(county):
    """The morning of the day, when the clock has run."""
    with time_machine.travel("2028-04-01T06:00:00Z", tick=False):
        assert actions.hand_over(by=None) == 8
        yield county


@pytest.mark.usefixtures("county")
def test_nothing_gives_way_before_its_day_and_nothing_twice():
    assert actions.hand_over(by=None, on=EVE) == 0
    assert actions.hand_over(by=None, on=VESTING) == 8
    assert actions.hand_over(by=None, on=VESTING) == 0
    assert AuditEntry.objects.filter(action="area handed over").count() == 4


@pytest.mark.usefixtures("county")
def test_a_body_that_cannot_give_way_holds_up_no_other(monkeypatch):
    def refuse(old, heirs, *, at):
        if old.name == "Stafford Council":
            raise ValueError(old.name)

    takers = registry.takers("organisation")
    monkeypatch.setitem(registry._takers, "organisation", [*takers, refuse])

    with pytest.raises(ExceptionGroup) as failed:
        actions.hand_over(by=None, on=VESTING)

    assert [str(error) for error in failed.value.exceptions] == ["Stafford Council"]
    waiting = OrganisationSuccession.objects.filter(handed_over_at=None)
    assert [row.predecessor.name for row in waiting] == ["Stafford Council"]
    assert Idea.objects.get(title="Stafford bench").owner.name == "Stafford Council"
    monkeypatch.setitem(registry._takers, "organisation", list(takers))
    assert actions.hand_over(by=None, on=VESTING) == 1


@pytest.mark.usefixtures("merged")
def test_a_body_gives_way_at_the_same_price_however_many_services_it_runs():
    """One that was hidden meanwhile goes with the others, and stays hidden."""
    actions.hand_over(by=None, on=VESTING)
    heir = Organisation.objects.get(name="Mid Staffordshire Council")
    asked = []
    for number in (1, 30):
        row = OrganisationSuccessionFactory(
            predecessor=OrganisationFactory(), successor=heir, on=VESTING
        )
        run = ServiceFactory.create_batch(number, organisation=row.predecessor)
        Service.objects.filter(pk=run[0].pk).update(is_listed=False, hidden_at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert actions.hand_over(by=None, on=VESTING) == 1
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert services.rebuild_cards() == 31
    taken_over = Service.objects.filter(organisation=heir)
    assert taken_over.count() == 31
    assert taken_over.filter(is_listed=False).count() == 2
    for service in taken_over:
        assert heir.name in service.card_html
        assert service.keywords.endswith(heir.name)


def test_followers_keep_following(vested):
    for name in DISTRICTS:
        follower = User.objects.get(email=f"follower@{name.lower()}.example")
        assert notifications.follows(follower, "area", vested.pk)


def test_the_new_body_owes_what_was_owed_by_the_same_day_and_no_more(vested):
    body = Organisation.objects.get(name="Mid Staffordshire Council")

    owed = Idea.objects.filter(owner=body)
    assert sorted(owed.values_list("title", flat=True)) == sorted(f"{n} bench" for n in DISTRICTS)
    assert Idea.objects.filter(status="declined").exclude(owner=body).count() == 4


def test_due_days_are_unchanged(county):
    before = dict(Idea.objects.values_list("pk", "due_on"))

    actions.hand_over(by=None, on=VESTING)

    assert dict(Idea.objects.values_list("pk", "due_on")) == before


def test_who_answered_for_an_old_body_answers_for_the_new_one(vested):
    for idea in Idea.objects.filter(status="in_review"):
        for name in DISTRICTS:
            assert can_respond(User.objects.get(email=f"{name.lower()}@example.org"), idea)
    assert Membership.objects.current().values("organisation").distinct().count() == 1


JOINED = {
    "a plain member": {"roles": ["member"]},
    "still waiting": {"roles": ["administrator"], "approved_at": None},
    "a responder": {"roles": ["responder"]},
}


@pytest.mark.parametrize("there", JOINED.values(), ids=JOINED)
def test_whoever_is_at_the_new_body_already_keeps_what_they_did_for_the_old(county, there):
    """Officers join the new council before its day."""
    body = Organisation.objects.get(name="Mid Staffordshire Council")
    responder = User.objects.get(email="leek@example.org")
    MembershipFactory(user=responder, organisation=body, **there)

    with time_machine.travel("2028-04-01T06:00:00Z", tick=False):
        actions.hand_over(by=None)

    membership = responder.memberships.current().get()
    assert membership.organisation == body
    assert set(membership.roles) == {"responder", *there["roles"]} - {"administrator"}
    assert can_respond(responder, Idea.objects.get(title="Leek bench"))


LIMITS = {  # what the role there is, for which areas, and for which afterwards, by first letter
    "plain": ("member", "", "L"),
    "whole": ("responder", "", ""),
    "other": ("responder", "S", "LS"),
}


@pytest.mark.parametrize(("role", "areas", "after"), LIMITS.values(), ids=LIMITS)
def test_areas_of_two_roles_are_added_up_and_the_whole_county_stays_whole(role, areas, after):
    by_letter = {name[0]: AreaFactory(name=name) for name in ("Leek", "Stafford")}
    old, body = OrganisationFactory(valid_to=VESTING), OrganisationFactory(valid_from=VESTING)
    OrganisationSuccessionFactory(predecessor=old, successor=body, on=VESTING)
    left = MembershipFactory(organisation=old, roles=["responder"])
    left.areas.add(by_letter["L"])
    there = MembershipFactory(user=left.user, organisation=body, roles=[role])
    there.areas.add(*(by_letter[letter] for letter in areas))

    actions.hand_over(by=None, on=VESTING)

    there.refresh_from_db()
    assert "responder" in there.roles
    assert set(there.areas.all()) == {by_letter[letter] for letter in after}


def test_services_hubs_and_coming_events_are_the_new_ones(vested):
    body = Organisation.objects.get(name="Mid Staffordshire Council")

    assert [s.district_slugs for s in Service.objects.all()] == [["mid-staffordshire"]] * 4
    assert set(Service.objects.values_list("organisation", flat=True)) == {body.pk}
    assert set(Hub.objects.values_list("area", "organisation")) == {(vested.pk, body.pk)}
    services.refresh(Service.objects.first(), at=timezone.now())
    assert Service.objects.first().district_slugs == ["mid-staffordshire"]


def _leads_to(client, address):
    response = client.get(address)
    return response.status_code, response.get("Location", "")


@pytest.mark.parametrize("path", ["/services/", "/ideas/", "/hubs/", "/hubs/events/"])
def test_old_addresses_lead_to_the_new_for_good(client, vested, path):
    old = f"{path}?area=stafford&area=leek&q=bench"

    assert _leads_to(client, old) == (301, f"{path}?area=mid-staffordshire&q=bench")
    assert _leads_to(client, f"{path}?area=mid-staffordshire")[0] == 200
    assert _leads_to(client, "/places/stafford/") == (301, "/places/mid-staffordshire/")


def test_figures_of_before_sum_into_the_new_area_on_its_pages(client, vested):
    assert "8 ideas" in client.get("/ideas/?area=mid-staffordshire").content.decode()
    assert "4 services" in client.get("/services/?area=mid-staffordshire").content.decode()
    page = client.get("/places/mid-staffordshire/").content.decode()
    assert "4 services, 8 ideas and 4 hubs" in page
    facet = client.get("/ideas/").content.decode()
    assert facet.count('name="area"') == 1


@pytest.mark.parametrize("path", ["/services/", "/ideas/", "/hubs/"])
def test_before_the_day_old_addresses_stand(client, county, path):
    assert _leads_to(client, f"{path}?area=stafford")[0] == 200


def test_an_area_that_was_split_leads_to_all_its_parts(client):
    old = AreaFactory(slug="old", valid_to=date(2025, 4, 1))
    for slug in ("north", "south"):
        new = AreaFactory(slug=slug)
        AreaSuccessionFactory(predecessor=old, successor=new, on=date(2025, 4, 1), share="0.5")

    assert _leads_to(client, "/services/?area=old") == (301, "/services/?area=north&area=south")


def test_an_idea_of_an_area_that_was_split_is_counted_and_listed_with_each_part(client):
    old = AreaFactory(name="Old", slug="old", valid_to=date(2025, 4, 1))
    for name in ("North", "South"):
        new = AreaFactory(name=name, slug=name.lower())
        AreaSuccessionFactory(predecessor=old, successor=new, on=date(2025, 4, 1), share="0.5")
        IdeaFactory(title=f"{name} bench", area=new)
    IdeaFactory(title="Old bench", area=old)

    areas = client.get("/ideas/").content.decode().partition('name="area"')[2]
    assert re.findall(r"<span>(\w+)</span>\s*<small>\((\d+)\)", areas) == [
        ("North", "2"),
        ("South", "2"),
    ]
    for name in ("North", "South"):
        page = client.get(f"/ideas/?area={name.lower()}").content.decode()
        assert "2 ideas" in page
        assert "Old bench" in page
        assert f"{name} bench" in page
    both = client.get("/ideas/?area=old", follow=True).content.decode()
    assert "3 ideas" in both
