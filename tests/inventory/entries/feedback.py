"""Reviews and comments: read by everybody once public, changed by whoever wrote them."""

from tests.inventory.roles import AUTHOR, CITIZEN, EDITOR, NEWCOMER, OTHER, SUSPENDED
from tests.inventory.state import (
    DONE,
    LOGIN,
    State,
    everyone,
    human,
    only,
    signed_in,
)


def _slug(name):
    return lambda world: [getattr(world, name).slug]


def _id(name):
    return lambda world: [getattr(world, name).public_id]


def said(world):
    return human(
        stars="4",
        title="They moved up for me",
        text="Somebody moved up, passed me the bread and asked my name.",
        visited_month="9",
        visited_year="2026",
        relationship="used",
        incentive="none",
    )


def _again(world):
    return said(world) | {"seen": world.review.version}


def _comment(world):
    return human(text="Could it say the stop name too?")


HAVE_REVIEWED = (AUTHOR, OTHER, NEWCOMER)
FOREIGN = {"organisation": lambda w: w.strangers.pk}


def _reviewing(reviewed, others, anonymous, suspended=403):
    return (
        signed_in(others, anonymous=anonymous)
        | dict.fromkeys(HAVE_REVIEWED, reviewed)
        | {SUSPENDED: suspended}
    )


def _own_page(found=200, others=404):
    return only(AUTHOR, found=found, others=others, anonymous=LOGIN)


WRITING = [
    State("feedback:review_service", "empty", _reviewing(DONE, 200, 200), _slug("service")),
    State(
        "feedback:review_service",
        "success",
        _reviewing(409, DONE, LOGIN),
        _slug("service"),
        method="POST",
        data=said,
    ),
    State(
        "feedback:review_service",
        "error",
        everyone() | {SUSPENDED: 403},
        _slug("service"),
        method="POST",
        data=lambda w: human(title="Nothing said"),
    ),
    State("feedback:review_service", "hidden", everyone(404), _slug("hidden_service")),
    State(
        "feedback:review_service",
        "hidden, posted",
        everyone(404),
        _slug("hidden_service"),
        method="POST",
        data=said,
    ),
]

REVIEWS = [
    State("feedback:review_detail", "full", everyone(), _id("review"), reading=True),
    State("feedback:review_detail", "waiting", only(NEWCOMER), _id("pending_review")),
    State("feedback:review_detail", "hidden", only(AUTHOR), _id("hidden_review")),
    State("feedback:review_detail", "rejected", only(AUTHOR), _id("rejected_review")),
    State("feedback:review_detail", "withdrawn", only(AUTHOR), _id("withdrawn_review")),
    State("feedback:review_detail", "removed", only(AUTHOR, others=410), _id("removed_review")),
    State("feedback:review_edit", "full", _own_page(), _id("review")),
    State(
        "feedback:review_edit",
        "success",
        _own_page(DONE),
        _id("review"),
        method="POST",
        data=_again,
    ),
    State(
        "feedback:review_edit",
        "error",
        _own_page(),
        _id("review"),
        method="POST",
        data=lambda w: _again(w) | {"title": ""},
    ),
    State(
        "feedback:review_edit",
        "changed meanwhile",
        _own_page(409),
        _id("review"),
        method="POST",
        data=lambda w: _again(w) | {"seen": 0},
        role=AUTHOR,
    ),
    State("feedback:review_withdraw", "full", _own_page(), _id("review")),
    State("feedback:review_withdraw", "success", _own_page(DONE), _id("review"), method="POST"),
]

MAY_NOT_VOTE = {AUTHOR: 403, EDITOR: 403, SUSPENDED: 403}
VOTES = [
    State("feedback:review_helpful", "empty", signed_in(), _id("other_review"), role=NEWCOMER),
    State("feedback:review_helpful", "full", signed_in(), _id("review"), role=CITIZEN),
    State("feedback:review_helpful", "own", signed_in(), _id("review"), role=AUTHOR),
    State("feedback:review_helpful", "hidden", signed_in(404), _id("hidden_review")),
    *(
        State(
            "feedback:review_helpful",
            label,
            signed_in(DONE) | MAY_NOT_VOTE,
            _id("review"),
            method="POST",
            data=lambda w, answer=answer: {"answer": answer},
        )
        for label, answer in (("success", "yes"), ("taken back", "none"))
    ),
    State(
        "feedback:review_helpful",
        "error",
        signed_in() | MAY_NOT_VOTE,
        _id("review"),
        method="POST",
        data=lambda w: {"answer": "perhaps"},
    ),
    State(
        "feedback:review_helpful",
        "hidden, posted",
        signed_in(404),
        _id("hidden_review"),
        method="POST",
        data=lambda w: {"answer": "yes"},
    ),
]

COMMENTS = [
    State("feedback:comment", "empty", everyone() | {SUSPENDED: 403}, _slug("idea")),
    State(
        "feedback:comment",
        "success",
        signed_in(DONE) | {SUSPENDED: 403},
        _slug("idea"),
        method="POST",
        data=_comment,
        foreign=FOREIGN,
    ),
    State(
        "feedback:comment",
        "error",
        everyone() | {SUSPENDED: 403},
        _slug("idea"),
        method="POST",
        data=lambda w: human(text=""),
    ),
    State("feedback:comment", "hidden", only(AUTHOR, found=DONE), _slug("hidden")),
    State("feedback:comment_detail", "full", everyone(), _id("comment"), reading=True),
    State("feedback:comment_detail", "reply", everyone(), _id("reply"), reading=True),
    State("feedback:comment_detail", "waiting", only(NEWCOMER), _id("pending_comment")),
    State("feedback:comment_detail", "hidden", only(AUTHOR), _id("hidden_comment")),
    State("feedback:comment_detail", "rejected", only(AUTHOR), _id("rejected_comment")),
    State("feedback:comment_detail", "withdrawn", only(AUTHOR), _id("withdrawn_comment")),
    State("feedback:comment_detail", "removed", only(AUTHOR, others=410), _id("removed_comment")),
    State(
        "feedback:comment_reply",
        "empty",
        everyone() | {SUSPENDED: 403},
        _id("other_comment"),
    ),
    State(
        "feedback:comment_reply",
        "success",
        signed_in(DONE) | {SUSPENDED: 403},
        _id("other_comment"),
        method="POST",
        data=_comment,
        foreign=FOREIGN,
    ),
    State(
        "feedback:comment_reply",
        "hidden",
        only(AUTHOR, others=404, found=200),
        _id("hidden_comment"),
    ),
    State("feedback:comment_withdraw", "full", _own_page(), _id("comment")),
    State("feedback:comment_withdraw", "success", _own_page(DONE), _id("comment"), method="POST"),
]

STATES = WRITING + REVIEWS + VOTES + COMMENTS
