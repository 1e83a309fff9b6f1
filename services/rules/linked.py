"""What a service's page tells machines, in the vocabulary of schema.org; what is not known is left out."""

from services.rules.openings import parse_by_day
from services.rules.words import first_sentence
from smartcounty.places.rules import outward_of

VOCABULARY = "https://schema.org"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MIDNIGHT, LAST_MINUTE = "00:00", "23:59"


def service(service, *, url, locations, schedules):
    """The service as a tree of dictionaries. It says no more than the page: a masked address stays masked."""
    return _known(
        {
            "@context": VOCABULARY,
            "@type": "Service",
            "@id": url,
            "url": url,
            "name": service.name,
            "description": service.summary or first_sentence(service.description),
            "serviceType": service.lead_category and service.lead_category.name,
            "provider": {"@type": "Organization", "name": service.organisation.name},
            "areaServed": [_area(row) for row in service.area_list if _area(row)],
            "audience": _audience(service),
            "availableChannel": _channels(service, locations),
            "hoursAvailable": list(filter(None, map(_hours, schedules))),
            "offers": [_offer(row) for row in service.cost_list if row["amount"] is not None],
            "aggregateRating": _rating(service),
        }
    )


def _known(fields):
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _area(row):
    return row["name"] and {"@type": "AdministrativeArea", "name": row["name"]}


def _audience(service):
    ages = _known(
        {
            "suggestedMinAge": _number(service.minimum_age),
            "suggestedMaxAge": _number(service.maximum_age),
        }
    )
    return {"@type": "PeopleAudience", **ages} if ages else None


def _number(value):
    """Nought is an age as any other."""
    return None if value is None else float(value)


def _channels(service, locations):
    """Each place, then the ways to reach it from anywhere."""
    channels = [
        {"@type": "ServiceChannel", "serviceLocation": _place(location, service)}
        for location in locations
    ]
    away = _known(
        {
            "servicePhone": [_phone(row) for row in service.phone_list],
            "serviceUrl": service.url,
            "availableLanguage": [row["name"] for row in service.language_list],
        }
    )
    if away:
        channels.append({"@type": "ServiceChannel", **away})
    return channels


def _phone(row):
    return _known(
        {
            "@type": "ContactPoint",
            "telephone": row["number"],
            "contactType": row["description"] or "customer service",
        }
    )


def _place(location, service):
    masked = service.mask_address
    address = _known(
        {
            "@type": "PostalAddress",
            "streetAddress": "" if masked else location.address,
            "addressLocality": location.town,
            "addressRegion": location.county,
            "postalCode": outward_of(location.postcode) if masked else location.postcode,
            "addressCountry": "GB",
        }
    )
    return _known(
        {
            "@type": "Place",
            "name": "" if masked else location.name,
            "address": address,
            "geo": None if masked else _point(location),
        }
    )


def _point(location):
    if location.latitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": location.latitude,
        "longitude": location.longitude,
    }


def _hours(schedule):
    """Only what comes round each week: the vocabulary has no words for the rest."""
    weekly = schedule.frequency == "WEEKLY" and schedule.interval == 1
    days = sorted({weekday for _, weekday in parse_by_day(schedule.by_day)})
    if not weekly or not days or schedule.opens_at is None:
        return None
    all_day = schedule.opens_at == schedule.closes_at
    return _known(
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"{VOCABULARY}/{DAY_NAMES[weekday]}" for weekday in days],
            "opens": MIDNIGHT if all_day else f"{schedule.opens_at:%H:%M}",
            "closes": LAST_MINUTE if all_day else f"{schedule.closes_at:%H:%M}",
            "validFrom": schedule.valid_from and schedule.valid_from.isoformat(),
            "validThrough": schedule.valid_to and schedule.valid_to.isoformat(),
        }
    )


def _offer(row):
    return _known(
        {
            "@type": "Offer",
            "name": row["option"],
            "description": row["description"],
            "price": f"{row['amount']:.2f}",
            "priceCurrency": "GBP",
        }
    )


def _rating(service):
    """Left out while the score is: there are too few reviews for one."""
    if service.rating_shown is None:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": float(service.rating_shown),
        "reviewCount": service.rating_count,
        "bestRating": 5,
        "worstRating": 1,
    }
