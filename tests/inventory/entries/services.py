"""The directory. Nobody owns a service: what is hidden is hidden from everybody."""

from tests.inventory.state import State, everyone


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
    _detail("hidden", lambda w: w.hidden_service, 404),
    _detail("unpublished", lambda w: w.unpublished_service, 404),
    _detail("removed", lambda w: w.removed_service, 410),
    State("services:detail", "unknown", everyone(404), lambda w: ["no-such-service"]),
]
