"""What a service's page says, from its rows: the four first questions, its places, whom to ask, what it costs."""

from dataclasses import dataclass

from services.rules.hours import open_days
from services.rules.words import access_icon, ages, dial, first_sentence, money, tells_price
from smartcounty.places.rules import outward_of

MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"
LONGEST_ANSWER = 110


@dataclass(frozen=True)
class Place:
    """A place as people may see it: a masked one has its town and the first half of its postcode alone."""

    name: str
    lines: list
    map_url: str
    note: str
    description: str
    facts: list  # of (icon, words)


def place(location, service):
    facts = [(access_icon(fact["text"]), _fact(fact)) for fact in location.fact_list]
    if service.mask_address:
        line = " ".join(filter(None, [location.town, outward_of(location.postcode)]))
        note = "You get the exact address when you get in touch."
        return Place(line or "A place", [], "", note, "", facts)
    has_point = location.latitude is not None
    return Place(
        name=location.name or location.address,
        lines=_lines(location) if location.name else location.lines[1:],
        map_url=MAP.format(location.latitude, location.longitude) if has_point else "",
        note="",
        description=location.description,
        facts=facts,
    )


def where(service, location):
    """Where to go, on one line; of a masked place only what everybody may know."""
    if location is None or service.mask_address:
        return " ".join(filter(None, [service.town, service.postcode]))
    return ", ".join(filter(None, [location.name, *_lines(location)]))


def about(service):
    """The description without the sentence that already stands at the head of the page."""
    return service.description.removeprefix(service.summary).strip()


def languages(service):
    """The languages it is offered in; English alone goes without saying."""
    names = [row["name"] for row in service.language_list]
    return [] if names == ["English"] else names


def glance(service, opening, places, tables):
    """When, where, what it costs, for whom; what is not known says so."""
    return [
        _when(service, opening, tables),
        _where(service, places),
        _cost(service),
        _for_whom(service),
    ]


def desks(service):
    """Each contact with its numbers, then the numbers of nobody in particular."""
    phones = [{**row, "dial": dial(row["number"])} for row in service.phone_list]
    rows = [
        {
            "title": contact["title"] or contact["name"],
            "email": contact["email"],
            "phones": [row for row in phones if row["contact"] == contact["pk"]],
        }
        for contact in service.contact_list
    ]
    rows.append(
        {"title": "", "email": "", "phones": [row for row in phones if row["contact"] is None]}
    )
    return [row for row in rows if row["email"] or row["phones"]]


def costs(service):
    """Pairs of what for and how much, where there is more than one or more to say."""
    return [
        {
            "option": row["option"] or row["description"],
            "price": _price(row["amount"]),
            "more": row["description"] if row["option"] != row["description"] else "",
        }
        for row in service.cost_list
    ]


def prices(service):
    """One line for each thing it may cost; words that tell their price are left as they are."""
    if len(service.cost_list) < 2:
        return [service.cost_words] if service.cost_words else []
    return [_price_line(row) for row in service.cost_list]


def areas(service):
    """The whole county, or the names of the areas it is offered in."""
    if any(row["is_county_wide"] for row in service.area_list):
        return "the whole county"
    names = sorted({row["name"] for row in service.area_list if row["name"]})
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _when(service, opening, tables):
    _, words = opening
    if len(tables) > 1:
        more = "The hours are not the same at each place."
    else:
        more = open_days(tables[0].days) if tables else "Ask before you go."
    return {"icon": "clock", "question": "When is it open?", "answer": words, "more": more}


def _where(service, places):
    named = areas(service)
    more = f"Offered in {named}." if named else ""
    if len(places) > 1:
        more = f"And {len(places) - 1} more place{'s' if len(places) > 2 else ''}. {more}"
    answer = service.town or (places[0].name if places else "No fixed place")
    return {"icon": "pin", "question": "Where is it?", "answer": answer, "more": more}


def _cost(service):
    more = next((row["description"] for row in service.cost_list if row["description"]), "")
    answer = service.cost_words or "Not known"
    return {
        "icon": "pound",
        "question": "What does it cost?",
        "answer": answer,
        "more": (more if more != answer else "") if service.cost_words else "Ask before you go.",
    }


def _for_whom(service):
    known = service.minimum_age is not None or service.maximum_age is not None
    answer = ages(service.minimum_age, service.maximum_age)
    return {
        "icon": "heart",
        "question": "Is it for me?",
        "answer": answer if known or service.eligibility else "Anyone, as far as we know",
        "more": first_sentence(service.eligibility, longest=LONGEST_ANSWER),
    }


def _price_line(row):
    words, price = row["option"] or row["description"], _price(row["amount"])
    if words and price and not tells_price(words):
        return f"{words}: {price}"
    return words or price


def _price(amount):
    if amount is None:
        return ""
    return money(amount) if amount else "Free"


def _lines(location):
    """The address below the name, which some write into both."""
    lines = [line.removeprefix(f"{location.name}, ") for line in location.lines]
    return [line for line in lines if line != location.name]


def _fact(fact):
    return f"{fact['text']}. {fact['details']}" if fact["details"] else fact["text"]
