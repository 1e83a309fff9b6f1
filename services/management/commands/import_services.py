import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from services import actions, exchange
from smartcounty.places.choices import Sector


class Command(BaseCommand):
    help = (
        "Import services of Open Referral UK 3.0: a page, a list, one service, or one service a line. "
        "Running it again with the same file changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--source", default="oruk", help="name of the feed; a service is known by it and its id"
        )
        parser.add_argument(
            "--sector",
            default=Sector.PUBLIC,
            choices=Sector.values,
            help="of organisations whose sector cannot be told",
        )

    def handle(self, *, path, source, sector, **options):
        if not path.is_file():
            raise CommandError(f"There is no file {path}")
        self.source, self.at = source, timezone.now()
        self.known = actions.Known(source, sector=sector)
        self.counts = dict.fromkeys(("created", "updated", "unchanged", "rejected"), 0)
        self.met = {}
        fatal = self._import(path)
        if self.counts["created"] or self.counts["updated"]:
            actions.rebuild_words()
        self.stdout.write(" ".join(f"{name}={count}" for name, count in self.counts.items()))
        if fatal:
            raise CommandError(f"Nothing could be read from {path}")

    def _import(self, path):
        total, records = exchange.read(path)
        fatal = False
        # The bar goes to standard error, and only where somebody watches.
        for where, record in tqdm(records, total=total, unit="service", disable=None):
            outcome, reason = self._one(where, record)
            self.counts[outcome] += 1
            if reason:
                with tqdm.external_write_mode(file=sys.stderr):
                    self.stdout.write(f"{where}: {reason}")
            fatal = fatal or getattr(record, "fatal", False)
        return fatal

    def _one(self, where, record):
        """What became of one record, and if it was rejected, why."""
        if isinstance(record, exchange.Problem):
            return "rejected", record.reason
        try:
            entry = exchange.entry_of(record)
            first, raw = self.met.setdefault(entry.source_id, (where, entry.raw))
            if first != where and raw == entry.raw:
                return "unchanged", ""
            if first != where:
                return "rejected", f"repeats the id of {first}"
            _, outcome = actions.import_entry(
                entry, source=self.source, by=None, at=self.at, known=self.known
            )
        except exchange.BadRecord as bad:
            return "rejected", str(bad)
        except actions.UnknownOrganisation as unknown:
            return "rejected", f"its organisation {unknown} is not known (id {entry.source_id})"
        except DatabaseError as error:
            self.known.forget()
            return "rejected", f"cannot be stored: {' '.join(str(error).split())[:200]}"
        return outcome, ""
