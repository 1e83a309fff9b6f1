"""What a delivery says, asked at the last moment; promises that nobody is sent what they may not see or asked not
to get. Sends nothing."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from itertools import groupby
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from smartcounty.common import tokens
from smartcounty.notifications import registry
from smartcounty.notifications.choices import ALWAYS_ON, Frequency, Stream
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import Delivery, Preference

ORDER = [Stream.ANSWERS, Stream.REPLIES, Stream.FOLLOWING, Stream.AREA]


class Withheld(Exception):
    """Not to be sent; the text says why."""


@dataclass(frozen=True)
class Letter:
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    message_id: str
    unsubscribe: str = ""

    def as_bytes(self):
        """RFC 5322 bytes with both parts; subscribed mail carries one-click unsubscribe (RFC 8058)."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = self.recipient
        message["Subject"] = self.subject
        message["Date"] = format_datetime(timezone.now())
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        if self.unsubscribe:
            message["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.text)
        if self.html:
            message.add_alternative(self.html, subtype="html")
        return bytes(message)


def compose(delivery):
    """The letter of a claimed delivery; raises Withheld if it should not be sent after all."""
    if delivery.message_id:
        return _account_letter(delivery)
    if delivery.digest_id:
        return _digest_letter(delivery)
    return _story_letter(delivery)


def _account_letter(delivery):
    message = delivery.message
    if message.erased_at:
        raise Withheld("Its words were erased")
    return Letter(
        sender=message.sender or settings.DEFAULT_FROM_EMAIL,
        recipient=message.to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        message_id=_message_id(delivery),
    )


def _story_letter(delivery):
    notification = delivery.notification
    user = _reader(notification.recipient_id, notification.stream)
    _within_daily_limit(user, delivery)
    notice = registry.notice(notification.event.kind)
    story = _story_for(notification, user)
    if story is None:
        raise Withheld("No longer to be seen by this person")
    context = {"story": story, "reasons": notification.reasons, "notification": notification}
    return _letter(delivery, user, notification.stream, notice.template, story.title, context)


def _digest_letter(delivery):
    digest = delivery.digest
    user = _reader(digest.user_id, None)
    rows = digest.notifications.select_related("event").order_by("-created_at", "-pk")
    told = [(row, _story_for(row, user)) for row in rows if _still_wanted(row, user)]
    told = [(row, story) for row, story in _once_each(told) if story is not None]
    if not told:
        raise Withheld("Nothing left to tell")
    told.sort(key=lambda pair: ORDER.index(pair[0].stream) if pair[0].stream in ORDER else 9)
    most = settings.NOTIFICATIONS["digest_items"]
    context = {
        "digest": digest,
        "sections": [
            (Stream(stream).label, [story for _, story in pairs])
            for stream, pairs in groupby(told[:most], key=lambda pair: pair[0].stream)
        ],
        "more": max(0, len(told) - most),
        "count": len(told),
        "reasons": sorted({reason for row, _ in told for reason in row.reasons}),
    }
    first = told[0][1].title
    subject = first if len(told) == 1 else f"{first}, and {len(told) - 1} more"
    stream = told[0][0].stream
    return _letter(delivery, user, stream, "notifications/emails/digest", subject, context)


def _once_each(told):
    """One line for each page, the newest: what happened twice to one thing is told once."""
    seen = set()
    for row, story in told:
        key = story and (story.path, story.kicker)
        if key not in seen:
            seen.add(key)
            yield row, story


def _letter(delivery, user, stream, template, subject, context):
    link = unsubscribe_link(user, stream) if stream not in ALWAYS_ON else ""
    context |= {
        "user": user,
        "county": settings.COUNTY,
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "unsubscribe": link,
        "stream": Stream(stream).label,
        "settings_link": settings.SITE_URL + reverse("notifications:settings"),
    }
    return Letter(
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=user.email,
        subject=" ".join(subject.split()),
        text=render_to_string(f"{template}.txt", context),
        html=render_to_string(f"{template}.html", context),
        message_id=_message_id(delivery),
        unsubscribe=link,
    )


def unsubscribe_link(user, stream):
    token = tokens.make("unsubscribe", str(user.public_id), stream)
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def _reader(pk, stream):
    user = get_user_model().objects.reachable().filter(pk=pk).first()
    if user is None:
        raise Withheld("The person cannot or may not be written to")
    if stream and not _wants(user, stream):
        raise Withheld("Switched off by the person")
    return user


def _wants(user, stream):
    off = Preference.objects.filter(user=user, stream=stream, frequency=Frequency.OFF)
    return stream in ALWAYS_ON or not off.exists()


def _still_wanted(notification, user):
    return _wants(user, notification.stream)


def _story_for(notification, user):
    event = notification.event
    story = registry.notice(event.kind).story(event.subject_id)
    return story if story and story.visible(user) else None


def _within_daily_limit(user, delivery):
    sent = Delivery.objects.filter(
        notification__recipient=user,
        state=State.SENT,
        finished_at__gte=timezone.now() - timedelta(days=1),
    ).count()
    if delivery.stream not in ALWAYS_ON and sent >= settings.NOTIFICATIONS["daily_limit"]:
        delivery.notification.frequency = Frequency.WEEKLY
        delivery.notification.save(update_fields=["frequency"])
        raise Withheld("Enough for one day: it joins the digest")


def _message_id(delivery):
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{uuid5(NAMESPACE_URL, f'delivery/{delivery.uuid}')}@{host}>"
