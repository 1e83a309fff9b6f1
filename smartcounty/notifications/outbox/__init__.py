"""The way out: rows in the caller's transaction, sent by a worker. Celery only rings the bell."""

from smartcounty.notifications.outbox.claims import erase_words, settle_abandoned
from smartcounty.notifications.outbox.fanout import publish
from smartcounty.notifications.outbox.poking import poke
from smartcounty.notifications.outbox.sending import send

__all__ = ["erase_words", "poke", "publish", "send", "settle_abandoned"]
