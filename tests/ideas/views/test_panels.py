import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from smartcounty.common import registry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


def ours(place):
    """Our panels at a place: others' would cost and say things of their own."""
    return [panel for panel in registry._panels[place] if panel.template.startswith("ideas/")]


def shown(place, thing):
    return "".join(
        render_to_string(panel.template, {"data": panel.load(thing, None)}) for panel in ours(place)
    )


def test_a_service_shows_the_ideas_about_it_and_offers_to_post_one():
    service, hidden = ServiceFactory(), timezone.now()
    IdeaFactory(title="Open on Saturdays", service=service)
    IdeaFactory(title="Hidden", service=service, hidden_at=hidden)
    IdeaFactory(title="Another place")

    html = shown("services.service", service)

    assert "Open on Saturdays" in html
    assert "Hidden" not in html
    assert "Another place" not in html
    assert f"/ideas/post/?service={service.slug}" in html


def test_a_hub_without_ideas_asks_for_one():
    assert "None yet." in shown("hubs.hub", HubFactory())


def test_the_home_page_shows_the_ideas_nearest_to_their_mark():
    IdeaFactory(title="Far off", support_count=1)
    IdeaFactory(title="Nearly there", support_count=19)
    IdeaFactory(title="Answered", status="declined")

    html = shown("pages.home", None)

    assert html.index("Nearly there") < html.index("Far off")
    assert "Answered" not in html


def test_a_person_sees_all_their_own_with_its_state_and_nobody_elses():
    person = UserFactory()
    for status, title in (("draft", "Begun"), ("rejected", "Refused"), ("open", "Public")):
        IdeaFactory(author=person, status=status, title=title)
    IdeaFactory(title="Somebody else's")

    html = shown("accounts.contributions", person)

    for words in ("Begun", "Draft", "Refused", "Not published", "Public", "Gathering support"):
        assert words in html
    assert "Somebody else" not in html


@pytest.mark.parametrize(
    ("place", "make"),
    [
        ("services.service", lambda: {"service": ServiceFactory()}),
        ("hubs.hub", lambda: {"hub": HubFactory()}),
        ("accounts.contributions", lambda: {"author": UserFactory()}),
        ("pages.home", dict),
    ],
)
def test_a_panel_costs_two_queries_at_the_most(place, make, django_assert_max_num_queries):
    about = make()
    IdeaFactory.create_batch(12, **about)
    thing = next(iter(about.values()), None)

    with django_assert_max_num_queries(2):
        for panel in ours(place):
            render_to_string(panel.template, {"data": panel.load(thing, None)})
