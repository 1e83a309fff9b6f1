"""Home, pages of words, forms to reach those who run the site, and what machines read."""

from smartcounty.common import tokens
from smartcounty.pages.choices import TEXT
from tests.inventory.state import DONE, State, everyone, human

WORDS = [State(f"pages:{name}", "full", everyone(), reading=True) for name in TEXT]
MACHINES = [
    State("pages:health_live", "full", everyone()),
    State("pages:health_ready", "full", everyone()),
    State("pages:robots", "full", everyone(), reading=True),
    State("pages:security_txt", "full", everyone(), reading=True),
    State("/security.txt", "leads to its place", everyone(DONE), route="/security.txt"),
    State("pages:favicon", "leads to the drawing", everyone(DONE)),
    State("places:map", "full", everyone(), fixed=True),
    State("places:county", "full", everyone(), fixed=True),
    State("places:outlines", "full", everyone(), fixed=True),
    State("services:map", "full", everyone(), reading=True),
    State("services:map", "filtered", everyone(), query="area=stafford&q=lunch", reading=True),
    State("hubs:map", "full", everyone(), reading=True),
    State("sitemap", "full", everyone(), reading=True),
    *[
        State("sitemap_section", section, everyone(), lambda w, s=section: [s], reading=True)
        for section in ("pages", "services", "ideas", "hubs", "events")
    ],
    State("sitemap_section", "unknown", everyone(404), lambda w: ["nothing"]),
]


def _problem(world):
    return human(kind="problem", page="/services/", message="The list is empty.", name="", email="")


def _contact(world):
    return human(kind="contact", message="Hello.", page="", name="Vera", email="vera@example.org")


def _complaint(world):
    return human(
        kind="complaint", message="It took too long.", page="", name="", email="vera@example.org"
    )


def _sent(world):
    return [tokens.make("enquiry", "E-2026-0001", "contact", "2026-12-01", True)]


FORMS = [
    state
    for name, good in (
        ("pages:report_problem", _problem),
        ("pages:write", _contact),
        ("pages:complain", _complaint),
    )
    for state in (
        State(name, "empty", everyone()),
        State(name, "success", everyone(DONE), method="POST", data=good),
        State(name, "error", everyone(), method="POST", data=lambda w: human(message="")),
    )
]

STATES = [
    State("pages:home", "full", everyone(), reading=True),
    State("pages:places", "empty", everyone(), reading=True),
    State("pages:places", "found", everyone(), query="q=ST16+2LH", reading=True),
    State("pages:places", "several", everyone(), query="q=Norton", reading=True),
    State("pages:places", "not found", everyone(), query="q=Atlantis", reading=True),
    State("pages:area", "full", everyone(), lambda w: [w.area.slug], reading=True),
    State("pages:area", "empty", everyone(), lambda w: [w.next_area.slug], reading=True),
    State("pages:area", "split", everyone(), lambda w: [w.split_area.slug], reading=True),
    State("pages:area", "ended", everyone(DONE), lambda w: [w.ended_area.slug]),
    State("pages:area", "unknown", everyone(404), lambda w: ["nothing"]),
    State("pages:topic", "full", everyone(), lambda w: [w.topic.slug], reading=True),
    State("pages:topic", "empty", everyone(), lambda w: [w.next_topic.slug], reading=True),
    State("pages:topic", "unknown", everyone(404), lambda w: ["nothing"]),
    State("pages:search", "empty", everyone(), reading=True),
    State("pages:search", "full", everyone(), query="q=lunch", reading=True),
    State("pages:search", "one kind", everyone(), query="q=lunch&kind=service", reading=True),
    State("pages:search", "narrowed", everyone(), query="q=lunch&area=stafford", reading=True),
    State("pages:search", "nothing found", everyone(), query="q=zeppelin", reading=True),
    State("pages:search", "no such page", everyone(404), query="q=lunch&kind=service&page=9"),
    *WORDS,
    *FORMS,
    State("pages:write", "with what was looked for", everyone(), query="q=zeppelin"),
    State("pages:enquiry_sent", "full", everyone(), _sent),
    State("pages:enquiry_sent", "altered", everyone(404), lambda w: ["altered"]),
    *MACHINES,
]
