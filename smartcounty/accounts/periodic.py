from celery import shared_task
from django.utils import timezone

from smartcounty.accounts import actions


@shared_task(name="accounts.review_trust", ignore_result=True)
def review_trust():
    """Safe to run twice: whoever is due becomes a member or steward, nobody else changes."""
    actions.review_trust(at=timezone.now())
