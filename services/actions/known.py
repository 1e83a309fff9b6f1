"""What an import need not ask the database for twice: organisations, terms and areas it has met."""

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from services.models import Category
from services.rules import slugs, topics
from smartcounty.places.choices import AreaKind
from smartcounty.places.models import Area, Locality, Organisation, Topic
from smartcounty.places.rules import distance_miles

NEAREST_TOWN_MILES = 8
SAME_TOWN_MILES = 2.5  # further out the town that was sent is only the one that sorts the letters
ORGANISATION = ["name", "description", "website", "email"]


class Known:
    """Made once for a whole file, or for one record; safe to throw away, as it only saves questions."""

    def __init__(self, source, *, sector="public"):
        self.source = source
        self.sector = sector
        self._organisations, self._categories = {}, {}
        today = Area.objects.on(timezone.localdate()).select_related("parent")
        self._areas = {area.code: area for area in today}
        self._topics = {topic.slug: topic for topic in Topic.objects.all()}
        self._towns = list(Locality.objects.filter(outward=False))

    def forget(self):
        """What was written with a record that failed is gone."""
        self._organisations, self._categories = {}, {}

    def organisation(self, entry):
        """The organisation as the entry tells it, made or brought up to date; None if only an unknown id is given."""
        met = self._organisations.get(entry.source_id)
        if met is None or (entry.name and met[0] != entry):
            organisation = self._write_organisation(entry)
            if organisation is None:
                return None
            met = self._organisations[entry.source_id] = (entry, organisation)
        return met[1]

    def category(self, term):
        """The category for the term, by URI, else by taxonomy and term, else by name."""
        key = term.uri or (term.taxonomy, term.term) if term.term or term.uri else term.name.lower()
        if key not in self._categories:
            self._categories[key] = self._find_category(term) or self._make_category(term)
        return self._categories[key]

    def area(self, code):
        return self._areas.get(code)

    def is_county(self, code):
        area = self.area(code)
        return code == settings.COUNTY["code"] or bool(area and area.kind == AreaKind.COUNTY)

    def area_keys(self, entries):
        """What the areas of a record mean today, so that a map loaded later changes the record's fingerprint."""
        return sorted(
            str(area.pk) for entry in entries if entry.code and (area := self.area(entry.code))
        )

    def town(self, location):
        """The town it stands in by the gazetteer, as feeds write counties and suburbs there; else what was sent."""
        if location.latitude is None or not self._towns:
            return location.town
        near = sorted((self._miles(town, location), town.name) for town in self._towns)
        sent = slugify(location.town)
        for miles, name in near:
            if miles <= SAME_TOWN_MILES and slugify(name) == sent:
                return name
        return near[0][1] if near[0][0] <= NEAREST_TOWN_MILES else location.town

    @staticmethod
    def _miles(town, location):
        return distance_miles(town.latitude, town.longitude, location.latitude, location.longitude)

    def _write_organisation(self, entry):
        found = Organisation.objects.filter(source=self.source, source_id=entry.source_id).first()
        if found is None:
            return self._make_organisation(entry) if entry.name else None
        fields = {name: value for name in ORGANISATION if (value := getattr(entry, name))}
        changed = [name for name, value in fields.items() if getattr(found, name) != value]
        for name in changed:
            setattr(found, name, fields[name])
        if changed:
            found.save(update_fields=changed)
        self._add_identifiers(found, entry)
        return found

    def _make_organisation(self, entry):
        base = (slugify(slugs.sort_key(entry.name)) or "organisation")[:190]
        taken = set(
            Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True)
        )
        schemes = [scheme for scheme, _, _ in entry.identifiers]
        organisation = Organisation.objects.create(
            name=entry.name,
            slug=slugs.free_slug(base, taken),
            description=entry.description,
            website=entry.website,
            email=entry.email,
            sector=entry.sector
            or topics.sector_of(name=entry.name, schemes=schemes, otherwise=self.sector),
            source=self.source,
            source_id=entry.source_id,
        )
        self._add_identifiers(organisation, entry)
        return organisation

    def _add_identifiers(self, organisation, entry):
        for scheme, kind, identifier in entry.identifiers:
            organisation.identifiers.get_or_create(
                scheme=scheme, identifier=identifier, defaults={"kind": kind}
            )

    def _find_category(self, term):
        return (
            Category.objects.known_as(
                uri=term.uri, taxonomy=term.taxonomy, term=term.term, name=term.name
            )
            .select_related("topic")
            .order_by("pk")
            .first()
        )

    def _make_category(self, term):
        base = slugify(slugs.sort_key(term.name))[:130] or "category"
        taken = set(Category.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        topic = term.topic or topics.topic_of(
            name=term.name, taxonomy=term.taxonomy, term=term.term
        )
        return Category.objects.create(
            name=term.name,
            slug=slugs.free_slug(base, taken),
            description=term.description,
            uri=term.uri,
            taxonomy=term.taxonomy,
            term=term.term,
            topic=self._topics.get(topic),
        )
