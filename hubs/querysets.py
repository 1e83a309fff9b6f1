from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Cos, JSONObject, Radians
from django.utils import timezone

from hubs.lifecycle import EventStatus, Status
from hubs.rules import DAYS_AHEAD
from smartcounty.common import searching
from smartcounty.moderation.querysets import ModeratedQuerySet


class HubQuerySet(ModeratedQuerySet):
    def public(self):
        """All that is neither hidden nor removed, closed ones included: bad news stays."""
        return self.shown().filter(removed_at=None)

    def removed(self):
        return self.exclude(removed_at=None)

    def visible_to(self, user):
        """Public hubs, and those the person hosts."""
        if not user.is_authenticated:
            return self.public()
        hosted = user.hub_memberships.current().hosts().values("hub")
        return self.filter(Q(hidden_at=None) | Q(pk__in=hosted), removed_at=None)

    def hosted_by(self, user):
        return self.filter(pk__in=user.hub_memberships.current().hosts().values("hub"))

    def in_areas(self, slugs):
        return self.filter(area__slug__in=slugs)

    def open_at(self, moment):
        """Open at a local moment, by the exception of the day if there is one, else by the usual hours."""
        hours = self._rows("hours").filter(weekday=moment.weekday())
        today = self._rows("exceptions").filter(date=moment.date())
        now = {"opens__lte": moment.time(), "closes__gt": moment.time()}
        usual = Exists(hours.filter(**now)) & ~Exists(today)
        return self.filter(usual | Exists(today.filter(**now)), status=Status.OPEN)

    def nearest_first(self, latitude, longitude):
        """In order of distance on a flat map, which is the true order within a county."""
        north = F("latitude") - latitude
        east = (F("longitude") - longitude) * Cos(Radians(latitude))
        return self.annotate(far=north * north + east * east).order_by(
            F("far").asc(nulls_last=True), "name", "pk"
        )

    def search(self, words):
        """Hubs that hold the words: in their name, else their place, else what they say of themselves."""
        places = ["town", "area__name", "summary"]
        said = ["description", "how_to_get_there"]
        vector = searching.weighted(A=["name"], B=places, C=said)
        return searching.fitting(self, words, vector, point=(F("latitude"), F("longitude")))

    def sounding_like(self, text):
        return searching.sounding_like(self, text, "name", "town")

    def on_map(self):
        return self.filter(latitude__isnull=False)

    def by_name(self):
        return self.order_by("name", "pk")

    def counted_by_area(self):
        """Areas by name with how many of these hubs each has; values, not rows."""
        named = self.order_by("area__name", "area__slug").values("area__name", "area__slug")
        return named.annotate(count=Count("pk"))

    def for_cards(self):
        """With what a card shows: area, and as rows for `week` its hours and the exceptions of the next two weeks."""
        today = timezone.localdate()
        soon = self._rows("exceptions").filter(
            date__range=(today, today + timedelta(days=DAYS_AHEAD))
        )
        times = {"opens": "opens", "closes": "closes"}
        usual = self._rows("hours").values(row=JSONObject(weekday="weekday", **times))
        other = soon.values(row=JSONObject(date="date", note="note", **times))
        return self.select_related("area", "organisation").annotate(
            hour_rows=ArraySubquery(usual), exception_rows=ArraySubquery(other)
        )

    def for_page(self):
        return self.for_cards().prefetch_related("access_facts")

    def _model_of(self, relation):
        return self.model._meta.get_field(relation).related_model

    def _rows(self, relation):
        return self._model_of(relation).objects.filter(hub=OuterRef("pk"))


class HubMembershipQuerySet(models.QuerySet):
    def current(self):
        today = timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=today), started_on__lte=today)

    def hosts(self):
        return self.filter(role="host")


class EventQuerySet(ModeratedQuerySet):
    def public(self):
        """Published and since; neither hidden nor removed, nor at a hub that is. Cancelled ones say so and stay."""
        at_public_hub = Q(hub=None) | Q(hub__hidden_at=None, hub__removed_at=None)
        return self.shown().filter(at_public_hub, removed_at=None).exclude(status=EventStatus.DRAFT)

    def removed(self):
        return self.exclude(removed_at=None)

    def visible_to(self, user):
        """Public events, and all those at a hub that the person hosts."""
        if not user.is_authenticated:
            return self.public()
        hosted = user.hub_memberships.current().hosts().values("hub")
        public = self.public().order_by().values("pk")
        return self.filter(Q(pk__in=public) | Q(hub__in=hosted), removed_at=None)

    def in_areas(self, slugs):
        return self.filter(area__slug__in=slugs)

    def about(self, slugs):
        """Those of any of these topics, each once."""
        links = self.model.topics.through.objects.filter(topic__slug__in=slugs)
        return self.filter(pk__in=links.values("event"))

    def upcoming(self, at):
        """Those that are not over, the next first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at):
        """Those that are over, the latest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")

    def search(self, words):
        """Events that hold the words: in their title, else their place, else what is said of them."""
        places = ["place", "town", "hub__name", "hub__town", "summary"]
        vector = searching.weighted(A=["title"], B=places, C=["description"])
        point = [
            Coalesce(axis, f"hub__{axis}", f"area__{axis}") for axis in ("latitude", "longitude")
        ]
        return searching.fitting(self, words, vector, point=point)

    def sounding_like(self, text):
        return searching.sounding_like(self, text, "title")

    def counted_by_area(self):
        """Areas by name with how many of these events each has; what is online alone has none."""
        named = self.order_by("area__name", "area__slug").values("area__name", "area__slug")
        return named.annotate(count=Count("pk"))

    def for_list(self):
        return self.select_related("hub")

    def for_page(self):
        return self.select_related("hub", "organisation", "area").prefetch_related("topics")
