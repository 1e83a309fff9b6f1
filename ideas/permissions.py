"""Who may: authors with their own ideas, contributors with others', responders with what their body owns, moderators
with two that are the same.

What is possible now is not asked here but in the lifecycle.
"""

from smartcounty.accounts.permissions import can_contribute
from smartcounty.moderation.permissions import can_moderate, moderated_areas
from smartcounty.places.choices import MemberRole
from smartcounty.places.models import Organisation


def can_post(user):
    return can_contribute(user)


def is_author(user, idea):
    return user.is_authenticated and idea.author_id == user.pk


def can_edit(user, idea):
    """The author, while they may contribute at all."""
    return is_author(user, idea) and can_contribute(user)


def can_withdraw(user, idea):
    """The author, even one who is suspended: one's own words can always be taken back."""
    return is_author(user, idea)


def can_support(user, idea):
    """Anybody who may contribute, but for the author, whose support goes without saying."""
    return can_contribute(user) and not is_author(user, idea)


def can_join(user, idea):
    """A moderator in whose areas it lies, without an interest in it: neither its author nor of the group it is from."""
    if not can_moderate(user) or is_author(user, idea):
        return False
    areas = moderated_areas(user)
    if areas and idea.area_id not in areas:
        return False
    roles = user.memberships.current().filter(organisation=idea.organisation_id)
    return idea.organisation_id is None or not roles.exists()


def bodies_answered_for(user):
    """The bodies that answer ideas and for which this person does so today."""
    if not user.has_perm("ideas.respond_idea"):
        return Organisation.objects.none()
    roles = user.memberships.current().with_role(MemberRole.RESPONDER)
    return Organisation.objects.filter(
        is_responding_body=True, pk__in=roles.values("organisation")
    ).order_by("name", "pk")


def can_respond(user, idea):
    """A responder of the body that owns the idea, where their areas allow; of any body while nobody owns it."""
    if not user.has_perm("ideas.respond_idea"):
        return False
    roles = user.memberships.current().with_role(MemberRole.RESPONDER)
    if idea.owner_id:
        roles = roles.filter(organisation=idea.owner_id)
    roles = roles.filter(organisation__is_responding_body=True)
    return any(
        not areas or idea.area_id in areas
        for areas in (
            set(role.areas.values_list("pk", flat=True)) for role in roles.prefetch_related("areas")
        )
    )
