"""The staff pages. Who may do what with which model stands in a table written by hand, not worked out by the code."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from ideas.models import Idea
from smartcounty.moderation.models import AuditEntry, Case
from smartcounty.notifications.models import Delivery
from smartcounty.places.models import Membership
from tests.inventory.roles import (
    ADMINISTRATOR,
    ANONYMOUS,
    AUTHOR,
    DIRECTORY,
    HOST,
    MEMBERS,
    MODERATOR,
    RESPONDER,
    STAFF,
    WORKER,
)
from tests.inventory.state import DONE, LOGIN, State, everyone

VIEW, ADD, CHANGE = "view", "add", "change"
ALL = {VIEW, ADD, CHANGE}
RIGHTS = {
    "accounts_user": {ADMINISTRATOR: {VIEW}},
    "auth_group": {ADMINISTRATOR: {VIEW}},
    "feedback_comment": {MODERATOR: {VIEW}},
    "feedback_review": {MODERATOR: {VIEW}},
    "hubs_event": {MODERATOR: {VIEW}, HOST: ALL, ADMINISTRATOR: ALL},
    "hubs_hub": {MODERATOR: {VIEW}, HOST: {VIEW, CHANGE}, ADMINISTRATOR: ALL},
    "ideas_idea": {MODERATOR: {VIEW}, RESPONDER: {VIEW}},
    "moderation_auditentry": {MODERATOR: {VIEW}, ADMINISTRATOR: {VIEW}},
    "moderation_case": {MODERATOR: {VIEW}},
    "moderation_sensitiveperiod": {MODERATOR: {VIEW}, ADMINISTRATOR: ALL},
    "notifications_delivery": {ADMINISTRATOR: {VIEW, CHANGE}},
    "pages_enquiry": {ADMINISTRATOR: {VIEW, CHANGE}},
    "places_area": {ADMINISTRATOR: ALL},
    "places_membership": {ADMINISTRATOR: ALL},
    "places_organisation": {ADMINISTRATOR: ALL, DIRECTORY: {VIEW}},
    "places_topic": {ADMINISTRATOR: ALL},
    "services_category": {DIRECTORY: {VIEW, CHANGE}, ADMINISTRATOR: {VIEW, CHANGE}},
    "services_synonym": {DIRECTORY: ALL, ADMINISTRATOR: ALL},
    "services_service": {MODERATOR: {VIEW}, WORKER: {VIEW}, DIRECTORY: {VIEW, CHANGE}},
}
# Lists with actions, none of which deletes: what is unknown leads back to the list.
WITH_ACTIONS = {"notifications_delivery", "places_membership", "places_organisation"}
# Nothing in it must be filled in, or nothing can be.
NOTHING_TO_FILL_IN = {"notifications_delivery", "places_membership", "services_service"}
FIND = {
    "accounts_user": lambda w: w.people[AUTHOR],
    "auth_group": lambda w: Group.objects.get(name="Moderator"),
    "feedback_comment": lambda w: w.hidden_comment,
    "feedback_review": lambda w: w.hidden_review,
    "hubs_event": lambda w: w.event,
    "hubs_hub": lambda w: w.hub,
    "ideas_idea": lambda w: w.pending,
    "moderation_auditentry": lambda w: AuditEntry.objects.order_by("pk").first(),
    "moderation_case": lambda w: waiting(w),
    "moderation_sensitiveperiod": lambda w: w.period,
    "notifications_delivery": lambda w: Delivery.objects.order_by("pk").first(),
    "pages_enquiry": lambda w: w.enquiry,
    "places_area": lambda w: w.area,
    "places_membership": lambda w: Membership.objects.order_by("pk").first(),
    "places_organisation": lambda w: w.group,
    "places_topic": lambda w: w.topic,
    "services_category": lambda w: w.category,
    "services_service": lambda w: w.service,
    "services_synonym": lambda w: w.synonym,
}


def waiting(world):
    """The case about the idea that waits to be published."""
    return Case.objects.about(world.pending).waiting().get()


def staff(*roles, found=200, others=403):
    """These roles find it; other staff may not, everybody else must sign in."""
    outside = dict.fromkeys((ANONYMOUS, *MEMBERS), LOGIN)
    return outside | dict.fromkeys(STAFF, others) | dict.fromkeys(roles, found)


def with_right(model, *rights):
    return [role for role, has in RIGHTS[model].items() if has & set(rights)]


def _model_states(model):
    def args(world):
        return [FIND[model](world).pk]

    def state(page, label, expect, *, of=None, **more):
        return State(
            f"admin:{model}_{page}", label, expect, of or (lambda w: ()), admin=True, **more
        )

    see, add = with_right(model, VIEW, CHANGE), with_right(model, ADD)
    change = with_right(model, CHANGE)
    yield state("changelist", "full", staff(*see))
    yield state("changelist", "searched", staff(*see), query="q=something")
    deleted = staff(*see) | dict.fromkeys(change if model in WITH_ACTIONS else (), DONE)
    yield state("changelist", "nothing deleted", deleted, method="POST", data=_delete(model))
    yield state("add", "empty", staff(*add))
    yield state("add", "error", staff(*add), method="POST")
    yield state("history", "full", staff(*see), of=args)
    yield state("delete", "nobody may", staff(), of=args)
    yield state("delete", "nobody may, posted", staff(), of=args, method="POST", data=_sure)
    if model == "moderation_case":  # decided on a page of its own
        yield state("change", "leads to it", staff(*STAFF, found=DONE), of=args)
    else:
        yield state("change", "full", staff(*see), of=args)
        sent = staff(*change, found=DONE if model in NOTHING_TO_FILL_IN else 200)
        yield state("change", "sent empty", sent, of=args, method="POST")
    app, name = model.split("_")
    route = f"/admin/{app}/{name}/<path:object_id>/"
    expect = staff(*STAFF, found=DONE)
    yield State(route, "old address", expect, args, route=f"/admin/{app}/{name}/{{}}/", admin=True)


def _delete(model):
    return lambda world: {"action": "delete_selected", "_selected_action": FIND[model](world).pk}


def _sure(world):
    return {"post": "yes"}


def _apps():
    seen = {}
    for model, rights in RIGHTS.items():
        seen.setdefault(model.split("_")[0], set()).update(rights)
    for app, roles in seen.items():
        yield State(
            "admin:app_list", app, staff(*roles, others=404), lambda w, a=app: [a], admin=True
        )


def site(name, label, expect, args=lambda w: (), **more):
    return State(f"admin:{name}", label, expect, args, admin=True, **more)


def _of(model):
    return lambda world: [ContentType.objects.get_for_model(model).pk, world.idea.pk]


def _hidden(world):
    return [ContentType.objects.get_for_model(Idea).pk, world.draft.pk]


ORGANISATIONS = "app_label=places&model_name=membership&field_name=organisation"
SITE = [
    site("index", "full", staff(*STAFF)),
    site(
        "login",
        "leads to everybody's",
        {ANONYMOUS: LOGIN} | dict.fromkeys(MEMBERS, 403) | dict.fromkeys(STAFF, DONE),
    ),
    site("logout", "asks first", everyone(DONE)),
    site("logout", "success", everyone(DONE), method="POST"),
    site("password_change", "leads to everybody's", staff(*STAFF, found=DONE)),
    site("password_change_done", "leads to everybody's", staff(*STAFF, found=DONE)),
    site("jsi18n", "full", staff(*STAFF), role=MODERATOR),
    site("autocomplete", "organisations", staff(ADMINISTRATOR, DIRECTORY), query=ORGANISATIONS),
    site("autocomplete", "nothing asked", staff()),
    site(
        "view_on_site",
        "public idea",
        staff(RESPONDER, MODERATOR, found=DONE, others=404),
        _of(Idea),
    ),
    site("view_on_site", "somebody's draft", staff(others=404), _hidden),
    State(
        "/admin/(?P<url>.*)$",
        "unknown",
        staff(others=404),
        route="/admin/nothing/here/",
        admin=True,
    ),
]

STATES = [*SITE, *_apps(), *[state for model in RIGHTS for state in _model_states(model)]]
