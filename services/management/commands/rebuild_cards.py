from django.core.management.base import BaseCommand

from services import actions


class Command(BaseCommand):
    help = "Draw the stored cards of services again where their template has changed."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, **options):
        count = actions.rebuild_cards(everything=options["all"])
        self.stdout.write(f"rebuilt={count}")
