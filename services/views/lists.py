from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.template.defaultfilters import truncatechars
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_GET

from services import actions
from services.choices import Sort, Status
from services.filters import Asked, Links, ServiceFilter
from services.forms import SearchForm
from services.models import Service
from services.rules import hours
from services.templatetags.services_tags import card_list
from smartcounty.common.caching import reading_page
from smartcounty.common.crawlers import not_endlessly
from smartcounty.common.maps import map_page
from smartcounty.common.page_cache import known
from smartcounty.common.pagination import page_numbered, rows_of
from smartcounty.common.parts import Frame, framed, remember
from smartcounty.places.rules import METRES_A_MILE
from smartcounty.places.views import areas_of_today


@dataclass(frozen=True)
class Card:
    """A stored card in its two halves, and what stands between them only now and here."""

    head: str
    foot: str
    opening: tuple
    metres: float | None
    why: str


# Where the words were found, if not in the name, which everybody sees.
TITLE_LENGTH = 60
WHY = {"kind": "Fits by its kind, place or provider", "text": "Fits by its description"}


@require_GET
@reading_page
@not_endlessly
@areas_of_today
@map_page
def service_list(request):
    at = timezone.now()
    request.GET = known(request.GET)
    page = framed(
        request,
        "services/service_list.html",
        "services.list",
        request.GET.urlencode(),
        lambda: _frame(request, at),
        holes=["cards"],
    )
    return page.filled(cards=card_list(_cards(page.rows, at)))


def _frame(request, at):
    form = SearchForm(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("q", "")
    asked = Asked.read(request.GET, text=text, place=form.place)
    # Lists hold less than anybody may see, so no more is asked of a row than that it is listed.
    services = Service.objects.all()
    found = ServiceFilter(asked, services=services, at=at, whole=request.GET.get("all", ""))
    page = page_numbered(request.GET.get("page", "1"), total=found.total)
    asked = found.asked
    links = Links(asked, near=request.GET.get("postcode", "") if form.place else "")
    context = {
        "form": form,
        "postcode_error": next(iter(form["postcode"].errors), ""),
        "asked": asked,
        "page": page,
        "title": _title(found.total, asked),
        "notes": [*_notes(found, form), *_whereabouts(asked.place, form.asked_back, links)],
        "panel": _panel(found, links),
        "chips": _chips(found, links),
        "sorts": [sort for sort in Sort.choices if sort[0] != Sort.DISTANCE or asked.place],
        "links": links,
        "unsure": _unsure(found, links),
        "ways_on": _ways_on(found, links),
    }
    return Frame(
        title=_page_title(page, asked, has_errors=bool(form.errors)),
        canonical=links.path if page.number == 1 else f"{links.path}?page={page.number}",
        is_for_search_engines=not (links.narrowing or links.sort or asked.text or asked.place),
        top=render_to_string("services/_list_top.html", context, request),
        end=render_to_string("services/_list_end.html", context, request),
        rows=found.rows(rows_of(page)),
    )


def _page_title(page, asked, *, has_errors):
    """Services for “lunch” near Stafford, 37 results, page 2"""
    total = page.paginator.count
    return "".join(
        [
            "Error: " if has_errors else "",
            f"Services for “{truncatechars(asked.text, TITLE_LENGTH)}”"
            if asked.text
            else "Services",
            f" near {asked.place.label}" if asked.place else "",
            f", {total} result{'' if total == 1 else 's'}",
            f", page {page.number}" if page.number > 1 else "",
        ]
    )


def _cards(rows, at):
    """The cards of what was found, in its order, as they are now."""
    found = Service.objects.cards_of((row["pk"] for row in rows), at=at)
    services = {service.pk: service for service in found}
    return [card_of(services[row["pk"]], at, row) for row in rows if row["pk"] in services]


def _panel(found, links):
    """The filters, drawn once for all who ask the same."""

    def draw():
        facets = [(facet, links.with_whole(facet.name)) for facet in found.facets]
        return render_to_string("services/_filters.html", {"facets": facets, "links": links})

    return remember("services.panel", (found.question, found.whole, links.kept_by_filters), draw)


def card_of(service, at, found=None):
    """`found` has what only the question tells of the service: how far it is, and where the words stand in it."""
    found = service.__dict__ if found is None else found
    head, foot = actions.card(service)
    miles = found.get("miles")
    return Card(
        head=head,
        foot=foot,
        opening=opening_words(service, at),
        metres=None if miles is None else miles * METRES_A_MILE,
        why=WHY.get(found.get("found_in"), ""),
    )


def opening_words(service, at, *, schedules=()):
    """The mark and words for now, of a service loaded `with_opening`, on the county's clock."""
    zone = timezone.get_default_timezone()
    interval = service.opening and tuple(end.astimezone(zone) for end in service.opening)
    now = at.astimezone(zone)
    return closed_words(service, at) or hours.now_words(
        interval, now, has_hours=service.has_hours, schedules=schedules
    )


def closed_words(service, at):
    """The same for a service that is closed for now or for good; None for one that runs."""
    if service.status == Status.CLOSED_FOR_NOW:
        return hours.closed_words(service.closed_until, timezone.localdate(at))
    return None if service.is_running else ("shut", service.get_status_display())


def _title(total, asked):
    """37 services near Stafford"""
    words = f"{total:,} service{'' if total == 1 else 's'}"
    return f"{words} near {asked.place.label}" if asked.place else words


def _notes(found, form):
    """What was done with the text, where it was not simply looked for."""
    text = found.asked.text
    if form.cut:
        yield "That was very long. We searched for its first 200 characters."
    meanings = found.asked.wish.meanings if found.is_searched else []
    if meanings:
        yield f"We also looked for {', '.join(meanings[:4])}."
    if found.is_hours_unknown and found.total and not found.asked.day:
        when = found.asked.wish.when.words
        yield f"None of them says that it is open {when}. These do not say when they are open."
    if found.is_too_common:
        yield f"The words “{text}” are too common to search for, so these are all services."
    elif found.meant and found.exact:
        yield f"Few services hold the words “{text}”. We looked for “{found.meant}” too."
    elif found.meant and found.tally["found"]:
        yield f"No service holds the words “{text}”. We looked for “{found.meant}”."
    elif not found.every and len(found.wishes[-1].groups) == 1 and found.tally["found"]:
        begun = found.wishes[-1].terms[0]
        yield f"{_few(found)} the word “{begun}”. We looked for words that begin with it too."
    elif not found.every and found.tally["found"]:
        yield f"{_few(found)} all of the words “{text}”. We looked for some of them too."
    elif found.is_likeness and found.tally["found"]:
        yield f"No service holds the words “{text}”. These have names that sound like it."


def _whereabouts(place, asked_back, links):
    """In which district a place is; for one that was not found, those that may have been meant."""
    if place and place.area is None:
        county = settings.COUNTY["name"]
        yield f"{place.label} is outside {county}. These are the nearest services in it."
    elif place and str(place.area) != place.label:
        url = reverse("pages:area", args=[place.area.slug])
        area = format_html('<a class="sc-link" href="{}">{}</a>', url, place.area)
        yield format_html("{} is in {}.", place.label, area)
    if asked_back and asked_back.choices:
        meant = [(links.with_place(one.full_label), one.full_label) for one in asked_back.choices]
        listed = format_html_join(", ", '<a class="sc-link" href="{}">{}</a>', meant)
        yield format_html("Did you mean {}?", listed)


def _few(found):
    """Few or none, and near the place if one is named."""
    near = f" near {found.asked.place.label}" if found.asked.place else ""
    return f"Few services{near} hold" if found.exact else "No service holds"


def _chips(found, links):
    """One for each chosen thing, with the address without it."""
    asked = found.asked
    chips = []
    if asked.place:
        chips.append((f"Near {asked.place.label}", links.without_place()))
    if asked.wish.when and not asked.day:
        chips.append((f"Open {asked.wish.when.words}", links.without_when()))
    for name, value in links.narrowing:
        if name == "time":  # said with its day
            continue
        chips.append((found.words_for(name, value), links.without(name, value)))
    return chips


def _unsure(found, links):
    """Those that would fit but do not tell their hours: a sentence, a link; None where that is no question."""
    number = found.tally.get("unknown_hours", 0)
    if not number or found.is_hours_unknown or found.asked.is_with_unknown_hours:
        return None
    more = " more" if found.total else ""
    if number == 1:
        return f"1{more} does not say when it is open.", "Show it too", links.with_unknown_hours()
    words = f"{number:,}{more} do not say when they are open."
    return words, "Show them too", links.with_unknown_hours()


def _ways_on(found, links):
    """What an empty list offers: less narrow, further away, what else there is."""
    if found.total:
        return []
    asked, ways = found.asked, []
    if asked.miles:
        ways.append(("Look further away", links.without_all("within")))
    if asked.wish.when and not asked.day:
        ways.append(("Look at any time", links.without_when()))
    if asked.day or asked.is_open:
        ways.append(("Look at any time", links.without_all("open", "day", "time", "hours")))
    if asked.areas:
        ways.append(("Look in the whole county", links.without_all("area")))
    if asked.is_narrowed and asked.text:
        ways.append((f"Search for “{asked.text}” without the filters", links.clear))
    for slug, name in found.kinds_nearby:
        ways.append((f"All under {name}", f"{links.path}?{urlencode({'category': slug})}"))
    if asked.is_narrowed or asked.text:
        ways.append(("See all services", links.path))
    words = f"?{urlencode({'q': asked.text})}" if asked.text else ""
    return [*ways, ("Ask us a question", f"{reverse('pages:write')}{words}")]
