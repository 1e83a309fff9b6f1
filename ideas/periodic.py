import logging

from celery import shared_task
from django.utils import timezone

from ideas import actions

log = logging.getLogger(__name__)


@shared_task(name="ideas.recount_counters", ignore_result=True)
def recount_counters():
    """Sets every counter from its rows, in chunks; safe at any time. Drift is a mistake of ours: it is logged."""
    for line in actions.recount(at=timezone.now()):
        log.error("counter drift: %s", line)
