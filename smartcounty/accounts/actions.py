"""Every change to a person that is more than their own words.

Promises: an erased person keeps their row and loses everything that names them; roles come from one table; whoever
leaves or is suspended is signed out or told at once.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from smartcounty.accounts import adapter, registry
from smartcounty.accounts.choices import ConsentStream, Trust
from smartcounty.accounts.models import Consent, User
from smartcounty.accounts.permissions import ROLES
from smartcounty.common import erasures
from smartcounty.common.page_cache import forget_pages

DAYS_TO_UNDO_CLOSING = 7
DAYS_TO_CONFIRM = 7
SEEN_EVERY = timedelta(minutes=5)


@transaction.atomic
def sync_roles():
    """Make the groups say what the table says; safe to run again. Unknown permissions are an error."""
    groups, rights = _groups_of_roles(), _permissions()
    wanted = {
        (groups[name], rights[permission])
        for name, permissions in ROLES.items()
        for permission in permissions
    }
    held = Group.permissions.through.objects.filter(group__in=groups.values())
    found = {
        (group, right): pk for pk, group, right in held.values_list("pk", "group", "permission")
    }
    held.filter(pk__in=[pk for pair, pk in found.items() if pair not in wanted]).delete()
    held.bulk_create(
        held.model(group_id=group, permission_id=right)
        for group, right in sorted(wanted - found.keys())
    )


def _groups_of_roles():
    """Ids by name; those that are missing are made."""
    known = set(Group.objects.values_list("name", flat=True))
    Group.objects.bulk_create(
        (Group(name=name) for name in ROLES if name not in known), ignore_conflicts=True
    )
    return dict(Group.objects.filter(name__in=ROLES).values_list("name", "pk"))


def _permissions():
    """Ids by `app.codename`."""
    rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    return {f"{app}.{codename}": pk for app, codename, pk in rows}


@transaction.atomic
def grant_role(user, role, *, by):
    """Give a person a role of the table and let them open the staff pages."""
    at = timezone.now()
    user.groups.add(Group.objects.get(name=role))
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.is_staff = True
    registry.audit("role granted", by=by, at=at, subject=user, to=role)


@transaction.atomic
def make_staff(user, *, by):
    """The employer's directory says that this is one of its staff: the staff pages open, and show what roles allow."""
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.is_staff = True
    registry.audit("staff by directory", by=by, at=timezone.now(), subject=user)


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


@transaction.atomic
def welcome(user, *, by):
    """Record what a newcomer agreed to on the sign-up page, in the wording of the day."""
    at = timezone.now()
    return record_consent(
        user,
        ConsentStream.TERMS,
        given=True,
        source="sign-up",
        wording=settings.RULES_VERSION,
        at=at,
    )


def record_consent(user, stream, *, given, source, wording, at):
    return Consent.objects.create(
        user=user, stream=stream, given=given, source=source, wording=wording, at=at
    )


@transaction.atomic
def make_administrator(address, *, by):
    """An account that administers and is no superuser; its owner signs in by a code sent to the address."""
    user, _ = User.objects.get_or_create(
        email=User.objects.normalize_email(address),
        defaults={"trust": Trust.MEMBER, "display_name": "Administrator"},
    )
    if not user.password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    sync_roles()
    grant_role(user, "Administrator", by=by)
    return user


@transaction.atomic
def suspend(user, *, by, days, reason):
    """Let somebody read and nothing else for a while; they are told until when and why."""
    at = timezone.now()
    user.suspended_until, user.suspended_because = at + timedelta(days=days), reason
    user.save(update_fields=["suspended_until", "suspended_because"])
    registry.audit("suspended", by=by, at=at, subject=user, reason=reason)
    _write(user, "suspended")
    return user.suspended_until


@transaction.atomic
def lift_suspension(user, *, by):
    at = timezone.now()
    user.suspended_until, user.suspended_because = None, ""
    user.save(update_fields=["suspended_until", "suspended_because"])
    registry.audit("suspension lifted", by=by, at=at, subject=user)


def mark_seen(user, *, at):
    """Note that the person is here, at most every five minutes, however many pages they open."""
    User.objects.filter(pk=user.pk).filter(
        Q(last_seen_at=None) | Q(last_seen_at__lte=at - SEEN_EVERY)
    ).update(last_seen_at=at)


@transaction.atomic
def record_sign_in_failure(user, *, by):
    """One audit row, the same for an address with an account as for any other."""
    registry.audit("sign-in failed", by=by, at=timezone.now(), subject=user or "")


@transaction.atomic
def record_factor(user, *, by, factor, change):
    registry.audit(f"{factor} {change}", by=by, at=timezone.now(), subject=user)


@transaction.atomic
def close_account(user, *, by):
    """Start closing: signed out everywhere now, erased in a week unless the person signs in and undoes it."""
    at = timezone.now()
    user.closing_at = at + timedelta(days=DAYS_TO_UNDO_CLOSING)
    user.save(update_fields=["closing_at"])
    registry.audit("account closing", by=by, at=at, subject=user)
    _write(user, "closing")
    _end_sessions(user)
    return user.closing_at


@transaction.atomic
def keep_account(user, *, by):
    """Stay after all; whom a list of erasures names after an erasure that failed is taken off it."""
    at = timezone.now()
    if User.objects.select_for_update().get(pk=user.pk).erased_at:
        return
    erasures.take_back(user.public_id, at=at)
    user.closing_at = None
    user.save(update_fields=["closing_at"])
    registry.audit("account kept", by=by, at=at, subject=user)


def erase_leavers(*, at):
    """Erase everybody whose week is over; returns how many. Each in a transaction of their own."""
    leavers = list(User.objects.due_for_erasure(at=at).order_by("pk"))
    return sum(_erase_leaver(user, at) for user in leavers)


@transaction.atomic
def _erase_leaver(user, at):
    """Erase somebody unless they have kept their account since they were found; whether it was done."""
    due = User.objects.due_for_erasure(at=at).select_for_update()
    leaver = due.filter(pk=user.pk).first()
    return bool(leaver) and erase(leaver, by=None)


def erase_again(*, by):
    """After a restore: erase whoever the list outside the database names and the backup brought back; how many."""
    back = User.objects.filter(public_id__in=erasures.listed(), erased_at=None)
    return sum(erase(user, by=by, listed=True) for user in back.order_by("pk"))


@transaction.atomic
def seal_again(*, by):
    """After a change of SECRET_KEY: write every stored secret of a second step with today's key.

    How many there are, and how many of them no key in force can read, whose owners have to set up a new second step.
    """
    held = Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN)
    count, lost = 0, 0
    for authenticator in held.order_by("pk"):
        count += 1
        try:
            authenticator.data |= _sealed_anew(authenticator.data)
        except InvalidToken:
            lost += 1
        else:
            authenticator.save(update_fields=["data"])
    return count, lost


def _sealed_anew(data):
    """Of an app, its secret; of recovery codes, the seed that they all come from."""
    return {name: adapter.seal_anew(data[name]) for name in ("secret", "seed") if name in data}


@transaction.atomic
def erase(user, *, by, listed=False):
    """Remove all that names the person; what they said stays under "Former member". Whether anything was left to do.

    Their number goes on the list of erasures first, unless it is there.
    """
    at = timezone.now()
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return False
    if not listed:
        erasures.note(user.public_id, at=at)
    for eraser in registry.erasers():
        eraser(user, at=at)
    _end_sessions(user)
    _forget_names_in_the_staff_log(user)
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.consents.all().delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"erased-{user.public_id}@invalid.invalid"
    user.full_name = user.display_name = user.suspended_because = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.closing_at, user.last_seen_at, user.last_login = None, None, None
    user.suspended_until, user.erased_at = None, at
    user.set_unusable_password()
    user.save()
    forget_pages()
    registry.audit("account erased", by=by, at=at, subject=user)
    return True


def discard_unconfirmed(address, *, by):
    """Make room for a new sign-up: an address nobody confirmed belongs to nobody."""
    return User.objects.unconfirmed().filter(email=address.lower()).delete()[0]


def forget_left_over(*, at):
    """Remove sign-ups that were never confirmed, and what is left of sessions that have ended. Safe to run again."""
    User.objects.unconfirmed().filter(date_joined__lt=at - timedelta(days=DAYS_TO_CONFIRM)).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def _end_sessions(user):
    for session in UserSession.objects.filter(user=user):
        session.end()


def _forget_names_in_the_staff_log(user):
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    ).update(object_repr="Former member", change_message="")


def _write(user, message):
    """A message of templates/accounts/emails: its first line is the subject."""
    context = {"user": user, "county": settings.COUNTY, "site_url": settings.SITE_URL}
    text = render_to_string(f"accounts/emails/{message}.txt", context)
    subject, _, body = text.strip().partition("\n")
    registry.write_to(user.email, subject=subject, text=body.strip())
