import logging
import time as clock

from celery import shared_task
from django.utils import timezone

from ideas import actions

LONGEST_SECONDS = 30
log = logging.getLogger(__name__)


@shared_task(name="ideas.recount_counters", ignore_result=True)
def recount_counters(last=0):
    """Sets every counter from its rows; safe at any time. Drift is a mistake of ours: it is logged.

    In chunks, and what does not fit in one task is left to the next, which begins where this one stopped.
    """
    end = clock.monotonic() + LONGEST_SECONDS
    while last is not None and clock.monotonic() < end:
        drift, last = actions.recount_after(last, at=timezone.now())
        for line in drift:
            log.error("counter drift: %s", line)
    if last is not None:
        recount_counters.delay(last)
