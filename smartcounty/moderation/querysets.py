from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from smartcounty.moderation.lifecycle import WAITING
from smartcounty.places.choices import MemberRole
from smartcounty.places.models import Area, Membership

DECIDE = "decide_case"


class ModeratedQuerySet(models.QuerySet):
    def shown(self):
        """Not hidden by a moderator or a threshold."""
        return self.filter(hidden_at=None)


class CaseQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state__in=WAITING)

    def about(self, target):
        """Every case of one item, of whatever kind and age."""
        kind = ContentType.objects.get_for_model(target)
        return self.filter(target_type=kind, target_id=target.pk)

    def settled(self, target, reason):
        """The newest case in which this version of the item was reported for this reason and left as it is."""
        decided = self.filter(decision__action="keep", target_version=target.version)
        return decided.filter(reports__reason=reason).order_by("-pk").first()

    def for_moderator(self, user):
        """Cases without an interest of this person's: not their own words, not their organisations', not an appeal
        on their own decision."""
        own = (
            Q(author=user)
            | Q(organisation__memberships__user=user, organisation__memberships__ended_at=None)
            | Q(appeal__decision__by=user)
        )
        return self.exclude(pk__in=self.model.objects.filter(own).values("pk"))

    def in_areas(self, areas):
        """Cases of these areas and of no area; what was passed up is for those without such a limit."""
        return self.filter(Q(area=None) | Q(area__in=areas), passed_up_because="")

    def most_pressing_first(self):
        return self.order_by("-priority", "due_at", "pk")

    def after(self, case):
        """What comes later in the queue, nearest first."""
        return self.filter(
            Q(priority__lt=case.priority)
            | Q(priority=case.priority, due_at__gt=case.due_at)
            | Q(priority=case.priority, due_at=case.due_at, pk__gt=case.pk)
        ).most_pressing_first()

    def before(self, case):
        """What comes earlier in the queue, nearest first."""
        return self.filter(
            Q(priority__gt=case.priority)
            | Q(priority=case.priority, due_at__lt=case.due_at)
            | Q(priority=case.priority, due_at=case.due_at, pk__lt=case.pk)
        ).order_by("priority", "-due_at", "-pk")

    def not_held_by_others(self, user, *, at):
        return self.exclude(Q(claimed_until__gt=at) & ~Q(claimed_by=user))

    def decided(self):
        return self.filter(decision__isnull=False)

    def changes_to(self, model, ids):
        """By item of a model: what became of the newest change of its words, "waits" or "refused", and the reference
        of its case. What is published or taken back is not told."""
        kind = ContentType.objects.get_for_model(model)
        cases = self.filter(kind="revision", target_type=kind, target_id__in=ids)
        cases = cases.order_by("target_id", "-pk").distinct("target_id")
        rows = cases.values_list(
            "target_id", "reference", "state", "decision__action", "revision__applied_at"
        )
        told = {}
        for item, reference, state, action, applied_at in rows:
            if state in WAITING:
                told[item] = ("waits", reference)
            elif action == "reject" and not applied_at:
                told[item] = ("refused", reference)
        return told

    def for_queue(self):
        return self.select_related("author", "organisation", "area", "claimed_by", "target_type")


class SensitivePeriodQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def about(self, kind, areas=()):
        """Those for this kind of thing in any of these areas, in what they lie in, or in a part of them.

        An area stands for what it took over from and for what took over from it, so that a merger leaves no gap. What
        is of no area falls under all of them, as it may be of any.
        """
        found = self.filter(kinds__contains=[kind])
        if not areas:
            return found
        given = Q(pk__in=[area.pk for area in areas])
        near = Area.objects.filter(
            given
            | Q(origins__predecessor__in=areas, origins__on__lte=timezone.localdate())
            | Q(successions__successor__in=areas, successions__on__lte=timezone.localdate())
        ).values("pk")
        around = Area.objects.filter(
            Q(pk__in=near) | Q(children__in=near) | Q(parent__in=near)
        ).values("pk")
        return found.filter(Q(area=None) | Q(area__in=around))

    def for_form(self, kind, areas=(), *, day):
        """What somebody who is about to post is told, the first to end first."""
        found = self.on(day).about(kind, areas).select_related("area")
        return found.order_by("ends_on", "pk")


class ReportQuerySet(models.QuerySet):
    def oldest_first(self):
        return self.order_by("at", "pk")

    def from_the_same(self, person, key):
        """Reports by the same person, or sent by the same form."""
        same = Q(by=person) if person else Q(pk=None)
        return self.filter(same | Q(key=key) if key else same)

    def records(self, people):
        """By person: how many of their reports were decided, and how many of those led to a removal."""
        rows = (
            self.filter(by__in=people, case__decision__isnull=False)
            .values("by")
            .annotate(decided=Count("pk"), upheld=Count("pk", Q(case__decision__action="remove")))
            .order_by("by")
        )
        return {row["by"]: (row["upheld"], row["decided"]) for row in rows}


def deciders(case):
    """The people who may decide a case: the rules of `for_moderator` and `in_areas`, asked from the other side."""
    may = Q(is_superuser=True)
    may |= Q(user_permissions__codename=DECIDE) | Q(groups__permissions__codename=DECIDE)
    people = get_user_model().objects.filter(may, is_active=True, is_staff=True)
    limits = Membership.objects.current().with_role(MemberRole.MODERATOR).exclude(areas=None)
    if case.passed_up_because:
        people = people.exclude(pk__in=limits.values("user"))
    elif case.area_id:
        here = limits.filter(areas=case.area_id)
        people = people.exclude(pk__in=limits.exclude(user__in=here.values("user")).values("user"))
    members = Membership.objects.filter(organisation=case.organisation_id, ended_at=None)
    appeal = getattr(case, "appeal", None)
    first = appeal.decision.by_id if appeal else None
    return (
        people.exclude(pk__in=[pk for pk in (case.author_id, first) if pk])
        .exclude(pk__in=members.values("user"))
        .distinct()
    )
