from django.http import JsonResponse
from django.views.decorators.http import require_GET

from services.filters import suggest
from smartcounty.common.caching import reading_page
from smartcounty.common.text import clean


@require_GET
@reading_page
def service_suggestions(request):
    """What the search box offers for what stands in it: a list of pairs, the words and what they are."""
    found = suggest(clean(request.GET.get("q", "")))
    return JsonResponse(found, safe=False)
