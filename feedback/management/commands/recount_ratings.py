from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from feedback.actions import counting, votes


class Command(BaseCommand):
    help = "Reckon all ratings anew. With --check, only say which services and votes differ, and fail if any does."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *args, check, **options):
        at, wrong = timezone.now(), 0
        for service, names in counting.drifted():
            wrong += 1
            self.stdout.write(f"{service.slug}: {', '.join(names)}")
            if not check:
                counting.repair(service, at=at)
        for review in counting.drifted_votes():
            wrong += 1
            self.stdout.write(f"{review.reference}: votes")
            if not check:
                votes.recount(review)
        if check and wrong:
            raise CommandError(f"drift={wrong}")
        while not check and counting.recount_ratings(at=at):
            pass
        self.stdout.write(f"drift={wrong}")
