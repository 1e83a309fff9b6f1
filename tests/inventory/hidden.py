"""What not everybody may see, each text with its canary."""

from datetime import timedelta

from django.utils import timezone

from feedback.actions import comments
from hubs import actions as hubs
from ideas import actions as ideas
from services import actions as services
from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions as moderation
from smartcounty.notifications import actions as notifications
from smartcounty.pages import actions as pages
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, ReviewFactory
from tests.factories.hubs import EventFactory, HubFactory, HubMembershipFactory
from tests.factories.services import ServiceFactory
from tests.inventory import things
from tests.inventory.roles import (
    ADMINISTRATOR,
    AUTHOR,
    CITIZEN,
    HOST,
    MODERATOR,
    NEWCOMER,
    OTHER,
    RESPONDER,
)

IDEA_STAFF = (MODERATOR, RESPONDER)
WHY = {"reason_code": "abuse", "rule": "abuse"}


def build(world):
    add_ideas(world)
    add_decisions(world)
    add_reviews(world)
    add_comments(world)
    add_services(world)
    add_hubs(world)
    add_events(world)
    add_reports(world)
    add_enquiries(world)
    add_followers(world)
    add_period(world)


def add_ideas(world):
    """The author's, in each state that is not for everybody."""
    author = world.people[AUTHOR]
    draft = world.canary("idea_draft", AUTHOR)
    world.draft = _idea(world, things.draft_idea, draft)
    pending = world.canary("idea_pending", AUTHOR, *IDEA_STAFF)
    world.pending = _idea(world, things.submitted_idea, pending, organisation=world.group)
    taken_back = world.canary("idea_taken_back", AUTHOR, *IDEA_STAFF)
    world.taken_back = _idea(world, things.draft_idea, taken_back)
    ideas.withdraw(world.taken_back, by=author)

    places = {"service": world.service, "hub": world.hub}
    word = world.canary("idea_hidden", AUTHOR, *IDEA_STAFF)
    world.hidden = _idea(world, things.open_idea, word, **places)
    _speak_of(world, world.hidden)
    _report(world, world.hidden, "danger")
    word = world.canary("idea_change", AUTHOR, MODERATOR)
    ideas.reword(world.changing, by=author, seen=world.changing.version, title=f"{word} lamp")
    word = world.canary("idea_removed", AUTHOR, *IDEA_STAFF)
    world.removed = _idea(world, things.open_idea, word, **places)
    _report(world, world.removed, "abuse")
    things.decide(world, world.removed, "remove", statement="It calls him names.", **WHY)


def _idea(world, make, word, **places):
    title = f"{word.capitalize()} on the hill"
    return make(world, world.people[AUTHOR], title, **places)


def _speak_of(world, idea):
    """People heard of it and spoke of it before it was hidden."""
    ideas.support(idea, by=world.people[CITIZEN])
    word = world.canary("comment_on_hidden_idea", AUTHOR, MODERATOR)
    comments.post(idea, by=UserFactory(), text=f"{word} would be good.")


def _report(world, thing, reason):
    return moderation.report(thing, by=None, reason=reason, details="It calls him names.")


def add_period(world):
    """Not begun, so that nothing else here waits because of it."""
    first = timezone.localdate(world.now) + timedelta(days=300)
    world.period = moderation.declare_period(
        "Before the election",
        by=world.people[ADMINISTRATOR],
        reason="A vote is near.",
        kinds=["idea", "comment"],
        starts_on=first,
        ends_on=first + timedelta(days=30),
        area=world.area,
    )


def add_decisions(world):
    """Two of the author's: one that can be appealed, one that was; and one of the other author."""
    world.decision = _rejected(world, AUTHOR, "rejected")
    world.appealed = _rejected(world, AUTHOR, "appealed")
    word = world.canary("appeal", MODERATOR, AUTHOR)
    moderation.lodge_appeal(
        world.appealed, by=world.people[AUTHOR], words=f"{word}: I only said what he did."
    )
    _add_appeal_for_the_moderator(world)
    world.other_decision = _rejected(world, OTHER, "others")
    word = world.canary("comment_of_moderator", MODERATOR)
    world.comment_of_moderator = CommentFactory(
        author=world.people[MODERATOR], idea=world.idea, text=f"{word} too.", pending=True
    )
    moderation.open_check(world.comment_of_moderator, at=world.now)


def _add_appeal_for_the_moderator(world):
    """Against what somebody else decided; nobody judges an appeal on their own decision."""
    world.colleague = UserFactory()
    accounts.grant_role(world.colleague, "Moderator", by=None)
    title = world.canary("idea_for_another", OTHER, *IDEA_STAFF).capitalize()
    idea = things.submitted_idea(world, world.people[OTHER], f"{title} by the mill")
    decision = things.decide(
        world, idea, "reject", by=world.colleague, statement="It names him.", **WHY
    )
    world.other_appeal = moderation.lodge_appeal(
        decision, by=world.people[OTHER], words="I only said what he did."
    )


def _rejected(world, role, name):
    title = world.canary(f"idea_{name}", role, *IDEA_STAFF).capitalize()
    idea = things.submitted_idea(world, world.people[role], f"{title} by the river")
    statement = world.canary(f"statement_{name}", role, *IDEA_STAFF)
    note = world.canary(f"note_{name}", MODERATOR)
    setattr(world, f"idea_{name}", idea)
    return things.decide(
        world,
        idea,
        "reject",
        statement=f"{statement}: it calls him names.",
        private_note=f"{note}: seen before.",
        **WHY,
    )


def add_reviews(world):
    """Of the same public service where one person may have several, so that its figures would show them."""
    author, newcomer = world.people[AUTHOR], world.people[NEWCOMER]
    word = world.canary("review_pending", NEWCOMER, MODERATOR)
    world.pending_review = things.review(world, world.service, newcomer, word=word)
    word = world.canary("review_hidden", AUTHOR, MODERATOR)
    world.hidden_review = things.review(world, world.plain, author, stars=1, word=word)
    _report(world, world.hidden_review, "illegal")
    for state, service in zip(("rejected", "removed", "withdrawn"), world.others, strict=True):
        word = world.canary(f"review_{state}", AUTHOR, MODERATOR)
        made = ReviewFactory(
            author=author,
            service=service,
            title=f"{word} never again",
            text=f"{word} and nothing else to say.",
            **{state: True},
        )
        setattr(world, f"{state}_review", made)


def add_comments(world):
    """On public ideas, whose figures would show them.

    The hidden one was public for a moment, which the order of the liveliest ideas may remember; so it comes at the
    moment of what everybody saw last.
    """
    newcomer = world.people[NEWCOMER]
    word = world.canary("comment_pending", NEWCOMER, MODERATOR)
    world.pending_comment = things.comment(world, world.idea, newcomer, f"{word} too.")
    word = world.canary("comment_hidden", AUTHOR, MODERATOR)
    world.other_idea.refresh_from_db()
    world.hidden_comment = things.comment(
        world,
        world.other_idea,
        world.people[AUTHOR],
        word,
        at=world.other_idea.last_activity_at,
    )
    _report(world, world.hidden_comment, "danger")
    for state in ("rejected", "removed", "withdrawn"):
        word = world.canary(f"comment_{state}", AUTHOR, MODERATOR)
        made = CommentFactory(
            author=world.people[AUTHOR], idea=world.other_idea, text=word, **{state: True}
        )
        setattr(world, f"{state}_comment", made)


def add_services(world):
    """Nobody owns a service, so the public pages show these to nobody at all."""
    for state in ("hidden", "removed", "unpublished"):
        word = world.canary(f"service_{state}", *things.SERVICE_STAFF)
        made = ServiceFactory(
            name=f"{word.capitalize()} kitchen",
            slug=f"{state}-service",
            summary=f"{word} a summary.",
            description=f"{word} a description.",
            organisation=world.provider,
            published_at=None if state == "unpublished" else world.now,
        )
        things.dress(world, made)
        setattr(world, f"{state}_service", made)
    word = world.canary("review_of_hidden_service", MODERATOR)
    things.review(world, world.hidden_service, UserFactory(), word=word)
    services.hide(world.hidden_service, by=world.people[MODERATOR], at=world.now)
    services.remove(
        world.removed_service, by=world.people[MODERATOR], at=world.now, reason="duplicate"
    )


def add_hubs(world):
    moderator = world.people[MODERATOR]
    word = world.canary("hub_hidden", HOST, MODERATOR, ADMINISTRATOR)
    world.hidden_hub = _hub(world, "hidden-hub", word)
    HubMembershipFactory(hub=world.hidden_hub, user=world.people[HOST])
    word = world.canary("hub_removed", HOST, MODERATOR, ADMINISTRATOR)
    world.removed_hub = _hub(world, "removed-hub", word)
    hubs.hide(world.hidden_hub, by=moderator, at=world.now)
    hubs.remove(world.removed_hub, by=moderator, at=world.now, reason="illegal")


def add_events(world):
    """The host of the hub sees what is not for everybody; so does staff."""
    moderator = world.people[MODERATOR]
    staff = (HOST, MODERATOR, ADMINISTRATOR)
    for state, hub in (("draft", world.hub), ("hidden", world.hub), ("removed", world.hub)):
        word = world.canary(f"event_{state}", *staff)
        setattr(world, f"{state}_event", _event(world, f"{state}-event", word, hub, state))
    word = world.canary("event_at_hidden_hub", *staff)
    world.event_at_hidden_hub = _event(world, "event-at-hidden-hub", word, world.hidden_hub)
    hubs.hide(world.hidden_event, by=moderator, at=world.now)
    hubs.remove(world.removed_event, by=moderator, at=world.now, reason="illegal")


def _event(world, slug, word, hub, state=""):
    return EventFactory(
        title=f"{word.capitalize()} evening",
        slug=slug,
        summary=f"{word} a summary.",
        description=f"{word} a description.",
        lead=f"{word} Person",
        hub=hub,
        area=world.area,
        status="draft" if state == "draft" else "published",
    )


def _hub(world, slug, word):
    return HubFactory(
        name=f"{word.capitalize()} works",
        slug=slug,
        summary=f"{word} a summary.",
        description=f"{word} a description.",
        area=world.area,
    )


def add_reports(world):
    """Two reports of public things that stay public: one waits, one was looked at."""
    details = world.canary("report_details", MODERATOR)
    address = world.canary("report_address")
    world.report = moderation.report(
        world.other_idea,
        by=None,
        reason="wrong",
        details=f"{details} is wrong.",
        contact_email=f"{address}@example.org",
    )
    reporter = UserFactory(display_name=world.canary("reporter", ADMINISTRATOR).capitalize())
    world.settled = moderation.report(world.other_comment, by=reporter, reason="commercial")
    things.decide(world, world.other_comment, "keep")


def add_enquiries(world):
    word = world.canary("enquiry", ADMINISTRATOR)
    world.enquiry = pages.ask(
        "contact",
        by=None,
        message=f"{word} does not open.",
        name=f"{word} Person",
        email=f"{word}@example.org",
    )
    answer = world.canary("enquiry_answer", ADMINISTRATOR)
    world.answered = pages.ask("complaint", by=None, message="It is late.")
    pages.answer(world.answered, by=world.people[ADMINISTRATOR], text=f"{answer} is put right.")


def add_followers(world):
    """People followed what is hidden now, and must not hear of it."""
    citizen = world.people[CITIZEN]
    for kind, thing in (
        ("idea", world.hidden),
        ("idea", world.removed),
        ("service", world.hidden_service),
        ("hub", world.hidden_hub),
    ):
        notifications.follow(citizen, kind, thing.pk)
