from celery import shared_task
from django.utils import timezone

from smartcounty.common import health
from smartcounty.pages import actions


@shared_task(name="pages.forget_senders", ignore_result=True)
def forget_senders():
    """Safe to run at any time, any number of times."""
    actions.forget_senders(at=timezone.now())


@shared_task(name="pages.beat_heart", ignore_result=True)
def beat_heart():
    """Tells /health/ready that clock, queue and worker work together."""
    health.beat()
