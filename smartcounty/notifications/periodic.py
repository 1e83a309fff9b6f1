from celery import shared_task
from django.utils import timezone

from smartcounty.notifications import actions


@shared_task(name="notifications.sweep", ignore_result=True)
def sweep():
    """Every minute: publish events nobody rang for, send what is due, settle what was abandoned."""
    actions.sweep(at=timezone.now())


@shared_task(name="notifications.send_digests", ignore_result=True)
def send_digests():
    """Every quarter of an hour: make the digests whose local hour has come, once for each period."""
    actions.make_digests(at=timezone.now())


@shared_task(name="notifications.forget_words", ignore_result=True)
def forget_words():
    """Every hour: codes and other account messages that were never sent lose their words after a day."""
    actions.forget_words(at=timezone.now())
