"""Whether people see a service, and under which address.

Promises: what is hidden or removed is out of every list in the same transaction; an address once given keeps working.
"""

from django.db import transaction
from django.utils import timezone

from services.actions.cards import judge, refresh, refresh_card
from services.actions.importing import free_slug
from services.models import OldSlug, Service
from smartcounty.common.page_cache import forget_pages
from smartcounty.moderation.choices import ReasonCode
from smartcounty.moderation.registry import Facts

SEEN_BY = ["published_at", "hidden_at", "removed_at", "removed_because", "freshness", "is_listed"]


def describe(service):
    """What the moderation queue shows of a service; it has no author, as it is its organisation's page."""
    return Facts(
        title=service.name,
        text=f"{service.summary}\n\n{service.description}".strip(),
        path=service.get_absolute_url(),
        organisation=service.organisation,
    )


def publish(service, *, by, at=None):
    """Show it; one that was shown before keeps its first day."""
    at = at or timezone.now()
    _show(service, at=at, published_at=service.published_at or at, hidden_at=None)


def reject(service, *, by, at, reason):
    """Do not publish what waited to be published."""
    _show(service, at=at, published_at=None)


def hide(service, *, by, at):
    """Out of sight while somebody looks into it."""
    _show(service, at=at, hidden_at=service.hidden_at or at)


def restore(service, *, by, at):
    _show(service, at=at, hidden_at=None, removed_at=None, removed_because="")


def remove(service, *, by, at, reason):
    """For good; its page says when and why, and nothing else of it."""
    _show(service, at=at, removed_at=at, removed_because=reason or ReasonCode.OTHER)


@transaction.atomic
def move(service, *, name, town, by, at=None):
    """Give it the address that goes with a new name; the old one still leads there."""
    at = at or timezone.now()
    OldSlug.objects.create(slug=service.slug, service=service)
    service.name, service.updated_at, service.version = name, at, service.version + 1
    service.slug = free_slug(name, town)
    service.save(update_fields=["name", "slug", "updated_at", "version"])
    refresh(service, at=at)


@transaction.atomic
def _show(service, *, at, **fields):
    """Lock, write, and judge again whether it stands in lists."""
    service.refresh_from_db(
        fields=[*SEEN_BY, "status", "verify_by", "verified_at", "imported_at"],
        from_queryset=Service.objects.select_for_update(of=("self",), no_key=True),
    )
    for name, value in fields.items():
        setattr(service, name, value)
    judge(service, on=timezone.localdate(at))
    service.save(update_fields=SEEN_BY)
    refresh_card(service)
    forget_pages()
