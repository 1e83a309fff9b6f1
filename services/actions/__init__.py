"""What is done to services, each in its own module; other apps import from here."""

from services.actions.cards import rebuild_cards, refresh, refresh_card

__all__ = ["rebuild_cards", "refresh", "refresh_card"]
