"""Fills the bench's database, then lets the portal's own actions reckon what its pages show."""

import random
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from bench.rows import Maker
from feedback.actions import counting
from ideas import actions as ideas
from services import actions as services
from services.models import Service

SEED = 2026
CHUNK = 500


class Command(BaseCommand):
    help = "Writes so many services, ten reviews for each, and people, ideas, supports and comments to match."

    def add_arguments(self, parser):
        parser.add_argument("--services", type=int, required=True)

    def handle(self, *, services, **options):
        call_command("load_demo", stdout=StringIO())
        at = timezone.now()
        self._fill(Maker(random.Random(SEED), at=at, tell=_bar), services)
        self._reckon(at)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _fill(self, make, number):
        with transaction.atomic():
            people = make.people(number * 5 // 2)
            made = make.services(number, make.organisations(max(20, number // 40)))
            make.reviews(made, people, number * 10)
            ideas_made = make.ideas(number // 2, people)
            make.supports(ideas_made, people, number * 5)
            make.comments(ideas_made, people, number * 5)

    def _reckon(self, at):
        _refresh_services(at)
        bar = _bar("Opening", Service.objects.count())
        while done := services.rebuild_due_openings(at=at):
            bar.update(done)
        bar.close()
        bar = _bar("Ratings", None)
        while counting.recount_ratings(at=at):
            bar.update(1)
        bar.close()
        _bar("Counters", None).close()
        ideas.recount(at=at)
        services.rebuild_cards()
        ideas.rebuild_cards()


def _refresh_services(at):
    bar, last = _bar("Cards", Service.objects.count()), 0
    while True:
        rows = Service.objects.filter(pk__gt=last).select_related("organisation").order_by("pk")
        chunk = list(rows.defer("search", "raw")[:CHUNK])
        if not chunk:
            break
        with transaction.atomic():
            for service in chunk:
                services.refresh(service, at=at)
                bar.update(1)
        last = chunk[-1].pk
    bar.close()


def _bar(title, total):
    return tqdm(desc=f"{title:10}", total=total, disable=None, leave=True)
