import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from smartcounty.places import actions, exchange
from smartcounty.places.models import Area


class Command(BaseCommand):
    help = (
        "Loads the county's districts and postcodes: those of the national package and of 10 km around, or from a "
        "CSV file with the columns postcode, latitude, longitude, lad_code, lad_name, whose rows of other districts "
        "are skipped."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--outlines", type=Path, help="a GeoJSON file of areas, found by their official codes"
        )

    def handle(self, *, file, outlines, **options):
        self.rejected = 0
        try:
            counts = self._load_file(file) if file else self._load_package()
            if outlines:
                counts += self._load_outlines(outlines)
            if drawn := actions.draw_outlines(by=None):
                self.stdout.write(f"{drawn} outlines drawn out of the postcodes")
        except OSError as error:
            raise CommandError(f"Cannot read {error.filename}: {error.strerror}.") from error
        if counts.skipped:
            self.stdout.write(f"{counts.skipped} rows of other districts skipped")
        self.stdout.write(f"{counts} rejected={self.rejected}")
        for area in Area.objects.districts().unnamed().by_name():
            self.stdout.write(f"{area.code} has no name yet: give it one in the staff area.")

    def _load_file(self, file):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                return actions.load_postcodes(self._good_rows(lines), by=None)
        except exchange.NotReadable as error:
            raise CommandError(f"Cannot use {file}: {error} Nothing was changed.") from error

    def _load_package(self):
        try:
            rows = exchange.read_national(settings.COUNTY["districts"])
            return actions.load_postcodes(_shown(rows), by=None)
        except exchange.NotReadable as error:
            raise CommandError(f"{error} Nothing was changed.") from error

    def _load_outlines(self, file):
        codes = {settings.COUNTY["code"], *settings.COUNTY["districts"]}
        try:
            outlines = exchange.read_outlines(file.read_text(encoding="utf-8"), codes)
        except (exchange.NotReadable, UnicodeDecodeError) as error:
            raise CommandError(f"Cannot use {file}: {error}") from error
        return actions.load_outlines(outlines, by=None)

    def _good_rows(self, lines):
        for row in _shown(exchange.read_postcodes(lines)):
            if isinstance(row, exchange.BadRow):
                self.rejected += 1
                self.stdout.write(f"line {row.line}: {row.reason}")
            else:
                yield row


def _shown(rows):
    return tqdm(rows, unit=" postcodes", disable=not sys.stderr.isatty())
