from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from smartcounty.places import actions, exchange


class Command(BaseCommand):
    help = (
        "Loads areas, towns, outward codes and topics: the small gazetteer that comes with the portal, "
        "or another one from a folder with the same four files."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, nargs="?", default=exchange.GAZETTEER)

    def handle(self, *, folder, **options):
        try:
            areas, topics = exchange.read_areas(folder), exchange.read_topics(folder)
            towns, outward = exchange.read_towns(folder), exchange.read_outward_codes(folder)
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"Cannot use the gazetteer in {folder}: {error}") from error
        counts = actions.load_gazetteer(areas=areas, towns=towns, outward_codes=outward, by=None)
        counts += actions.load_topics(topics, by=None)
        if counts.skipped:
            self.stdout.write(f"{counts.skipped} rows of other counties skipped")
        self.stdout.write(f"{counts} rejected=0")
