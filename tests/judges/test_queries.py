"""A page costs as many queries for a hundred rows as for one, and never more than its budget."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from services.actions import rebuild_openings
from smartcounty.notifications import actions as notifications
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, ReviewFactory
from tests.factories.hubs import EventFactory, HubFactory, HubHoursFactory
from tests.factories.ideas import IdeaFactory, SupportFactory
from tests.factories.moderation import AuditEntryFactory, CaseFactory, ReportFactory
from tests.factories.notifications import DeliveryFactory
from tests.factories.pages import EnquiryFactory
from tests.factories.places import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    TopicFactory,
)
from tests.factories.services import (
    CategoryFactory,
    SavedServiceFactory,
    ScheduleFactory,
    ServiceCategoryFactory,
    ServiceFactory,
)
from tests.inventory.roles import ADMINISTRATOR, ANONYMOUS, AUTHOR, CITIZEN, MODERATOR

pytestmark = pytest.mark.django_db
STEPS = (1, 9, 90)  # one row, ten, a hundred
LIST, DETAIL, STAFF = 8, 10, 25
AREA = 13  # what was there before it, and four kinds of things in it
SETTINGS = 12  # one for each kind of thing that can be followed, besides the person's own


def a_service(world):
    service = ServiceFactory(organisation=OrganisationFactory())
    ScheduleFactory(service=service)
    ServiceCategoryFactory(service=service, category=CategoryFactory(topic=world.topic))
    rebuild_openings(service, at=world.now)


def a_saved_service(world):
    SavedServiceFactory(user=world.people[CITIZEN])


def an_idea(world):
    IdeaFactory(area=AreaFactory(), topic=world.topic, service=world.service, hub=world.hub)


def a_hub(world):
    hub = HubFactory(area=AreaFactory())
    HubHoursFactory(hub=hub)


def an_event(world):
    EventFactory(hub=HubFactory(), area=AreaFactory()).topics.add(world.topic)


def an_event_at_the_hub(world):
    EventFactory(hub=world.hub, area=world.area)


def a_review(world):
    ReviewFactory(service=world.service)


def a_comment(world):
    parent = CommentFactory(idea=world.idea, figures=False)
    CommentFactory(idea=world.idea, parent=parent, organisation=OrganisationFactory())


def a_supporter(world):
    SupportFactory(idea=world.idea)


def a_thing_of_ones_own(world):
    author = world.people[AUTHOR]
    IdeaFactory(author=author)
    ReviewFactory(author=author, figures=False)
    CommentFactory(author=author, figures=False)


def a_thing_of_each_kind_followed(world):
    things = {
        "idea": IdeaFactory(),
        "service": ServiceFactory(),
        "hub": HubFactory(),
        "area": AreaFactory(),
        "topic": TopicFactory(),
        "organisation": OrganisationFactory(),
    }
    for kind, thing in things.items():
        notifications.follow(world.people[CITIZEN], kind, thing.pk)


def a_case(world):
    CaseFactory(target=IdeaFactory(status="submitted", organisation=OrganisationFactory()))


def a_report(world):
    ReportFactory(case=world.report.case, by=UserFactory())


# What grows, the address, the budget, and who asks.
GROWING = [
    (a_service, "services:list", LIST, ANONYMOUS),
    (a_service, "services:list", LIST, CITIZEN),
    (an_idea, "ideas:list", LIST, ANONYMOUS),
    (an_idea, "ideas:list", LIST, CITIZEN),
    (a_hub, "hubs:list", LIST, ANONYMOUS),
    (a_service, "pages:home", LIST, ANONYMOUS),
    (an_idea, "pages:home", LIST, ANONYMOUS),
    (a_hub, "pages:home", LIST, ANONYMOUS),
    (a_service, "pages:topic", DETAIL, ANONYMOUS),
    (an_idea, "pages:topic", DETAIL, ANONYMOUS),
    (a_service, "pages:area", AREA, ANONYMOUS),
    (an_idea, "pages:area", AREA, ANONYMOUS),
    (a_review, "services:detail", LIST, ANONYMOUS),
    (a_review, "services:detail", DETAIL, CITIZEN),
    (an_idea, "services:detail", LIST, ANONYMOUS),
    (a_saved_service, "services:saved", LIST, CITIZEN),
    (a_review, "services:print", LIST, ANONYMOUS),
    (a_comment, "ideas:detail", DETAIL, ANONYMOUS),
    (a_comment, "ideas:detail", DETAIL, CITIZEN),
    (a_supporter, "ideas:detail", DETAIL, ANONYMOUS),
    (an_idea, "hubs:detail", DETAIL, ANONYMOUS),
    (an_event_at_the_hub, "hubs:detail", DETAIL, ANONYMOUS),
    (an_event, "hubs:events", LIST, ANONYMOUS),
    (an_event, "hubs:events_calendar", LIST, ANONYMOUS),
    (a_service, "sitemap", LIST, ANONYMOUS),
    (a_thing_of_ones_own, "accounts:contributions", LIST, AUTHOR),
    (a_thing_of_each_kind_followed, "notifications:settings", SETTINGS, CITIZEN),
    (a_case, "admin:index", STAFF, MODERATOR),
    (a_case, "admin:moderation_case_changelist", STAFF, MODERATOR),
    (a_report, "admin:moderation_case_decide", STAFF, MODERATOR),
    (
        lambda world: AuditEntryFactory(by=UserFactory()),
        "admin:moderation_auditentry_changelist",
        STAFF,
        MODERATOR,
    ),
    (an_idea, "admin:ideas_idea_changelist", STAFF, MODERATOR),
    (a_review, "admin:feedback_review_changelist", STAFF, MODERATOR),
    (a_comment, "admin:feedback_comment_changelist", STAFF, MODERATOR),
    (a_service, "admin:services_service_changelist", STAFF, MODERATOR),
    (a_service, "admin:services_category_changelist", STAFF, ADMINISTRATOR),
    (a_hub, "admin:hubs_hub_changelist", STAFF, ADMINISTRATOR),
    (an_event, "admin:hubs_event_changelist", STAFF, ADMINISTRATOR),
    (lambda world: UserFactory(), "admin:accounts_user_changelist", STAFF, ADMINISTRATOR),
    (lambda world: MembershipFactory(), "admin:places_membership_changelist", STAFF, ADMINISTRATOR),
    (
        lambda world: OrganisationFactory(),
        "admin:places_organisation_changelist",
        STAFF,
        ADMINISTRATOR,
    ),
    (lambda world: AreaFactory(), "admin:places_area_changelist", STAFF, ADMINISTRATOR),
    (
        lambda world: DeliveryFactory(),
        "admin:notifications_delivery_changelist",
        STAFF,
        ADMINISTRATOR,
    ),
    (lambda world: EnquiryFactory(), "admin:pages_enquiry_changelist", STAFF, ADMINISTRATOR),
]
ABOUT = {
    "services:detail": lambda world: [world.service.slug],
    "services:print": lambda world: [world.service.slug],
    "ideas:detail": lambda world: [world.idea.slug],
    "hubs:detail": lambda world: [world.hub.slug],
    "pages:topic": lambda world: [world.topic.slug],
    "pages:area": lambda world: [world.area.slug],
    "admin:moderation_case_decide": lambda world: [world.report.case_id],
}
OF_REVIEWS = re.compile(
    r'(COUNT|AVG|SUM)\([^)]*\) .*FROM "(feedback_\w+|ideas_support)"', re.DOTALL
)


def _name(value):
    return getattr(value, "__name__", str(value)).strip("<>")


@pytest.mark.parametrize(("grow", "name", "most", "role"), GROWING, ids=_name)
def test_a_page_costs_the_same_for_one_row_ten_and_a_hundred(world, grow, name, most, role):
    address = reverse(name, args=ABOUT.get(name, lambda world: [])(world))
    client = world.client(role)
    counts, asked = [], []
    client.get(address)  # what the process keeps for good is learnt now
    for step in STEPS:
        for _ in range(step):
            grow(world)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        counts.append(len(asked))
    assert len(set(counts)) == 1, f"{counts}\n" + "\n".join(sql[:200] for sql in asked)
    assert counts[0] <= most, "\n".join(sql[:200] for sql in asked)
    if most != STAFF:
        assert [sql for sql in asked if OF_REVIEWS.search(sql)] == []
