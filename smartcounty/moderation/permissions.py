"""Who may decide a case. Nobody decides on their own words, their organisation's, or an appeal on their decision."""

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from smartcounty.moderation import rules
from smartcounty.moderation.choices import NEEDS_REASON, Flag
from smartcounty.moderation.models import Case, SensitivePeriod
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


def is_checked_first(author, kind, *texts, areas):
    """Whether a person must read it before it is public: as nobody knows its author yet, as things of its kind always
    are, or are in these areas in these days, or as a word list fears that it speaks of harm."""
    if not author.is_trusted or settings.PREMODERATE[kind]:
        return True
    if Flag.HARM in rules.flags("\n".join(texts)):
        return True
    return SensitivePeriod.objects.on(timezone.localdate()).about(kind, areas).exists()


def waiting_for(user):
    """How many cases wait for this person to decide them, and how many of those are late."""
    if not can_moderate(user):
        return {"show": False, "waiting": 0, "late": 0}
    late = Count("pk", Q(due_at__lt=timezone.now()))
    counts = decidable_by(user).waiting().aggregate(waiting=Count("pk"), late=late)
    return {"show": True, **counts}


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
