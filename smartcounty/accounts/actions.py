"""Every change to a person that is more than their own words.

Promises: an erased person keeps their row and loses everything that names them; roles come from one table.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from smartcounty.accounts import registry
from smartcounty.accounts.choices import Trust
from smartcounty.accounts.models import Consent, User
from smartcounty.accounts.permissions import ROLES

DAYS_TO_UNDO_CLOSING = 7


@transaction.atomic
def sync_roles():
    """Make the groups say what the table says; safe to run again. Unknown permissions are an error."""
    for name, wanted in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        pairs = [permission.split(".") for permission in wanted]
        found = [
            Permission.objects.get(content_type__app_label=app, codename=codename)
            for app, codename in pairs
        ]
        group.permissions.set(found)


@transaction.atomic
def grant_role(user, role, *, by):
    """Give a person a role of the table and let them open the staff pages."""
    at = timezone.now()
    user.groups.add(Group.objects.get(name=role))
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.is_staff = True
    registry.audit("role granted", by=by, at=at, subject=user, to=role)


@transaction.atomic
def revoke_role(user, role, *, by):
    at = timezone.now()
    user.groups.remove(Group.objects.get(name=role))
    user.is_staff = user.is_superuser or user.groups.exists()
    user.save(update_fields=["is_staff"])
    registry.audit("role revoked", by=by, at=at, subject=user, to=role)


def record_approval(user, *, at):
    """Count an approved contribution; called in the transaction that approves. May make the person a member."""
    User.objects.filter(pk=user.pk).update(approved_contributions=F("approved_contributions") + 1)
    review_trust(at=at, only=user)


def record_upheld_report(user, *, at):
    """A report about this person's words was upheld: one step down, and the week starts again."""
    lower = {Trust.STEWARD: Trust.MEMBER, Trust.MEMBER: Trust.NEW}
    user.refresh_from_db(fields=["trust", "upheld_reports"])
    user.upheld_reports += 1
    user.trust = lower.get(user.trust, user.trust)
    user.save(update_fields=["trust", "upheld_reports"])


def record_overturned_report(user, *, at):
    """The report was upheld in error: it no longer counts, and the person may be due a step up again."""
    User.objects.filter(pk=user.pk, upheld_reports__gt=0).update(
        upheld_reports=F("upheld_reports") - 1
    )
    review_trust(at=at, only=user)


def review_trust(*, at, only=None):
    """Promote those who are due; returns how many. Runs at each approval for one person and nightly for all."""
    people = User.objects.filter(pk=only.pk) if only else User.objects.all()
    members = people.due_for_member(registered_before=at - timedelta(days=7))
    stewards = people.due_for_steward(registered_before=at - timedelta(days=60))
    return stewards.update(trust=Trust.STEWARD) + members.update(trust=Trust.MEMBER)


def record_consent(user, stream, *, given, source, wording, at):
    return Consent.objects.create(
        user=user, stream=stream, given=given, source=source, wording=wording, at=at
    )


@transaction.atomic
def close_account(user, *, by):
    """Start closing: signed out everywhere now, erased in a week unless the person signs in and undoes it."""
    at = timezone.now()
    user.closing_at = at + timedelta(days=DAYS_TO_UNDO_CLOSING)
    user.save(update_fields=["closing_at"])
    registry.audit("account closing", by=by, at=at, subject=user)
    return user.closing_at


@transaction.atomic
def keep_account(user, *, by):
    at = timezone.now()
    user.closing_at = None
    user.save(update_fields=["closing_at"])
    registry.audit("account kept", by=by, at=at, subject=user)


@transaction.atomic
def erase(user, *, by):
    """Remove all that names the person; what they said stays under "Former member"."""
    at = timezone.now()
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return
    for eraser in registry.erasers():
        eraser(user, at=at)
    EmailAddress.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.consents.all().delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"erased-{user.public_id}@invalid.invalid"
    user.full_name = user.display_name = user.suspended_because = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.closing_at, user.last_seen_at, user.erased_at = None, None, at
    user.set_unusable_password()
    user.save()
    registry.audit("account erased", by=by, at=at, subject=user)
