from django.shortcuts import render
from django.views.decorators.http import require_GET

from smartcounty.common.caching import reading_page


@require_GET
@reading_page
def static_page(request, template):
    """A page of plain words; the table of them stands in urls.py."""
    return render(request, template)
