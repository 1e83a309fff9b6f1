from django.core.paginator import Page, Paginator
from django.http import Http404

PAGE_SIZE = 20
LAST_PAGE = 500


def page_of(queryset, number, *, total, size=PAGE_SIZE):
    """One page by deferred join: keys off the index, then rows for those keys. See `page_numbered`."""
    page = page_numbered(number, total=total, size=size)
    keys = list(queryset.values_list("pk", flat=True)[rows_of(page)])
    rows = {row.pk: row for row in queryset.order_by().filter(pk__in=keys)}
    page.object_list = [rows[key] for key in keys if key in rows]
    return page


def page_numbered(number, *, total, size=PAGE_SIZE):
    """A page without its rows yet.

    `number` is the text from the address; anything but a canonical page number of this list is a 404.
    `total` is known already, so that no COUNT runs in a request.
    """
    paginator = Paginator([], size)
    paginator.count = total
    paginator.num_pages = min(paginator.num_pages, LAST_PAGE)
    if number not in map(str, paginator.page_range):
        raise Http404("Narrow your search")
    return Page([], int(number), paginator)


def rows_of(page):
    """Which rows of the list stand on the page."""
    size = page.paginator.per_page
    return slice((page.number - 1) * size, page.number * size)
