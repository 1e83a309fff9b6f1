from django.core.paginator import Page, Paginator
from django.http import Http404

PAGE_SIZE = 20
LAST_PAGE = 500


def page_of(queryset, number, *, total, size=PAGE_SIZE):
    """One page by deferred join: keys off the index, then rows for those keys.

    `number` is the text from the address; anything but a canonical page number of this list is a 404.
    `total` is known already, so that no COUNT runs in a request.
    """
    paginator = Paginator(queryset, size)
    paginator.count = total
    paginator.num_pages = min(paginator.num_pages, LAST_PAGE)
    if number not in map(str, paginator.page_range):
        raise Http404("Narrow your search")

    start = (int(number) - 1) * size
    keys = list(queryset.values_list("pk", flat=True)[start : start + size])
    rows = {row.pk: row for row in queryset.order_by().filter(pk__in=keys)}
    return Page([rows[key] for key in keys if key in rows], int(number), paginator)
