"""Who may decide a case. Nobody decides on their own words, their organisation's, or an appeal on their decision."""

from smartcounty.moderation.choices import NEEDS_REASON
from smartcounty.moderation.models import Case
from smartcounty.moderation.querysets import DECIDE
from smartcounty.places.choices import MemberRole


def can_moderate(user):
    return user.is_active and user.is_staff and user.has_perm(f"moderation.{DECIDE}")


def moderated_areas(user):
    """The areas a moderator is limited to; empty means the whole county."""
    roles = user.memberships.current().with_role(MemberRole.MODERATOR)
    return list(roles.exclude(areas=None).values_list("areas", flat=True))


def in_reach_of(user):
    """Cases within this moderator's areas, those with an interest of theirs included."""
    areas = moderated_areas(user)
    return Case.objects.in_areas(areas) if areas else Case.objects.all()


def decidable_by(user):
    """Cases that this moderator may decide."""
    return in_reach_of(user).for_moderator(user)


def can_decide(user, case):
    return can_moderate(user) and decidable_by(user).filter(pk=case.pk).exists()


def role_of(user):
    """In what role a person decides, as the author is told it."""
    if user.groups.filter(permissions__codename=DECIDE).exists() or not user.is_superuser:
        return "Moderator"
    return "Administrator"


def can_appeal(user, decision):
    """The author, once, about a decision that took their words away."""
    return (
        user.is_authenticated
        and decision.case.author_id == user.pk
        and decision.action in NEEDS_REASON
        and not hasattr(decision, "appeal")
    )
