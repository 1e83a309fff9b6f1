from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ideas import actions


class Command(BaseCommand):
    help = "Compares the counters of ideas with their rows and repairs them."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail if anything differs."
        )

    def handle(self, *args, check, **options):
        at = timezone.now()
        drift = actions.check(at=at) if check else actions.recount(at=at)
        for line in drift:
            self.stdout.write(line)
        self.stdout.write(f"drift={len(drift)}")
        if drift and check:
            raise CommandError("Some counters differ from their rows.")
