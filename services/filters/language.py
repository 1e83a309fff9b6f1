"""The words of a search box read with what this county's people say and where its places are."""

from django.core.cache import cache
from django.db.models import Value
from django.utils import timezone

from services.actions import LANGUAGE_KEPT, LANGUAGE_KEY
from services.models import Category, Synonym
from services.rules import asking
from smartcounty.common.parts import remember
from smartcounty.common.searching import Words
from smartcounty.places import actions as places
from smartcounty.places.models import Area, Locality
from smartcounty.places.rules import Found

SHORT_FOR = (" upon ", " on ", " under ")


def read_text(text, place=None):
    """What a text means, and the place it names; a place that was typed beside it goes before one in the text."""
    if not text:
        return asking.NOTHING, place
    language = _language()
    wish = asking.understand(text, language, somewhere=place is not None)
    if not wish.place:
        return wish, place
    found = _locate(wish.place, language.places.values())
    return (wish, found) if found else (asking.understand(text, language, somewhere=True), None)


def _locate(place, names):
    """A named place is the same for everybody, and asked for once a minute; a postcode is kept nowhere."""

    def locate():
        return places.locate(place) or _area(place)

    if place not in names:
        return locate()
    return remember("services.place", (place, timezone.localdate()), locate)


def stretched(wish):
    """For a text that finds nothing: words that mean nothing alone are taken for a phrase that begins with them."""
    return asking.stretch(wish, _language())


def words_in(text, narrowing=()):
    """A text for things that are found by words and by where they are, and have no hours."""
    wish, place = read_text(text)
    return Words(text, wish.groups, place, wish.without_place, narrowing)


def _language():
    language = cache.get(LANGUAGE_KEY)
    if language is None:
        language = _read_language()
        cache.set(LANGUAGE_KEY, language, LANGUAGE_KEPT)
    return language


def _read_language():
    """In one question: kinds of service and what people say; districts, and towns, which count where both have a name.

    A kind means itself, so that in `pharmacy with parking` it is known to be the pharmacy that is needed.
    """
    districts = Area.objects.on(timezone.localdate()).districts()
    rows = Synonym.objects.values_list(Value("meaning"), "said", "meanings").union(
        Category.objects.values_list(Value("kind"), "name", "name"),
        districts.values_list(Value("a place"), "name", Value("")),
        Locality.objects.filter(outward=False).values_list(Value("a town"), "name", Value("")),
        all=True,
    )
    meanings, places = {}, {}
    for kind, name, words in sorted(rows):
        if kind in ("kind", "meaning"):
            meanings[asking.key(name)] = tuple(filter(None, map(str.strip, words.split(","))))
        else:
            places |= _names(name)
    return asking.Language(meanings, places)


def _names(name):
    """A long name also by how it begins: Burton, Burton on Trent."""
    key = asking.key(name)
    names = {key.replace(" ", ""): name, key: name}
    for middle in SHORT_FOR:
        start, found, end = key.partition(middle)
        if found:
            names |= {start: name, f"{start} on {end}": name}
    return names


def _area(name):
    """The middle of a district."""
    today = timezone.localdate()
    area = Area.objects.on(today).districts().filter(name=name, latitude__isnull=False).first()
    return area and Found(area.name, area.latitude, area.longitude, area, False)
