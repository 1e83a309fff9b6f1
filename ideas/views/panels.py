"""What other pages show of ideas. Each loader costs two queries at the most, however many ideas there are."""

from django.utils import timezone

from ideas.models import Idea
from smartcounty.moderation.models import Case

SHOWN = 4


def about_service(service, request):
    """Ideas growing at a service: the liveliest first."""
    return _growing("service", service)


def growing_depends_on(service):
    """The very cards that it shows, and the day, from which one of them may be late."""
    return service.slug, _today(), Idea.objects.liveliest_at("service", service, most=SHOWN)


def at_hub(hub, request):
    return _growing("hub", hub)


def needing_you(thing, request):
    """For the home page: ideas nearest to the mark at which a body must look."""
    return {
        "ideas": list(Idea.objects.public().needing_support().for_cards()[:3]),
        "today": _today(),
    }


def own(user, request):
    """Everything a person has posted or begun, with its state."""
    ideas = Idea.objects.by_author(user).select_related("owner", "survivor", "area")
    ideas = list(ideas.defer("search")[:100])
    changes = Case.objects.changes_to(Idea, [idea.pk for idea in ideas])
    return {
        "ideas": [(idea, idea.mark(today=_today()), changes.get(idea.pk)) for idea in ideas],
    }


def _growing(name, thing):
    ideas = Idea.objects.liveliest_at(name, thing, most=SHOWN)
    return {"ideas": ideas, "today": _today(), "name": name, "slug": thing.slug}


def _today():
    return timezone.localdate()
