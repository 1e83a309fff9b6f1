import time as clock

from celery import current_app, shared_task
from django.utils import timezone

from services import actions

CHUNKS = 20
LONGEST_SECONDS = 30


@shared_task(name="services.rebuild_openings", ignore_result=True)
def rebuild_openings():
    """Opening hours for the fourteen days from today. What one run leaves, the next finds."""
    at = timezone.now()
    for _ in range(CHUNKS):
        if not actions.rebuild_due_openings(at=at):
            return
    current_app.send_task("services.rebuild_openings", retry=False)


@shared_task(name="services.review_freshness", ignore_result=True)
def review_freshness():
    """Labels and places in lists by the new day. What one run leaves, the next finds."""
    if actions.review_freshness(at=timezone.now()) == actions.MOST_MOVED:
        current_app.send_task("services.review_freshness", retry=False)


@shared_task(name="services.rebuild_words", ignore_result=True)
def rebuild_words():
    """The words that misspellings are put right by."""
    actions.rebuild_words()


@shared_task(name="services.rebuild_cards", ignore_result=True)
def rebuild_cards():
    """Cards that were left for later, or that another template made. What one run leaves, the next finds."""
    end = clock.monotonic() + LONGEST_SECONDS
    actions.rebuild_cards(until=end)
    if clock.monotonic() >= end:
        current_app.send_task("services.rebuild_cards", retry=False)
