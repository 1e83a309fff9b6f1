from celery import current_app, shared_task
from django.utils import timezone

from services import actions

CHUNKS = 20


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
    """Labels and places in lists by the new day, and the words that misspellings are put right by."""
    actions.review_freshness(at=timezone.now())
    actions.rebuild_words()
