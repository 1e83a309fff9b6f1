from celery import shared_task
from django.utils import timezone

from feedback.actions import counting


@shared_task(name="feedback.recount_ratings", ignore_result=True)
def recount_ratings():
    """Nightly. What does not fit in one task is left to the next, which finds what is due by itself."""
    if counting.recount_ratings(at=timezone.now()):
        recount_ratings.delay()
