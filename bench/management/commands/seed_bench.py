"""Fills the bench's database, or brings one that was filled earlier up to the day."""

import random
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone

from bench.progress import bar
from bench.rows import Maker
from ideas import actions as ideas
from services import actions as services
from services.models import Service

SEED = 2026


class Command(BaseCommand):
    help = "Writes so many services, ten reviews for each, and people, ideas, supports and comments to match."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--services", type=int)
        what.add_argument(
            "--again", action="store_true", help="Hours and cards alone, of what is there."
        )

    def handle(self, *, services, again, **options):
        if not again:
            call_command("load_demo", stdout=StringIO())
            fill(services, at=timezone.now())
        reckon(at=timezone.now())
        if not again:
            learn()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")


@transaction.atomic
def fill(services, *, at, tell=bar):
    with connection.cursor() as cursor:  # making a batch of rows takes a while on a busy machine
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    Maker(random.Random(SEED), at=at, tell=tell).make(services)


def reckon(*, at, tell=bar):
    """What does not stand on the rows yet, by the portal's own actions."""
    hours = tell("Opening", Service.objects.count())
    while done := services.rebuild_due_openings(at=at):
        hours.update(done)
    hours.close()
    drawn = tell("Cards", None)
    drawn.update(services.rebuild_cards() + ideas.rebuild_cards())
    drawn.close()


def learn(*, tell=bar):
    """The words that the services use, by which misspelt ones are put right."""
    words = tell("Words", None)
    words.update(services.rebuild_words())
    words.close()
