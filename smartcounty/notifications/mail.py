"""Mail from libraries (sign-in codes, error reports) becomes a row like any other message."""

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from smartcounty.notifications import outbox
from smartcounty.notifications.choices import Stream
from smartcounty.notifications.models import AccountMessage, Delivery


class QueueingBackend(BaseEmailBackend):
    """Stores each message in the caller's transaction and pokes a worker; one row for each recipient."""

    def send_messages(self, email_messages):
        with transaction.atomic():
            for message in email_messages:
                for address in message.recipients():
                    queue(
                        address,
                        subject=message.subject,
                        text=message.body,
                        html=_html_of(message),
                        sender=message.from_email,
                    )
        return len(email_messages)


def queue(address, *, subject, text, html="", sender="", stream=Stream.ACCOUNT):
    """Write one message to one address and poke a worker once the transaction commits."""
    stored = AccountMessage.objects.create(
        to=address,
        sender=sender,
        subject=" ".join(subject.split())[:250],
        text=text,
        html=html,
        created_at=timezone.now(),
    )
    delivery = Delivery.objects.create(message=stored, stream=stream, priority=1)
    outbox.poke("notifications.send_delivery", delivery.pk)
    return delivery


def _html_of(message):
    for content, mimetype in getattr(message, "alternatives", []):
        if mimetype == "text/html":
            return content
    return ""
