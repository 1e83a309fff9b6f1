"""Messages to those who run the site: received with a receipt and a date, answered once.

Promises: each has a reference and a day by which an answer is due; whoever left an address gets a receipt at once and
the answer; the receipt carries none of the sender's words, so that nobody can use it to write to strangers.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from smartcounty.common.references import next_reference
from smartcounty.moderation.actions import audit
from smartcounty.notifications import actions as notifications
from smartcounty.pages import rules
from smartcounty.pages.lifecycle import NEXT, InvalidMove, State
from smartcounty.pages.models import Enquiry

RECEIPTS_AN_HOUR = 3
SENDERS_KEPT_DAYS = 365


@transaction.atomic
def ask(kind, *, by, message, name="", email="", page=""):
    """Keep a message and send its receipt; `by` is None for a visitor who is not signed in."""
    at = timezone.now()
    enquiry = Enquiry.objects.create(
        reference=next_reference("E", at=at),
        kind=kind,
        by=by,
        name=name,
        email=email,
        page=page,
        message=message,
        created_at=at,
        due_on=rules.answer_due(kind, timezone.localdate(at)),
    )
    if email and _may_have_receipt(email, at):
        _write(enquiry, "received", f"We have your message {enquiry.reference}")
    return enquiry


@transaction.atomic
def answer(enquiry, *, by, text):
    """Answer and close it; raises InvalidMove if somebody else has answered already."""
    at = timezone.now()
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if State.ANSWERED not in NEXT[enquiry.state]:
        raise InvalidMove(decided_by=enquiry.answered_by, at=enquiry.answered_at)
    enquiry.state, enquiry.answer = State.ANSWERED, text
    enquiry.answered_by, enquiry.answered_at = by, at
    enquiry.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit("enquiry answered", by=by, at=at, subject=enquiry)
    if enquiry.email:
        _write(enquiry, "answered", f"Our answer to {enquiry.reference}")
    return enquiry


def erase_person(user, *, at):
    """What was said stays as a record, without who said it."""
    Enquiry.objects.filter(by=user).update(by=None, name="", email="")


@transaction.atomic
def forget_senders(*, at):
    """What was answered a year ago stays as a record, without who asked; returns how many."""
    old = Enquiry.objects.answered_before(at - timedelta(days=SENDERS_KEPT_DAYS))
    return old.with_sender().update(by=None, name="", email="")


def _may_have_receipt(email, at):
    """Counts the one that was just kept, too."""
    since = at - timedelta(hours=1)
    return Enquiry.objects.from_address(email, since=since).count() <= RECEIPTS_AN_HOUR


def _write(enquiry, template, subject):
    context = {"enquiry": enquiry, "site_url": settings.SITE_URL, "demo": settings.DEMO}
    context |= {"unsubscribe": "", "settings_link": "", "stream": ""}
    notifications.write_to(
        enquiry.email,
        subject=subject,
        text=render_to_string(f"pages/emails/{template}.txt", context),
    )
