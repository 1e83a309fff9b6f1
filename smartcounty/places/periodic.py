from celery import shared_task

from smartcounty.places import actions


@shared_task(name="places.hand_over", ignore_result=True)
def hand_over():
    """Just after midnight: areas and bodies that take over today.

    Cut short, it goes on the next time, with the one that it was cut short in from its beginning.
    """
    actions.hand_over(by=None)
