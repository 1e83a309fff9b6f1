from celery import shared_task
from django.utils import timezone

from smartcounty.accounts import actions


@shared_task(name="accounts.review_trust", ignore_result=True)
def review_trust():
    """Safe to run twice: whoever is due becomes a member or steward, nobody else changes."""
    actions.review_trust(at=timezone.now())


@shared_task(name="accounts.erase_leavers", ignore_result=True)
def erase_leavers():
    """Every hour: erases whoever closed their account a week ago. Cut short, it goes on the next time."""
    actions.erase_leavers(at=timezone.now())


@shared_task(name="accounts.forget_left_over", ignore_result=True)
def forget_left_over():
    """Every night: sign-ups nobody confirmed within a week, and sessions that have ended."""
    actions.forget_left_over(at=timezone.now())
