from django.shortcuts import render
from django.views.decorators.http import require_GET

from smartcounty.common.caching import reading_page
from smartcounty.common.registry import panels


@require_GET
@reading_page
def home(request):
    context = {"panels": panels("pages.home", None, request)}
    return render(request, "pages/home.html", context)
