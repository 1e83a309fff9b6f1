import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from smartcounty.places import actions, exchange


class Command(BaseCommand):
    help = (
        "Loads the county's districts and postcodes from a CSV file with the columns "
        "postcode, latitude, longitude, lad_code, lad_name. Rows of other districts are skipped."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        self.rejected = 0
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                counts = actions.load_postcodes(self._good_rows(lines), by=None)
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        except exchange.NotReadable as error:
            raise CommandError(f"Cannot use {file}: {error} Nothing was changed.") from error
        if counts.skipped:
            self.stdout.write(f"{counts.skipped} rows of other districts skipped")
        self.stdout.write(f"{counts} rejected={self.rejected}")

    def _good_rows(self, lines):
        rows = exchange.read_postcodes(lines)
        for row in tqdm(rows, unit=" postcodes", disable=not sys.stderr.isatty()):
            if isinstance(row, exchange.BadRow):
                self.rejected += 1
                self.stdout.write(f"line {row.line}: {row.reason}")
            else:
                yield row
