"""Tells followers of new ideas, authors and supporters of what becomes of theirs. Sends nothing."""

from django.contrib.auth import get_user_model

from ideas.lifecycle import ANSWERS, Status
from ideas.models import StatusChange
from smartcounty.notifications import registry
from smartcounty.notifications.choices import Stream
from smartcounty.notifications.registry import Story, Target


def _change(change_id):
    return (
        StatusChange.objects.select_related(
            "idea__area",
            "idea__topic",
            "idea__organisation",
            "idea__service",
            "idea__hub",
            "idea__owner",
            "idea__survivor",
        )
        .filter(pk=change_id)
        .first()
    )


def _author(change_id):
    """Asked when sending, so a closed account hears nothing."""
    authors = StatusChange.objects.filter(pk=change_id).values("idea__author")
    return get_user_model().objects.filter(pk__in=authors)


def _who_follow_its_place(change_id):
    idea = _change(change_id).idea
    things = {
        "area": idea.area,
        "topic": idea.topic,
        "organisation": idea.organisation,
        "service": idea.service,
        "hub": idea.hub,
    }
    return [Target(kind, thing.pk, str(thing)) for kind, thing in things.items() if thing]


def _who_follow_it(change_id):
    idea = _change(change_id).idea
    return [Target("idea", idea.pk, f"the idea “{idea.title}”")]


def _published(change_id):
    change = _change(change_id)
    if change is None:
        return None
    idea = change.idea
    where = f"{idea.topic}, {idea.area}. It needs {idea.threshold} supporters to be looked at."
    return Story(
        kicker="New idea",
        title=idea.title,
        text=f"{idea.summary}\n\n{where}",
        path=idea.get_absolute_url(),
        visible=lambda user: idea.is_public and user.pk != idea.author_id,
    )


def _moved(change, kicker, visible):
    idea = change.idea
    answer = None
    if change.new in ANSWERS:
        answer = idea.answers.filter(at=change.at).select_related("body").first()
    text = _in_words(change)
    if answer:
        text = f"{answer.title}\n\n{answer.text}\n\n{answer.body}, {answer.role}."
    return Story(
        kicker=kicker,
        title=f"{change.get_new_display()}: {idea.title}",
        text=text,
        path=idea.get_absolute_url(),
        visible=visible,
        action="See the idea",
    )


def _in_words(change):
    """What a move without an answer says; a joining names the other idea, while it lasts and everybody may see it."""
    survivor = change.idea.survivor
    if change.new == Status.DUPLICATE and survivor:
        other = f"“{survivor}”" if survivor.is_public else "another idea"
        joined = f"It was joined with {other}. Your support counts there from now on."
        return f"{joined} {change.reason}".strip()
    if change.old == Status.DUPLICATE and change.new != Status.REMOVED:
        return f"It stands by itself again. {change.reason}".strip()
    return change.reason or change.get_new_display()


def _for_followers(change_id):
    change = _change(change_id)
    if change is None:
        return None
    idea = change.idea
    return _moved(
        change,
        "An idea you support or follow",
        lambda user: idea.is_public and user.pk != idea.author_id,
    )


def _for_author(change_id):
    change = _change(change_id)
    if change is None:
        return None
    return _moved(change, "News of your idea", lambda user: change.idea.is_public)


PUBLISHED = registry.declare(
    "ideas.published", stream=Stream.FOLLOWING, story=_published, follows=_who_follow_its_place
)
STATUS_CHANGED = registry.declare(
    "ideas.status_changed", stream=Stream.FOLLOWING, story=_for_followers, follows=_who_follow_it
)
OWN_STATUS_CHANGED = registry.declare(
    "ideas.own_status_changed", stream=Stream.ANSWERS, story=_for_author, audience=_author
)
