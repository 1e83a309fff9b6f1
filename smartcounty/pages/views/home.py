from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import MD5, Cast, Concat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from hubs.lifecycle import Status
from hubs.models import Hub
from hubs.views import card as hub_card
from ideas import rules as idea_rules
from ideas.models import Answer, Idea
from services.models import OpeningInterval, Service
from smartcounty.common.caching import reading_page
from smartcounty.common.parts import Frame, framed
from smartcounty.common.registry import panels
from smartcounty.pages.views.cards import service_cards
from smartcounty.places.models import Topic

SHOWN = 3
TRIES = ("lunch club", "repair", "somewhere warm")


@require_GET
@reading_page
def home(request):
    page = framed(request, "pages/home.html", "pages.home", "", lambda: _frame(request))
    return page.filled()


def _frame(request):
    at = timezone.now()
    services, is_today = _services(at)
    found_at = reverse("services:list")
    context = {
        "county": settings.COUNTY,
        "tries": [(words, f"{found_at}?{urlencode({'q': words})}") for words in TRIES],
        "answers": [_told(answer) for answer in _answers()],
        "panels": panels("pages.home", None, request),
        "topics": _topics(),
        "services": service_cards(services, at),
        "is_today": is_today,
        "hubs": [hub_card(hub) for hub in _hubs(at)],
    }
    return Frame(
        title="Find what helps, say how it went",
        is_for_search_engines=True,
        top=render_to_string("pages/_home.html", context),
    )


def _answers():
    """The newest official answer of each idea that has one lately; refusals as much as the rest."""
    newest = Answer.objects.filter(idea__in=Idea.objects.public(), at=F("idea__answered_at"))
    return newest.select_related("idea", "body").order_by("-at", "-pk")[:SHOWN]


def _told(answer):
    """An answer as the thread shows it: what was said, what the body says, and what follows."""
    idea = answer.idea
    step = idea_rules.beads(idea.status)[1].partition(": ")[0]
    follows = (idea_rules.mark(idea.status).text, step)
    refused = idea.status == "declined"
    if refused and answer.would_change:
        follows = ("What could change it", answer.would_change)
    return {"idea": idea, "answer": answer, "refused": refused, "follows": follows}


def _topics():
    """Topics with how many services and ideas each has: both are counted once for all topics, in the one question."""
    counted = Topic.objects.in_order().annotate(
        of_services=ArraySubquery(Service.objects.listed().topics_counted()),
        of_ideas=ArraySubquery(Idea.objects.public().topics_counted()),
    )
    topics = list(counted)
    for topic in topics:
        topic.service_count = _number_of(topic, topic.of_services)
        topic.idea_count = _number_of(topic, topic.of_ideas)
    return topics


def _number_of(topic, rows):
    return next((row["number"] for row in rows if row["topic"] == topic.pk), 0)


def _services(at):
    """The best rated that open yet today; late at night the best rated at all, and whether it is today's."""
    today = timezone.localdate(at)
    midnight = datetime.combine(
        today + timedelta(days=1), time(), tzinfo=timezone.get_current_timezone()
    )
    opening = OpeningInterval.objects.filter(closes_at__gt=at, opens_at__lt=midnight)
    listed = Service.objects.listed()
    found = _best(listed.filter(pk__in=opening.values("service")), at)
    return (found, True) if found else (_best(listed, at), False)


def _best(services, at):
    """Those with a score go before those without one.

    The first part comes from an index in its order, and the others are only looked at where it is too short.
    """
    by = ("-rating_ranked", "name_key", "pk")
    scored = Q(is_demoted=False, rating_shown__isnull=False)
    last = Case(When(rating_shown=None, then=1), default=0)
    first = services.filter(scored).order_by(*by)[:SHOWN]
    others = services.exclude(scored).order_by("is_demoted", last, *by)[:SHOWN]
    keys = first.values("pk").union(others.values("pk"), all=True)[:SHOWN]
    best = Service.objects.filter(pk__in=keys).order_by("is_demoted", last, *by)
    return list(best.for_cards().with_opening(at))


def _hubs(at):
    """Another one comes first each day, so that small places are seen too; the same all day for everybody."""
    seed = Value(timezone.localdate(at).isoformat())
    turn = MD5(Concat(Cast("pk", CharField()), seed, output_field=CharField()))
    hubs = Hub.objects.public().filter(status=Status.OPEN)
    return hubs.for_cards().order_by(turn, "pk")[:SHOWN]
