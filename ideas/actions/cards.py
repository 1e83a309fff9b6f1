"""The stored HTML of a card, so that a list of twenty renders nothing.

What depends on the day or the reader stands between marks in it, and `ideas_tags.idea_card` fills it in.
"""

from hashlib import sha256

from django.db import transaction
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.text import Truncator

from ideas import rules
from ideas.lifecycle import PUBLIC, Status
from ideas.models import Idea

TEMPLATE = "ideas/_card.html"
PARTS = (TEMPLATE, "components/card.html", "components/meter.html", "components/beads.html")
CHUNK = 200
ROOM = 60  # characters beside the count, at the foot


def refresh_card(idea):
    """Render the card anew from the row as it stands; call it in the transaction that holds and changed it.

    What is removed has no card; it gets one when it comes back.
    """
    fresh = _with_places(Idea.objects.all()).get(pk=idea.pk)
    if fresh.status not in PUBLIC:
        return
    _store(fresh, current_hash())
    idea.card_html, idea.card_hash = fresh.card_html, fresh.card_hash


def rebuild_cards(*, everything=False):
    """Render the cards whose template has changed since, a locked chunk at a time; returns how many."""
    wanted, made, last = current_hash(), 0, 0
    ideas = _with_places(Idea.objects.public()).order_by("pk")
    if not everything:
        ideas = ideas.exclude(card_hash=wanted)
    while True:
        with transaction.atomic():
            chunk = ideas.filter(pk__gt=last).select_for_update(of=("self",), no_key=True)
            chunk = list(chunk[:CHUNK])
            for idea in chunk:
                _store(idea, wanted)
        if not chunk:
            return made
        last, made = chunk[-1].pk, made + len(chunk)


def _with_places(ideas):
    return ideas.select_related("area", "topic", "owner", "survivor").defer("search", "body")


def current_hash():
    """Of everything a card is made of, the address of the drawings included, as releases rename them."""
    sources = [get_template(name).template.source for name in PARTS]
    return sha256("".join([*sources, static("img/icons.svg")]).encode()).hexdigest()[:16]


def draw(idea):
    """The HTML of the card of an idea that is loaded with its places."""
    return " ".join(get_template(TEMPLATE).render(_context(idea)).split())


def _store(idea, template_hash):
    idea.card_html = draw(idea)
    idea.card_hash = template_hash
    Idea.objects.filter(pk=idea.pk).update(card_html=idea.card_html, card_hash=template_hash)


def _context(idea):
    trial = idea.trials.order_by("-pk").first() if idea.status == Status.TRIAL else None
    until = trial and trial.ends_on
    gathering = idea.status == Status.OPEN
    # How it came to where it is matters only once it has left there.
    moved = None if gathering else _last_move(idea)
    beads, label = rules.beads(idea.status, came_from=moved.old if moved else "")
    left = idea.support_left
    return {
        "idea": idea,
        "url": idea.get_absolute_url(),
        "title": idea.title,
        "zone": "ideas",
        "level": 3,
        "mark": idea.mark(until=until, short=True),
        "gathering": gathering,
        "meter": f"{idea.support_count} of {idea.threshold} supporters",
        "rest": f"{left} to go" if left else "Mark reached",
        "beads": beads,
        "label": label,
        "count": _counted(idea.comment_count, "comment")
        if gathering
        else _counted(idea.support_count, "supporter"),
        "due": _due(idea, until, moved),
    }


def _last_move(idea):
    return idea.history.filter(new=idea.status).order_by("-version").first()


def _due(idea, until, moved):
    """The one thing about its stage that a reader wants to know next."""
    match idea.status:
        case Status.IN_REVIEW:
            return f"Answer by {rules.day_month(idea.due_on)}"
        case Status.TRIAL if until:
            return f"Until {rules.day_month(until)}"
        case Status.DECLINED:
            answer = idea.answers.order_by("-version").first()
            return Truncator(answer.would_change).chars(ROOM) if answer else ""
        case Status.EVALUATED if moved and len(moved.reason) <= ROOM:
            return moved.reason
        case Status.OPEN:
            return ""
        case _:
            return _counted(idea.comment_count, "comment")


def _counted(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"
