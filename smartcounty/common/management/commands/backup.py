from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from smartcounty.common import backups


class Command(BaseCommand):
    help = "Write a backup of the database into DIRECTORY: a dump, and beside it what must be found in it again."

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path)
        parser.add_argument("--keep", type=int, default=0, help="delete all but so many (0: none)")

    def handle(self, *, directory, keep, **options):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            dump = backups.make(directory, at=timezone.now())
        except backups.Damaged as problem:
            raise CommandError(str(problem)) from None
        if keep:
            backups.keep(directory, newest=keep)
        self.stdout.write(str(dump))
