from urllib.parse import urlencode

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone

from ideas.models import Idea
from smartcounty.common.registry import NOTHING, Found


def found_ideas(text, request, *, start, size):
    """For the one search: ideas that hold the words; if none does, those that sound like them."""
    ideas = Idea.objects.public()
    rows = _some(ideas.search(text), start, size) or _some(ideas.sounding_like(text), start, size)
    if not rows:
        return NOTHING
    today = timezone.localdate()
    url = f"{reverse('ideas:list')}?{urlencode({'q': text})}"
    return Found(rows[0].total, [(row, today) for row in rows], url)


def _some(ideas, start, size):
    """The best of them, each with the number of all, in one question."""
    counted = ideas.annotate(total=Window(Count("pk"))).order_by("-rank", "-pk")
    return list(counted.for_cards()[start : start + size])
