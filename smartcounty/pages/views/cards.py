"""Cards of the apps below, as the pages that draw on all of them show them."""

from dataclasses import dataclass

from services.actions import card
from services.views.lists import opening_words


@dataclass(frozen=True)
class ServiceCard:
    """A stored card in its two halves, and the words for now that stand between them."""

    head: str
    foot: str
    opening: tuple


def service_cards(services, at):
    """Of services loaded `for_cards` and `with_opening`."""
    return [ServiceCard(*card(service), opening_words(service, at)) for service in services]
