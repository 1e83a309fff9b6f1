from collections import defaultdict

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cos, Length, Radians
from django.utils.text import slugify

ALIKE = 0.5  # of 1: Canock is Cannock, Atlantis is nothing


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Rows valid on that day; `valid_to` is the first day on which a row no longer holds."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
        )

    def successors_on(self, day):
        """These rows, each that has ended by then replaced by what took over from it, and so on.

        Asks once for each generation. A row that ended and has no successor leaves nothing.
        """
        rows, found, seen = self.model.objects.all(), set(), set()
        waiting = set(self.values_list("pk", flat=True))
        while waiting:
            valid = _keys(rows.filter(pk__in=waiting).on(day))
            found |= valid
            seen |= waiting
            ended = waiting - valid
            waiting = _keys(rows.filter(origins__predecessor__in=ended, origins__on__lte=day))
            waiting -= seen
        return rows.filter(pk__in=found)

    def with_origins(self):
        """These rows and all that they took over from, so that figures of before and after add up."""
        rows, found = self.model.objects.all(), set()
        waiting = set(self.values_list("pk", flat=True))
        while waiting:
            found |= waiting
            waiting = _keys(rows.filter(successions__successor__in=waiting)) - found
        return rows.filter(pk__in=found)


class SuccessionQuerySet(models.QuerySet):
    def due(self, day):
        """Those by which something gives way by that day and has not done so yet."""
        return self.filter(on__lte=day, handed_over_at=None)


class AreaQuerySet(DatedQuerySet):
    def moved_on(self, day):
        """By each area that has ended the areas of that day that took over from it, if any did; asks once."""
        rows = self.model.successions.rel.related_model.objects.filter(
            predecessor__valid_to__lte=day, on__lte=day
        )
        areas, heirs = {}, defaultdict(list)
        for row in rows.select_related("predecessor", "successor").order_by("-share", "pk"):
            areas[row.predecessor_id] = row.predecessor
            heirs[row.predecessor_id].append(row.successor)
        return {area: _last(pk, heirs, day) for pk, area in areas.items()}

    def districts(self):
        """The areas that people choose from: districts and unitary authorities."""
        return self.filter(kind__in=["district", "unitary"])

    def unnamed(self):
        """Those that are called by their code."""
        return self.filter(name=F("code"))

    def by_name(self):
        return self.order_by("name", "pk")

    def called(self, name):
        """By their name, however it is written; those with a point."""
        return self.filter(name__iexact=name.strip(), latitude__isnull=False)


class LocalityQuerySet(models.QuerySet):
    def towns(self):
        """In the order in which they were entered, the bigger first."""
        return self.filter(outward=False).order_by("pk")

    def by_name(self):
        return self.order_by("name", "pk")

    def named(self, text):
        """Towns and outward codes that the text names, exact names first: `burton` also finds Burton upon Trent."""
        slug = slugify(text)
        if not slug:
            return self.none()
        return self.filter(Q(slug=slug) | Q(slug__startswith=f"{slug}-", outward=False)).order_by(
            Length("name"), "slug", "pk"
        )

    def alike(self, text):
        """Towns whose names sound like the text, the likeliest first."""
        likeness = TrigramWordSimilarity(text, "name")
        found = self.filter(outward=False).annotate(likeness=likeness)
        return found.filter(likeness__gte=ALIKE).order_by("-likeness", "pk")

    def nearest(self, latitude, longitude):
        """Towns by their distance on a flat map, which is the true order within a county."""
        north = F("latitude") - latitude
        east = (F("longitude") - longitude) * Cos(Radians(latitude))
        towns = self.filter(outward=False).annotate(far=north * north + east * east)
        return towns.order_by("far", "pk")


class OrganisationQuerySet(DatedQuerySet):
    def joined_by(self, user):
        """Organisations in whose name the person may speak today."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=user.memberships.current().values("organisation"), checked_at__isnull=False
        )

    def checked(self):
        return self.filter(checked_at__isnull=False)

    def by_name(self):
        return self.order_by("name", "pk")


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(approved_at__isnull=False, ended_at=None)

    def with_role(self, role):
        return self.filter(roles__contains=[role])


class TopicQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "name", "pk")


def _last(start, heirs, day):
    """Of those that came after, and after those, the ones that have not ended."""
    found, waiting, seen = {}, [start], set()
    while waiting:
        pk = waiting.pop(0)
        if pk in seen:
            continue
        seen.add(pk)
        for heir in heirs.get(pk, ()):
            if heir.has_ended(day):
                waiting.append(heir.pk)
            else:
                found[heir.pk] = heir
    return list(found.values())


def _keys(rows):
    return set(rows.values_list("pk", flat=True))
