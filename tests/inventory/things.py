"""What everybody may see: services, ideas in each public status, hubs, and what people said about them."""

from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from feedback.actions import comments, reviews, votes
from ideas import actions as ideas
from ideas.lifecycle import PUBLIC, Status
from services import actions as services
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case
from smartcounty.notifications import actions as notifications
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    AccessFactFactory as HubAccessFactory,
)
from tests.factories.hubs import (
    EventFactory,
    HubFactory,
    HubHoursFactory,
    HubMembershipFactory,
)
from tests.factories.ideas import IdeaFactory
from tests.factories.places import (
    AreaFactory,
    AreaSuccessionFactory,
    LocalityFactory,
    PostcodeFactory,
    TopicFactory,
)
from tests.factories.services import (
    AccessFactFactory,
    CategoryFactory,
    ContactFactory,
    CostOptionFactory,
    LanguageFactory,
    LocationFactory,
    PhoneFactory,
    ScheduleFactory,
    ServiceAreaFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    ServiceLocationFactory,
    SynonymFactory,
)
from tests.inventory.roles import (
    AUTHOR,
    CITIZEN,
    DIRECTORY,
    EDITOR,
    HOST,
    MEMBER,
    MODERATOR,
    OTHER,
    RESPONDER,
    WORKER,
)

SERVICE_STAFF = (MODERATOR, DIRECTORY, WORKER)

SAID = {
    "visited": date(2026, 9, 1),
    "relationship": "used",
    "incentive": "none",
    "wants_reply": False,
}
ANSWER = (
    "We will fit a button and a speaker at three stops on Station Road and run them until spring."
)


def build(world):
    add_places(world)
    add_services(world)
    add_reviews(world)
    add_hubs(world)
    add_ideas(world)
    add_answers(world)
    add_comments(world)
    add_joinings(world)
    add_followers(world)
    add_session(world)


def add_places(world):
    world.county = AreaFactory(name="Staffordshire", slug="staffordshire", kind="county")
    world.area = AreaFactory(name="Stafford", slug="stafford", parent=world.county)
    world.next_area = AreaFactory(name="Lichfield", slug="lichfield", parent=world.county)
    LocalityFactory(name="Stafford", slug="stafford", area=world.area)
    LocalityFactory(name="ST16", slug="st16", area=world.area, outward=True)
    PostcodeFactory(code="ST16 2LH", area=world.area)
    for area in (world.area, world.next_area):
        LocalityFactory(name="Norton", slug=f"norton-{area.slug}", area=area)
    add_former_areas(world)
    world.topic = TopicFactory(name="Getting around", slug="getting-around", icon="bus")
    world.next_topic = TopicFactory(name="Food and cooking", slug="food", icon="food")
    world.synonym = SynonymFactory(said="knitting bee", meanings="craft group")
    world.category = CategoryFactory(name="Lunch clubs", slug="lunch-clubs", topic=world.next_topic)


def add_former_areas(world):
    """One that went into another, and one whose parts went to two."""
    ended = {"kind": "district", "valid_to": date(2025, 4, 1)}
    world.ended_area = AreaFactory(name="Old Stafford", slug="old-stafford", **ended)
    world.split_area = AreaFactory(name="Old Cannock", slug="old-cannock", **ended)
    for old, new in (
        (world.ended_area, world.area),
        (world.split_area, world.area),
        (world.split_area, world.next_area),
    ):
        AreaSuccessionFactory(predecessor=old, successor=new, on=date(2025, 4, 1))


def add_services(world):
    world.service = ServiceFactory(
        name="Long Table Lunch", slug="long-table-lunch", organisation=world.provider
    )
    dress(world, world.service)
    world.plain = ServiceFactory(
        name="Churnet Toy Library", slug="toy-library", organisation=world.rival
    )
    world.others = [
        ServiceFactory(name=f"Garden number {number}", slug=f"garden-{number}")
        for number in ("one", "two", "three")
    ]
    word = world.canary(
        "service_closed",
        *SERVICE_STAFF,
        addresses=["/services/kiln-shop/", "/services/kiln-shop/print/"],
    )
    world.closed = ServiceFactory(
        name=f"{word} Kiln Shop", slug="kiln-shop", closed=True, organisation=world.rival
    )


def dress(world, service):
    """All that a page of a service can show."""
    ServiceCategoryFactory(service=service, category=world.category)
    place = LocationFactory()
    ServiceLocationFactory(service=service, location=place)
    AccessFactFactory(location=place)
    ServiceAreaFactory(service=service, area=world.area)
    ScheduleFactory(service=service)
    ContactFactory(service=service)
    PhoneFactory(service=service)
    CostOptionFactory(service=service)
    LanguageFactory(service=service)
    services.refresh(service, at=world.now)
    services.rebuild_openings(service, at=world.now)


def add_reviews(world):
    """Enough of them for a score; the author's and the other author's can be told apart."""
    for stars in (5, 4, 4, 3, 5):
        review(world, world.service, UserFactory(), stars=stars)
    world.review = review(world, world.service, world.people[AUTHOR])
    votes.vote(world.review, by=world.people[CITIZEN], helpful=True)
    world.other_review = review(world, world.service, world.people[OTHER])
    word = world.canary("review_edited", MODERATOR)
    edited = review(world, world.service, UserFactory(), word=word)
    reviews.edit(edited, by=edited.author, seen=edited.version, title="Kind", text="Kind " * 6)


def review(world, service, author, *, stars=4, word="warm", days=20):
    return reviews.submit(
        service,
        by=author,
        at=world.now - timedelta(days=days),
        stars=stars,
        title=f"A {word} welcome",
        text=f"A {word} welcome: somebody moved up and passed me the bread.",
        **SAID,
    )


def add_hubs(world):
    world.hub = HubFactory(name="Wharf Workshop", slug="wharf-workshop", area=world.area)
    world.quiet_hub = HubFactory(
        name="Kiln Yard", slug="kiln-yard", area=world.next_area, status="paused"
    )
    HubHoursFactory(hub=world.hub)
    HubAccessFactory(hub=world.hub)
    HubMembershipFactory(hub=world.hub, user=world.people[HOST])
    add_events(world)


def add_events(world):
    """At the hub, called off, over, and online."""
    at_hub = {"hub": world.hub, "area": world.area}
    world.event = EventFactory(title="Bring a broken thing", slug="broken-thing", **at_hub)
    world.event.topics.add(world.topic)
    world.cancelled_event = EventFactory(
        title="Kite day", slug="kite-day", cancelled=True, **at_hub
    )
    world.past_event = EventFactory(title="Tea at three", slug="tea-at-three", past=True, **at_hub)
    world.online_event = EventFactory(
        title="Ask a planner", slug="ask-a-planner", hub=None, online_url="https://meet.example/"
    )


def add_ideas(world):
    """One in each public status, and one for each way of posting."""
    world.idea = open_idea(world, world.people[AUTHOR], "A bench halfway up Tower Hill")
    world.other_idea = open_idea(world, world.people[OTHER], "A tap for bottles at the station")
    world.joined = open_idea(world, world.people[OTHER], "A water tap by the platform")
    ideas.support(world.joined, by=world.people[CITIZEN])
    ideas.join(world.joined, by=world.people[MODERATOR], survivor=world.other_idea, reason="Both.")
    world.changing = open_idea(world, world.people[AUTHOR], "A lamp by the steps")
    world.reworded = open_idea(world, world.people[OTHER], "A swing for the green")
    ideas.support(world.reworded, by=world.people[CITIZEN])
    said = {"title": "Two swings for the green", "body": "One is always taken."}
    ideas.reword(world.reworded, by=world.people[OTHER], seen=world.reworded.version, **said)
    decide(world, world.reworded, "approve")
    world.group_idea = open_idea(
        world,
        world.people[MEMBER],
        "A lending shed for tools",
        organisation=world.group,
        service=world.service,
        hub=world.hub,
    )
    made_by_answers = {Status.OPEN, Status.IN_REVIEW, Status.TRIAL, Status.DECLINED}
    world.ideas = {
        status: IdeaFactory(
            status=status,
            title=f"An idea that is {status.replace('_', ' ')}",
            slug=f"idea-{status.replace('_', '-')}",
            area=world.next_area,
            topic=world.next_topic,
            created_at=world.now - timedelta(days=40),
            **_needs(world, status),
        )
        for status in sorted(PUBLIC - made_by_answers)
    }


def _needs(world, status):
    if status == Status.REFERRED:
        return {"owner": world.council}
    if status == Status.DUPLICATE:
        return {"survivor": world.other_idea}
    return {}


def open_idea(world, author, title, **places):
    """Posted and published as on the site."""
    idea = submitted_idea(world, author, title, **places)
    decide(world, idea, "approve")
    return idea


def decide(world, thing, action, *, by=None, **words):
    """The moderator decides the case that waits about it."""
    by = by or world.people[MODERATOR]
    case = Case.objects.about(thing).waiting().get()
    decision = moderation.decide(case, by=by, seen=case.version, action=action, **words)
    thing.refresh_from_db()
    return decision


def submitted_idea(world, author, title, **places):
    idea = draft_idea(world, author, title, **places)
    ideas.submit(idea, by=author)
    return idea


def draft_idea(world, author, title, **places):
    return ideas.draft(
        by=author,
        key=world.next_key(),
        title=title,
        summary=f"{title}, for everybody.",
        body=f"{title}. I walk up with my shopping and there is nowhere to rest.",
        help_offered="maybe",
        **({"area": world.area, "topic": world.topic} | places),
    )


def add_answers(world):
    """What a body said: one it looks at, one on trial, one it will not do."""
    responder = world.people[RESPONDER]
    today = timezone.localdate(world.now)
    due = today + timedelta(days=10)
    for status, title in (
        (Status.IN_REVIEW, "A crossing by the school"),
        (Status.TRIAL, "Bus stops that speak"),
        (Status.DECLINED, "A cable car to the castle"),
    ):
        idea = open_idea(world, world.people[OTHER], title)
        ideas.start_review(idea, by=responder, owner=world.council, due_on=due)
        world.ideas[status] = idea
    words = {"role": "Passenger Transport Lead", "title": "What we will do", "text": ANSWER}
    trial = {
        "hypothesis": "spoken times help people catch the right bus",
        "measure": "missed buses a week",
        "ends_on": today + timedelta(days=90),
    }
    ideas.answer_trial(world.ideas[Status.TRIAL], by=responder, trial=trial, **words)
    ideas.decline(
        world.ideas[Status.DECLINED],
        by=responder,
        reason_code="cost",
        would_change="A grant that pays for half of it.",
        **words,
    )


def add_comments(world):
    other, member = world.people[OTHER], world.people[MEMBER]
    world.comment = comment(world, world.other_idea, world.people[AUTHOR], "I would fill mine.")
    world.other_comment = comment(world, world.idea, other, "Could it face the view?")
    world.reply = comments.post(
        world.idea,
        by=member,
        text="We could build it.",
        parent=world.other_comment,
        organisation=world.group,
    )


def comment(world, idea, author, text, **more):
    return comments.post(idea, by=author, text=text, **more)


def add_joinings(world):
    """Of each pair one was hidden afterwards. What is left is public, so both are there from the beginning."""
    moderator, citizen = world.people[MODERATOR], world.people[CITIZEN]
    for name in ("joined", "survivor"):
        word = world.canary(f"idea_{name}_and_hidden", MODERATOR, RESPONDER)
        idea = open_idea(world, UserFactory(), f"{word.capitalize()} by the weir")
        comment(world, idea, UserFactory(), "I would come by every morning.")
        ideas.support(idea, by=citizen)
        setattr(world, f"{name}_and_hidden", idea)
    world.left_alone = open_idea(world, UserFactory(), "A seat below the weir")
    for idea, survivor, hidden in (
        (world.joined_and_hidden, world.other_idea, world.joined_and_hidden),
        (world.left_alone, world.survivor_and_hidden, world.survivor_and_hidden),
    ):
        ideas.support(idea, by=world.people[MEMBER])
        ideas.join(idea, by=moderator, survivor=survivor, reason="Both ask for a seat.")
        ideas.hide(hidden, by=moderator)


def add_followers(world):
    citizen = world.people[CITIZEN]
    ideas.support(world.idea, by=citizen)
    for kind, thing in world.followed().items():
        notifications.follow(citizen, kind, thing.pk)
    notifications.follow(world.people[EDITOR], "service", world.service.pk)


def add_session(world):
    """The list of one's sessions shows this one."""
    key = world.client(AUTHOR).cookies[settings.SESSION_COOKIE_NAME].value
    UserSession.objects.create(
        user=world.people[AUTHOR], session_key=key, ip="192.0.2.1", user_agent="Firefox on Linux"
    )
