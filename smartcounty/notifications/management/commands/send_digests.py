from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from smartcounty.notifications import actions


class Command(BaseCommand):
    help = "Makes the digests that are due at a moment, by the same code as the clock."

    def add_arguments(self, parser):
        parser.add_argument("--at", help="Local moment, such as 2026-11-24T07:30; now if left out.")
        parser.add_argument(
            "--period", help="That day or week alone, such as 2026-11-24 or 2026-W48."
        )

    def handle(self, *, at, period, **options):
        try:
            moment = datetime.fromisoformat(at) if at else timezone.now()
        except ValueError as error:
            raise CommandError(f"Write --at as 2026-11-24T07:30, not {at}") from error
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        try:
            made = actions.make_digests(at=moment, period=period)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"digests={made}")
