"""What people of the demonstration keep on their lists, so that pages can tell what people also used."""

from feedback import periodic
from services.actions import lists
from services.models import Service

TOGETHER = [
    ("The Long Table", "Quiet Swim", "Talking Tablets"),
    ("Talking Tablets", "Brewhouse Choir"),
]
KEEPERS = 12  # of each; fewer than ten tell nothing


def make_lists(people):
    keepers = [person for person in people.values() if person.is_trusted][:KEEPERS]
    wanted = {name for names in TOGETHER for name in names}
    keys = dict(Service.objects.filter(name__in=wanted).values_list("name", "pk"))
    for person in keepers:
        for names in TOGETHER:
            lists.bring_list([keys[name] for name in names], by=person)
    periodic.link_services()
