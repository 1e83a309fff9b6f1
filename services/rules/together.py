"""Which services the same people use, from pairs of a person and a service; no database.

Nobody is followed: the pairs are public reviews and lists of saved services, and a link between two services is made
of ten people at the least, so that it tells nothing of any one of them.
"""

from collections import Counter
from itertools import groupby
from math import sqrt

LEAST_PEOPLE = 10
MOST_LINKS = 4
PARTS = 8  # of the pairs, counted one after the other: millions at once would take half a gigabyte
MOST_OF_ONE = 100  # whoever names more says little by each


def links(used):
    """Rows of service, other, people and position, the closest first, from rows of person and service in order.

    Close is what shares many people for its size: what everybody uses is close to nothing in particular.
    """
    return linked(*gathered(used))


def linked(lists, alone):
    """The same from what `gathered` gives; this takes a while, and needs no row any more."""
    near = {}
    for part in range(PARTS):
        for (one, other), people in _together(lists, part).items():
            if people >= LEAST_PEOPLE:
                closeness = people / sqrt(alone[one] * alone[other])
                near.setdefault(one, []).append((-closeness, other, people))
                near.setdefault(other, []).append((-closeness, one, people))
    return [
        (service, other, people, position)
        for service, rows in sorted(near.items())
        for position, (_, other, people) in enumerate(sorted(rows)[:MOST_LINKS])
    ]


def gathered(used):
    """What each person used, of what enough people used, and how many used each; people with one thing left out."""
    known, alone, lists = {}, Counter(), []
    for _, rows in groupby(used, key=lambda row: row[0]):
        services = sorted({known.setdefault(service, service) for _, service in rows})[:MOST_OF_ONE]
        alone.update(services)
        if len(services) > 1:
            lists.append(services)
    enough = ([one for one in services if alone[one] >= LEAST_PEOPLE] for services in lists)
    return [services for services in enough if len(services) > 1], alone


def _together(lists, part):
    """How many people used both of each pair whose first is of this part."""
    together = Counter()
    for services in lists:
        for place, one in enumerate(services, start=1):
            if hash(one) % PARTS == part:
                together.update((one, other) for other in services[place:])
    return together
