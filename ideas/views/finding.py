from urllib.parse import urlencode

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone

from ideas.filters import IdeaFilter
from ideas.models import Idea
from ideas.views.lists import facet_names
from smartcounty.common.registry import NOTHING, Found
from smartcounty.common.searching import WHY


def found_ideas(words, request, *, start, size):
    """For the one search: ideas that hold the words; if none does, those that sound like them."""
    ideas = Idea.objects.public()
    if words.narrowing:
        ideas = IdeaFilter(words.params, facet_names()).narrow(ideas)
    rows = _some(ideas.search(words), start, size)
    rows = rows or _some(ideas.sounding_like(words.rest), start, size)
    if not rows:
        return NOTHING
    today = timezone.localdate()
    url = f"{reverse('ideas:list')}?{urlencode([('q', words.text), *words.narrowing])}"
    return Found(rows[0].total, [(row, today, _why(row)) for row in rows], url)


def _why(idea):
    """Where the words stand, if not in the title, which everybody sees."""
    return WHY.get(getattr(idea, "found_in", ""), "")


def _some(ideas, start, size):
    """The best of them, each with the number of all, in one question."""
    counted = ideas.annotate(total=Window(Count("pk"))).order_by("-rank", "-pk")
    return list(counted.for_cards()[start : start + size])
