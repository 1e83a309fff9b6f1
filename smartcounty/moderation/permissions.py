"""Who may decide a case. Nobody decides on their own words, their organisation's, or an appeal on their decision."""

from smartcounty.moderation.models import Case
from smartcounty.places.choices import MemberRole


def can_moderate(user):
    return user.is_active and user.is_staff and user.has_perm("moderation.decide_case")


def moderated_areas(user):
    """The areas a moderator is limited to; empty means the whole county."""
    roles = user.memberships.current().with_role(MemberRole.MODERATOR)
    return list(roles.exclude(areas=None).values_list("areas", flat=True))


def decidable_by(user):
    """Cases that this moderator may decide."""
    cases = Case.objects.for_moderator(user)
    areas = moderated_areas(user)
    return cases.in_areas(areas) if areas else cases


def can_decide(user, case):
    return can_moderate(user) and decidable_by(user).filter(pk=case.pk).exists()


def can_appeal(user, decision):
    """The author, once, about a decision that took their words away."""
    return (
        user.is_authenticated
        and decision.case.author_id == user.pk
        and decision.action in ("reject", "remove", "hide")
        and not hasattr(decision, "appeal")
    )
