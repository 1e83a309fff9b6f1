from django.db import transaction
from django.utils import timezone

from smartcounty.accounts.registry import audit
from smartcounty.places.actions.naming import free_slug
from smartcounty.places.models import Membership, Organisation


@transaction.atomic
def add_organisation(name, *, sector, by, checked=False, **facts):
    """Enter an organisation; nobody can speak for it until it is checked."""
    at = timezone.now()
    organisation = Organisation.objects.create(
        name=name,
        slug=free_slug(Organisation, name),
        sector=sector,
        checked_at=at if checked else None,
        **facts,
    )
    audit("organisation added", by=by, at=at, subject=organisation)
    return organisation


@transaction.atomic
def check_organisation(organisation, *, by):
    """Somebody made sure that it is who it says; a second time changes nothing."""
    at = timezone.now()
    if Organisation.objects.filter(pk=organisation.pk, checked_at=None).update(checked_at=at):
        audit("organisation checked", by=by, at=at, subject=organisation)


@transaction.atomic
def add_member(user, organisation, *, by, roles=("member",), title="", approved=True):
    """Take a person into an organisation; gives back the membership that runs already, if there is one."""
    at = timezone.now()
    membership, made = Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        ended_at=None,
        defaults={
            "roles": list(roles),
            "title": title,
            "started_at": at,
            "approved_at": at if approved else None,
        },
    )
    if made:
        audit("member added", by=by, at=at, subject=organisation, to=f"person {user.pk}")
    return membership


@transaction.atomic
def approve_member(membership, *, by):
    """Let the person act for the organisation; a second time changes nothing."""
    at = timezone.now()
    waiting = Membership.objects.filter(pk=membership.pk, approved_at=None, ended_at=None)
    if waiting.update(approved_at=at):
        _audit_member("member approved", membership, by=by, at=at)


@transaction.atomic
def end_member(membership, *, by):
    """The person no longer acts for the organisation, from this moment on."""
    at = timezone.now()
    if Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=at):
        _audit_member("member left", membership, by=by, at=at)


def _audit_member(action, membership, *, by, at):
    person = f"person {membership.user_id}"
    audit(action, by=by, at=at, subject=membership.organisation, to=person)
