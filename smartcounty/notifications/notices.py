"""What a delivery says, asked at the last moment; promises that nobody is sent what they may not see or asked not
to get. Sends nothing and writes nothing."""

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
from smartcounty.notifications.choices import ADJUSTABLE, ALWAYS_ON, DigestKind, Frequency, Stream
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import Delivery, Preference, Subscription, Suppression

MOST_READ = 200  # of the newest, for one digest: nobody reads more, and it must end in time
TOKEN_LIVES = timedelta(days=365)


class Withheld(Exception):
    """Not to be sent; the text says why."""


class Postponed(Withheld):
    """Not to be sent by itself; it joins the next digest."""


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


@dataclass(frozen=True)
class Item:
    """One thing told: its story, the stream it came by, and because of what the person hears it."""

    stream: str
    story: registry.Story
    reasons: tuple


class Reader:
    """A person as they are at the moment of sending: reachable or not, what they switched off, what they follow."""

    def __init__(self, user_id):
        self.user = get_user_model().objects.reachable().filter(pk=user_id).first()
        if self.user is None:
            raise Withheld("The person cannot or may not be written to")
        if Suppression.objects.filter(user=self.user).exists():
            raise Withheld("Mail to this address came back")
        off = Preference.objects.filter(user=self.user, frequency=Frequency.OFF)
        self.off = set(off.values_list("stream", flat=True)) - ALWAYS_ON
        follows = Subscription.objects.filter(user=self.user)
        self.followed = set(follows.values_list("kind", "target_id"))

    def item(self, notification):
        """What the notification says to this person now, or None: switched off, unfollowed, hidden or gone."""
        if notification.stream in self.off:
            return None
        event = notification.event
        notice = registry.notice(event.kind)
        story = notice.story(event.subject_id)
        if story is None or not story.visible(self.user):
            return None
        if notice.audience is not None:
            still = notice.audience(event.subject_id).filter(pk=self.user.pk).exists()
            return Item(notification.stream, story, ()) if still else None
        reasons = [
            target.reason
            for target in notice.follows(event.subject_id)
            if (target.kind, target.pk) in self.followed
        ]
        return Item(notification.stream, story, tuple(sorted(reasons))) if reasons else None


def compose(delivery):
    """The letter of a claimed delivery; raises Withheld if it should not be sent after all."""
    if delivery.message_id:
        return _account_letter(delivery)
    if delivery.digest_id:
        return _digest_letter(delivery)
    return _story_letter(delivery)


def unsubscribe_link(user, streams):
    token = tokens.make("unsubscribe", str(user.public_id), *streams)
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def read_unsubscribe_token(token):
    """The person (None if erased) and the streams; raises BadToken for a link altered, old or of another kind."""
    public_id, *streams = tokens.read("unsubscribe", token, max_age=TOKEN_LIVES)
    user = get_user_model().objects.filter(public_id=public_id, erased_at=None).first()
    return user, [Stream(stream) for stream in streams]


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
    reader = Reader(notification.recipient_id)
    if notification.stream in reader.off:
        raise Withheld("Switched off by the person")
    item = reader.item(notification)
    if item is None:
        raise Withheld("No longer to be seen by this person, or no longer followed")
    _within_daily_limit(reader.user, delivery)
    template = registry.notice(notification.event.kind).template
    context = {"story": item.story, "reasons": item.reasons, "stream": Stream(item.stream).label}
    return _letter(delivery, reader.user, [item.stream], template, item.story.title, context)


def _digest_letter(delivery):
    digest = delivery.digest
    reader = Reader(digest.user_id)
    rows = digest.notifications.select_related("event").order_by("-created_at", "-pk")
    items = _one_for_each_page(reader.item(row) for row in rows[:MOST_READ])
    if not items:
        raise Withheld("Nothing left to tell")
    shown = items[: settings.NOTIFICATIONS["digest_items"]]
    context = {
        "daily": digest.kind == DigestKind.DAILY,
        "sections": _sections(shown),
        "more": len(items) - len(shown),
        "count": len(items),
        "reasons": sorted({reason for item in items for reason in item.reasons}),
        "answered": items[0].stream == Stream.ANSWERS,
    }
    first = items[0].story.title
    subject = first if len(items) == 1 else f"{first}, and {len(items) - 1} more"
    streams = sorted({item.stream for item in items}, key=_position)
    return _letter(delivery, reader.user, streams, "notifications/emails/digest", subject, context)


def _one_for_each_page(items):
    """In the order of the sections, the newest first in each; of several about one page the first alone."""
    wanted = sorted(filter(None, items), key=lambda item: _position(item.stream))
    first = {}
    for item in wanted:
        first.setdefault(item.story.path.partition("#")[0], item)
    return list(first.values())


def _sections(items):
    return [
        (Stream(stream).label, [item.story for item in group])
        for stream, group in groupby(items, key=lambda item: item.stream)
    ]


def _position(stream):
    return (ADJUSTABLE.index(stream), "") if stream in ADJUSTABLE else (len(ADJUSTABLE), stream)


def _letter(delivery, user, streams, template, subject, context):
    adjustable = [stream for stream in streams if stream not in ALWAYS_ON]
    link = unsubscribe_link(user, adjustable) if adjustable else ""
    context |= {
        "user": user,
        "county": settings.COUNTY,
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "unsubscribe": link,
        "settings_link": settings.SITE_URL + reverse("notifications:settings"),
    }
    return Letter(
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=user.email,
        subject=" ".join(subject.split()),
        text=f"{render_to_string(f'{template}.txt', context).strip()}\n",
        html=f"{render_to_string(f'{template}.html', context).strip()}\n",
        message_id=_message_id(delivery),
        unsubscribe=link,
    )


def _within_daily_limit(user, delivery):
    if delivery.stream in ALWAYS_ON:
        return
    sent = Delivery.objects.filter(
        notification__recipient=user,
        state=State.SENT,
        finished_at__gte=timezone.now() - timedelta(days=1),
    )
    if sent.exclude(stream__in=ALWAYS_ON).count() >= settings.NOTIFICATIONS["daily_limit"]:
        raise Postponed("Enough for one day: it joins the digest")


def _message_id(delivery):
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{uuid5(NAMESPACE_URL, f'delivery/{delivery.uuid}')}@{host}>"
