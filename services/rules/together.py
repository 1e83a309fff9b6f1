"""Which services the same people use, from pairs of a person and a service; no database.

Nobody is followed: the pairs are public reviews and lists of saved services, and a link between two services is made
of ten people at the least, so that it tells nothing of any one of them.
"""

from collections import Counter
from itertools import combinations, groupby
from math import sqrt

LEAST_PEOPLE = 10
MOST_LINKS = 4
MOST_OF_ONE = 100  # whoever names more says little by each


def links(used):
    """Rows of service, other, people and position, the closest first, from rows of person and service in order.

    Close is what shares many people for its size: what everybody uses is close to nothing in particular.
    """
    alone, together = Counter(), Counter()
    for _, rows in groupby(used, key=lambda row: row[0]):
        services = sorted({service for _, service in rows})[:MOST_OF_ONE]
        alone.update(services)
        together.update(combinations(services, 2))
    near = {}
    for (one, other), people in together.items():
        if people >= LEAST_PEOPLE:
            closeness = people / sqrt(alone[one] * alone[other])
            near.setdefault(one, []).append((-closeness, other, people))
            near.setdefault(other, []).append((-closeness, one, people))
    return [
        (service, other, people, position)
        for service, rows in sorted(near.items())
        for position, (_, other, people) in enumerate(sorted(rows)[:MOST_LINKS])
    ]
