from celery import shared_task
from django.utils import timezone

from feedback.actions import counting
from feedback.models import Review
from services.actions import lists


@shared_task(name="feedback.recount_ratings", ignore_result=True)
def recount_ratings():
    """Nightly. What does not fit in one task is left to the next, which finds what is due by itself."""
    if counting.recount_ratings(at=timezone.now()):
        recount_ratings.delay()


@shared_task(name="feedback.link_services", ignore_result=True)
def link_services():
    """Nightly: what people who used a service used besides, from what they said in public and what they saved."""
    lists.link(Review.objects.listed().pairs_for_links().iterator())
