"""What the staff do on pages of their own: decide cases, answer ideas and messages, look after people."""

from smartcounty.moderation.models import Case
from tests.inventory.entries.admin import site, staff, waiting
from tests.inventory.roles import ADMINISTRATOR, CITIZEN, MODERATOR, RESPONDER, STAFF
from tests.inventory.state import CONFIRM, DONE


def _case(world):
    return [waiting(world).pk]


def _own_case(world):
    """Of an author who is a moderator: somebody else decides it."""
    return [Case.objects.about(world.comment_of_moderator).waiting().get().pk]


def _doing(verb):
    return lambda world: [waiting(world).pk, verb]


def _seen(world):
    case = waiting(world)
    return {"seen": case.version, "read": case.target.version}


def _rejecting(world):
    return _seen(world) | {
        "action": "reject",
        "reason_code": "abuse",
        "rule": "abuse",
        "statement": "It calls him names.",
        "private_note": "Seen before.",
    }


DECIDING = [
    site("moderation_case_decide", "full", staff(MODERATOR), _case),
    site(
        "moderation_case_decide",
        "reported",
        staff(MODERATOR),
        lambda w: [Case.objects.about(w.hidden).waiting().get().pk],
    ),
    site(
        "moderation_case_decide", "appealed", staff(MODERATOR), lambda w: [w.other_appeal.case_id]
    ),
    site(
        "moderation_case_decide",
        "appeal on one's own decision",
        staff(),
        lambda w: [w.appealed.appeal.case_id],
        role=MODERATOR,
    ),
    site("moderation_case_decide", "one's own words", staff(), _own_case, role=MODERATOR),
    site("moderation_case_decide", "decided", staff(MODERATOR), lambda w: [w.decision.case_id]),
    site("moderation_case_decide", "error", staff(MODERATOR), _case, method="POST", data=_seen),
    site(
        "moderation_case_decide",
        "words to start from",
        staff(MODERATOR),
        _case,
        method="POST",
        data=lambda w: _rejecting(w) | {"statement": "", "start": "1"},
    ),
    site(
        "moderation_case_decide",
        "success",
        staff(MODERATOR, found=DONE),
        _case,
        method="POST",
        data=_rejecting,
    ),
    site(
        "moderation_case_decide",
        "somebody was first",
        staff(MODERATOR, found=409),
        _case,
        method="POST",
        data=lambda w: _rejecting(w) | {"seen": 0},
        role=MODERATOR,
    ),
    site(
        "moderation_case_decide",
        "one's own words, posted",
        staff(),
        _own_case,
        method="POST",
        data=_rejecting,
        role=MODERATOR,
    ),
    *[
        site(
            "moderation_case_do",
            verb,
            staff(MODERATOR, found=DONE),
            _doing(verb),
            method="POST",
            data=lambda w: {"because": "It needs the county."},
        )
        for verb in ("claim", "pass-up")
    ],
    site(
        "moderation_case_do",
        "hide what is not public",
        staff(MODERATOR, found=DONE),
        _doing("hide"),
        method="POST",
    ),
    site(
        "moderation_case_do",
        "put back what nobody took",
        staff(MODERATOR, found=DONE),
        _doing("release"),
        method="POST",
    ),
    site(
        "moderation_case_do",
        "unknown",
        staff(MODERATOR, found=404),
        _doing("nothing"),
        method="POST",
    ),
    site("moderation_case_do", "read", staff(others=405), _doing("claim")),
]


def _responding(name, word):
    return lambda world: [getattr(world, name).pk, word]


def _taking_on(world):
    day = world.now.date()
    return {
        "seen": world.idea.version,
        "owner": world.council.pk,
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
    }


RESPONDING = [
    site("ideas_idea_respond", "empty", staff(RESPONDER), _responding("idea", "review")),
    site(
        "ideas_idea_respond",
        "not possible now",
        staff(RESPONDER, found=409),
        _responding("idea", "deliver"),
        role=RESPONDER,
    ),
    site(
        "ideas_idea_respond",
        "error",
        staff(RESPONDER),
        _responding("idea", "review"),
        method="POST",
        data=lambda w: {"seen": w.idea.version},
    ),
    site(
        "ideas_idea_respond",
        "success",
        staff(RESPONDER, found=DONE),
        _responding("idea", "review"),
        method="POST",
        data=_taking_on,
        foreign={"owner": lambda w: w.strangers.pk},
    ),
    site("ideas_idea_respond", "hidden", staff(others=404), _responding("hidden", "review")),
    site(
        "ideas_idea_respond", "unknown", staff(RESPONDER, found=404), _responding("idea", "nothing")
    ),
]


def _joining(name):
    return lambda world: [getattr(world, name).pk]


def _same(world):
    """The same as an idea that stays; its reference is as people type it."""
    stays = world.other_idea.reference.lower()
    return {"seen": world.idea.version, "survivor": stays, "reason": "Both ask for a seat."}


def _not_the_same(world):
    return {"seen": world.joined.version, "because": "One is for bottles, one for dogs."}


JOINING = [
    site("ideas_idea_join", "empty", staff(MODERATOR), _joining("idea")),
    site("ideas_idea_join", "hidden", staff(others=404), _joining("hidden")),
    site(
        "ideas_idea_join",
        "not possible now",
        staff(MODERATOR, found=409),
        _joining("joined"),
        role=MODERATOR,
    ),
    site(
        "ideas_idea_join",
        "error",
        staff(MODERATOR),
        _joining("idea"),
        method="POST",
        data=lambda w: _same(w) | {"survivor": w.hidden.reference},
    ),
    site(
        "ideas_idea_join",
        "success",
        staff(MODERATOR, found=DONE),
        _joining("idea"),
        method="POST",
        data=_same,
        foreign={"survivor": lambda w: w.hidden.reference},
    ),
    site("ideas_idea_undo_join", "empty", staff(MODERATOR), _joining("joined")),
    site("ideas_idea_undo_join", "hidden", staff(others=404), _joining("hidden")),
    site(
        "ideas_idea_undo_join",
        "error",
        staff(MODERATOR),
        _joining("joined"),
        method="POST",
        data=lambda w: {"seen": w.joined.version},
    ),
    site(
        "ideas_idea_undo_join",
        "success",
        staff(MODERATOR, found=DONE),
        _joining("joined"),
        method="POST",
        data=_not_the_same,
    ),
]


def _person(role):
    return lambda world: [world.people[role].pk]


PEOPLE = [
    site("accounts_user_roles", "full", staff(ADMINISTRATOR), _person(MODERATOR)),
    site("accounts_user_roles", "one's own", staff(), _person(ADMINISTRATOR)),
    site(
        "accounts_user_roles",
        "not confirmed",
        staff(*STAFF, found=CONFIRM),
        _person(MODERATOR),
        confirmed=False,
    ),
    site(
        "accounts_user_roles",
        "given",
        staff(ADMINISTRATOR, found=DONE),
        _person(CITIZEN),
        method="POST",
        data=lambda w: {"role": "Moderator"},
    ),
    site(
        "accounts_user_roles",
        "taken",
        staff(ADMINISTRATOR, found=DONE),
        _person(MODERATOR),
        method="POST",
        data=lambda w: {"take": "Moderator"},
    ),
    site(
        "accounts_user_roles",
        "one's own, posted",
        staff(),
        _person(ADMINISTRATOR),
        method="POST",
        data=lambda w: {"role": "Moderator"},
    ),
    site(
        "accounts_user_roles",
        "error",
        staff(ADMINISTRATOR),
        _person(CITIZEN),
        method="POST",
        data=lambda w: {"role": "King"},
    ),
    site("accounts_user_suspend", "full", staff(ADMINISTRATOR), _person(CITIZEN)),
    site(
        "accounts_user_suspend",
        "success",
        staff(ADMINISTRATOR, found=DONE),
        _person(CITIZEN),
        method="POST",
        data=lambda w: {"days": "7", "reason": "Adverts"},
    ),
    site(
        "accounts_user_suspend",
        "lifted",
        staff(ADMINISTRATOR, found=DONE),
        _person(CITIZEN),
        method="POST",
        data=lambda w: {"lift": "1"},
    ),
    site("accounts_user_suspend", "error", staff(ADMINISTRATOR), _person(CITIZEN), method="POST"),
]

ANSWERING = [
    site(
        "pages_enquiry_change",
        "success",
        staff(ADMINISTRATOR, found=DONE),
        lambda w: [w.enquiry.pk],
        method="POST",
        data=lambda w: {"answer": "We have put it right."},
    ),
    site("pages_enquiry_change", "answered", staff(ADMINISTRATOR), lambda w: [w.answered.pk]),
]

STATES = [*DECIDING, *RESPONDING, *JOINING, *PEOPLE, *ANSWERING]
