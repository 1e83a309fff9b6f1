from collections import Counter
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Avg
from django.utils import timezone
from django.utils.text import slugify

from smartcounty.accounts.registry import audit
from smartcounty.places.actions.naming import free_slug
from smartcounty.places.choices import AreaKind
from smartcounty.places.models import Area, Locality, Postcode, Topic

CHUNK = 2000
LONGEST_SLUG = 90


@dataclass
class Counts:
    """What a load did to the rows it was given; `skipped` are rows of other counties."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.skipped + other.skipped,
        )

    def __str__(self):
        return f"created={self.created} updated={self.updated} unchanged={self.unchanged}"


@transaction.atomic
def load_postcodes(rows, *, by):
    """Put the county's postcodes in step with the rows, and its districts and outward codes with them.

    Rows without a district are kept as places over the border; those of other districts are passed over.
    """
    at = timezone.now()
    rows, counts = iter(rows), Counts()
    areas, taken = {"": None}, {"", *settings.COUNTY["districts"]}
    known = {
        code: held
        for code, *held in Postcode.objects.values_list("code", "latitude", "longitude", "area_id")
    }
    while chunk := list(islice(rows, CHUNK)):
        ours = [row for row in chunk if row.area_code in taken]
        counts.skipped += len(chunk) - len(ours)
        counts += _put_postcodes(ours, known, areas)
    if counts.created or counts.updated:
        _place_middles()
        audit("postcodes loaded", by=by, at=at, to=str(counts))
    return counts


@transaction.atomic
def load_gazetteer(*, areas, towns, outward_codes, by):
    """Put districts, towns and outward codes in step with the rows; a middle worked out of postcodes stays."""
    at = timezone.now()
    county = settings.COUNTY["code"]
    ours = [row for row in areas if row.code in (county, *settings.COUNTY["districts"])]
    counts = Counts(skipped=len(areas) - len(ours))
    for row in sorted(ours, key=lambda row: row.code != county):
        counts += _put_area(
            row.code,
            row.name,
            latitude=row.latitude,
            longitude=row.longitude,
            adult_population=row.adult_population,
            population_on=row.population_on,
            **({"outline": row.outline} if row.outline else {}),
        )[1]
    counts += _put_localities(towns, outward=False)
    counts += _put_localities(outward_codes, outward=True)
    if counts.created or counts.updated:
        audit("gazetteer loaded", by=by, at=at, to=str(counts))
    return counts


@transaction.atomic
def load_topics(rows, *, by):
    """Put the list of topics in step with the rows; a topic that is no longer listed stays, as things refer to it."""
    at = timezone.now()
    counts = Counts()
    for row in rows:
        values = {"name": row.name, "icon": row.icon, "position": row.position}
        counts += _put(Topic, {"slug": row.slug}, values)[1]
    if counts.created or counts.updated:
        audit("topics loaded", by=by, at=at, to=str(counts))
    return counts


@transaction.atomic
def load_outlines(outlines, *, by):
    """Give the areas of today their outlines, by code; those of which nothing is said keep theirs."""
    at = timezone.now()
    counts = Counts()
    for area in Area.objects.on(timezone.localdate()).filter(code__in=outlines).order_by("pk"):
        counts += _put(Area, {"pk": area.pk}, {"outline": outlines[area.code]})[1]
    if counts.updated:
        audit("outlines loaded", by=by, at=at, to=str(counts))
    return counts


def _put_postcodes(rows, known, areas):
    """Write those of the rows that differ from what is known; `areas` collects the ids by code."""
    counts, changed = Counts(), []
    for row in rows:
        if row.area_code not in areas:
            areas[row.area_code] = _put_area(row.area_code, row.area_name)[0].pk
        value = [row.latitude, row.longitude, areas[row.area_code]]
        if row.code in known and known[row.code] == value:
            counts.unchanged += 1
            continue
        counts.created += row.code not in known
        counts.updated += row.code in known
        known[row.code] = value
        changed.append(
            Postcode(code=row.code, latitude=value[0], longitude=value[1], area_id=value[2])
        )
    Postcode.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["latitude", "longitude", "area"],
    )
    return counts


def _put_area(code, name, **facts):
    """The area that has this code today, made or put in step; districts belong to the county.

    Where no name is given it keeps its own; a new one is called by its code until somebody names it.
    """
    today = timezone.localdate()
    area = Area.objects.on(today).filter(code=code).first()
    values = {"name": name, **facts} if name else facts
    if area:
        return area, _put(Area, {"pk": area.pk}, values)[1]
    name = values.setdefault("name", code)
    is_county = code == settings.COUNTY["code"]
    suffix = code if Area.objects.filter(slug=slugify(name)).exists() else ""
    area = Area.objects.create(
        code=code,
        slug=free_slug(Area, name, suffix=suffix),
        kind=_kind_of(code),
        parent=None if is_county else _county(),
        **values,
    )
    return area, Counts(created=1)


def _county():
    code, name = settings.COUNTY["code"], settings.COUNTY["name"]
    area = Area.objects.on(timezone.localdate()).filter(code=code).first()
    return area or _put_area(code, name)[0]


def _kind_of(code):
    """E10 counties, E06 unitary authorities, E07 districts, as the official codes have it."""
    if code == settings.COUNTY["code"]:
        return AreaKind.COUNTY
    return AreaKind.UNITARY if code.startswith("E06") else AreaKind.DISTRICT


def _put_localities(rows, *, outward):
    """A name that several rows bear stands once for each district, with the district in its address."""
    today = timezone.localdate()
    areas = {area.code: area for area in Area.objects.on(today).districts()}
    names = Counter(slugify(row.name) for row in rows)
    counts = Counts()
    for row in rows:
        area = areas.get(row.area_code)
        if area is None:
            counts.skipped += 1
            continue
        slug = slugify(row.name)
        if names[slug] > 1:
            slug = f"{slug}-{area.slug}"[:LONGEST_SLUG]
        values = {
            "name": row.name,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "area_id": area.pk,
            "outward": outward,
        }
        counts += _put(Locality, {"slug": slug}, values, only_new=outward)[1]
    return counts


def _put(model, key, values, *, only_new=False):
    """One row made or put in step with the values, and what that was; written only if something differs."""
    row = model.objects.filter(**key).first()
    if row is None:
        return model.objects.create(**key, **values), Counts(created=1)
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if not differing or only_new:
        return row, Counts(unchanged=1)
    for name in differing:
        setattr(row, name, values[name])
    row.save(update_fields=[name.removesuffix("_id") for name in differing])
    return row, Counts(updated=1)


def _place_middles():
    """The middle of each outward code and of each district that has none, out of the postcodes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO places_locality (name, slug, outward, latitude, longitude, area_id)"
            " SELECT code, lower(code), true, latitude, longitude, area_id FROM ("
            "  SELECT split_part(code, ' ', 1) AS code, round(avg(latitude)::numeric, 5) AS latitude,"
            "   round(avg(longitude)::numeric, 5) AS longitude,"
            "   nullif(mode() WITHIN GROUP (ORDER BY coalesce(area_id, 0)), 0) AS area_id"
            "  FROM places_postcode GROUP BY 1) AS middles"
            " ON CONFLICT (slug) DO UPDATE SET latitude = excluded.latitude,"
            "  longitude = excluded.longitude, area_id = excluded.area_id"
        )
    bare = Area.objects.districts().filter(latitude=None).exclude(postcodes=None)
    for area in bare:
        middle = area.postcodes.aggregate(Avg("latitude"), Avg("longitude"))
        area.latitude = round(middle["latitude__avg"], 3)
        area.longitude = round(middle["longitude__avg"], 3)
        area.save(update_fields=["latitude", "longitude"])
