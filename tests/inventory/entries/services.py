"""The directory. Nobody owns a service: what is hidden is hidden from everybody."""

from tests.factories.services import SavedServiceFactory
from tests.inventory.roles import CITIZEN
from tests.inventory.state import DONE, State, everyone


def _list(label, query="", outcome=200):
    return State("services:list", label, everyone(outcome), query=query, reading=outcome == 200)


def _detail(label, find, outcome=200, query=""):
    return State(
        "services:detail",
        label,
        everyone(outcome),
        lambda w: [find(w).slug],
        query=query,
        reading=outcome == 200,
    )


def _part(name, label, find, outcome=200, **more):
    """One of the pages beside the page of a service."""
    return State(f"services:{name}", label, everyone(outcome), lambda w: [find(w).slug], **more)


def _save(label, find, outcome=DONE, action="", **more):
    data = {"action": action} if action else {}
    return _part("save", label, find, outcome, method="POST", data=lambda w: data, **more)


def _with_a_list(world, client, role):
    """One service that everybody may see, and one that has gone since."""
    if role in world.people:
        for service in (world.service, world.hidden_service):
            SavedServiceFactory(user=world.people[role], service=service, saved_at=world.now)


def _side_by_side(*names):
    return lambda w: "&".join(f"service={getattr(w, name).slug}" for name in names)


def _five(world):
    return "&".join(
        f"service={service.slug}" for service in [world.service, world.plain, *world.others]
    )


def _compare(label, query=""):
    return State("services:compare", label, everyone(), query=query, reading=True)


STATES = [
    _list("full"),
    _list("found", "q=lunch"),
    _list("misspelt", "q=lunhc"),
    _list("nothing found", "q=xyzzyplugh"),
    _list("filtered", "category=lunch-clubs&area=stafford&open=now&rating=3&sort=name"),
    _list("near", "postcode=ST16+2LH&sort=distance"),
    _list("unknown place", "postcode=nowhere"),
    _list("beyond the last page", "page=999999", 404),
    _list("page not canonical", "page=01", 404),
    _detail("full", lambda w: w.service),
    _detail("with nothing to tell", lambda w: w.plain),
    _detail("closed for good", lambda w: w.closed),
    _detail("reviews in another order", lambda w: w.service, query="reviews=lowest"),
    _detail("reviews of so many stars", lambda w: w.service, query="reviews_stars=5"),
    _detail("hidden", lambda w: w.hidden_service, 404),
    _detail("unpublished", lambda w: w.unpublished_service, 404),
    _detail("removed", lambda w: w.removed_service, 410),
    State("services:detail", "unknown", everyone(404), lambda w: ["no-such-service"]),
    _part("print", "full", lambda w: w.service, reading=True),
    _part("print", "with nothing to tell", lambda w: w.plain, reading=True),
    _part("print", "closed for good", lambda w: w.closed, reading=True),
    _part("print", "hidden", lambda w: w.hidden_service, 404),
    _part("print", "removed", lambda w: w.removed_service, 410),
    _part("calendar", "full", lambda w: w.service, reading=True),
    _part("calendar", "no hours", lambda w: w.plain, 404),
    _part("calendar", "hidden", lambda w: w.hidden_service, 404),
    _part("qr", "full", lambda w: w.service, fixed=True),
    _part("qr", "hidden", lambda w: w.hidden_service, 404),
    _compare("empty"),
    _compare("one", _side_by_side("service")),
    _compare("two", _side_by_side("service", "plain")),
    _compare("five", _five),
    _compare("one gone", lambda w: f"service={w.service.slug}&service=hidden-service"),
    _compare("found", lambda w: f"service={w.service.slug}&q=toy"),
    _compare("nothing found", "q=xyzzyplugh"),
    State("services:suggestions", "found", everyone(), query="q=lunch", reading=True),
    State("services:suggestions", "nothing begun", everyone(), reading=True),
    _part("save", "full", lambda w: w.service),
    _part("save", "on the list", lambda w: w.service, prepare=_with_a_list, role=CITIZEN),
    _part("save", "hidden", lambda w: w.hidden_service, 404),
    _save("success", lambda w: w.service),
    _save("taken off", lambda w: w.service, action="remove", prepare=_with_a_list, role=CITIZEN),
    _save("hidden, posted", lambda w: w.hidden_service, 404),
    State("services:saved", "empty", everyone()),
    State("services:saved", "full", everyone(), prepare=_with_a_list, role=CITIZEN),
    State(
        "services:saved",
        "tidied",
        everyone(DONE),
        method="POST",
        data=lambda w: {"action": "tidy"},
        prepare=_with_a_list,
        role=CITIZEN,
    ),
]
