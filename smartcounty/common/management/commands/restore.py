import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from smartcounty.common import backups


class Command(BaseCommand):
    help = "Load the backup FILE into the database of DATABASE_URL, which must be new and empty, and check it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--drill", action="store_true", help="into a database beside it, dropped at the end"
        )

    def handle(self, *, file, drill, **options):
        begun = time.monotonic()
        try:
            rows = backups.drill(file) if drill else backups.restore(file)
        except backups.Damaged as problem:
            raise CommandError(str(problem)) from None
        taken = time.monotonic() - begun
        self.stdout.write(f"{rows} rows restored and found again in {taken:.0f} seconds.")
