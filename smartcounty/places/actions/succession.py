from itertools import groupby

from django.db import transaction
from django.utils import timezone

from smartcounty.accounts.registry import audit
from smartcounty.common.page_cache import forget_pages
from smartcounty.places import registry
from smartcounty.places.actions.joining import add_member, end_member
from smartcounty.places.choices import MemberRole
from smartcounty.places.models import (
    AreaSuccession,
    Membership,
    Organisation,
    OrganisationSuccession,
)

LIMITED_BY_AREA = {MemberRole.RESPONDER, MemberRole.MODERATOR}


def hand_over(*, by, on=None):
    """Let the areas and bodies that take over by that day (today) take over; gives how many gave way.

    Each gives way once, in a transaction of its own: a second run finds nothing, and one that fails holds up no other;
    what failed is raised when all had their turn. Areas first, so that whoever answers for an area finds it under its
    new body. What was decided stays where it was.
    """
    day, done, failed = on or timezone.localdate(), 0, []
    for kind, model in (
        (registry.AREA, AreaSuccession),
        (registry.ORGANISATION, OrganisationSuccession),
    ):
        for predecessor in _waiting(model, day):
            try:
                done += _give_way(kind, predecessor, model, day, by)
            except Exception as error:
                failed.append(error)
    if failed:
        raise ExceptionGroup("Not all could be handed over", failed)
    return done


def _waiting(model, day):
    rows = model.objects.due(day).order_by("on", "predecessor").values_list("on", "predecessor")
    return [predecessor for (_, predecessor), _ in groupby(rows)]


@transaction.atomic
def _give_way(kind, predecessor, model, day, by):
    at = timezone.now()
    rows = model.objects.due(day).filter(predecessor=predecessor).order_by("-share", "pk")
    rows = list(rows.select_related("predecessor", "successor").select_for_update(of=("self",)))
    if not rows:
        return 0
    old, heirs = rows[0].predecessor, [row.successor for row in rows]
    own = _pass_on_area if kind == registry.AREA else _pass_on_members
    for take_over in (own, *registry.takers(kind)):
        take_over(old, heirs, at=at)
    model.objects.filter(pk__in=[row.pk for row in rows]).update(handed_over_at=at)
    names = ", ".join(map(str, heirs))
    audit(f"{kind} handed over", by=by, at=at, subject=old, to=names)
    forget_pages()
    return 1


def _pass_on_area(old, heirs, *, at):
    """Who acts for an area acts for its heirs; what stands under the old one stays theirs too."""
    for membership in Membership.objects.current().filter(areas=old).order_by("pk"):
        membership.areas.add(*heirs)


def _pass_on_members(old, heirs, *, at):
    """The body with the largest share answers for the old one, by the people who did."""
    heir = heirs[0]
    if old.is_responding_body and not heir.is_responding_body:
        Organisation.objects.filter(pk=heir.pk).update(is_responding_body=True)
    for membership in old.memberships.current().select_related("user").order_by("pk"):
        _pass_on(membership, heir, at=at)
        end_member(membership, by=None)


def _pass_on(membership, heir, *, at):
    """What somebody does for the old body they do for the heir, besides what they do there already.

    What they only asked for there is not granted by this. Without areas is for all areas, and that prevails.
    """
    user = membership.user
    there = heir.memberships.current().filter(user=user).select_for_update(no_key=True)
    held = [*there, membership]
    new = add_member(user, heir, by=None, roles=membership.roles, title=membership.title)
    new.roles = list(dict.fromkeys(role for one in held for role in one.roles))
    new.title = new.title or membership.title
    new.approved_at = new.approved_at or membership.approved_at
    new.save(update_fields=["roles", "title", "approved_at"])
    limiting = [one for one in held if LIMITED_BY_AREA.intersection(one.roles)] or held
    for limit in ("areas", "topics"):
        limits = [set(getattr(one, limit).all()) for one in limiting]
        getattr(new, limit).set(set().union(*limits) if all(limits) else ())
    audit("member passed on", by=None, at=at, subject=heir, to=f"person {user.pk}")
