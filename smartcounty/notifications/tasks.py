from celery import shared_task

from smartcounty.notifications import outbox


@shared_task(name="notifications.publish_event", ignore_result=True)
def publish_event(event_id):
    """Safe to run twice or never: whatever is left over, periodic.sweep finds."""
    outbox.publish(event_id)


@shared_task(name="notifications.send_delivery", ignore_result=True)
def send_delivery(delivery_id):
    """Safe to run twice or never: only the holder of the row's lease may send."""
    outbox.send([delivery_id])
