from django.core.management.base import BaseCommand

from ideas import actions


class Command(BaseCommand):
    help = "Renders the stored cards of ideas whose template or drawings have changed since."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Every card, changed or not.")

    def handle(self, *args, **options):
        made = actions.rebuild_cards(everything=options["all"])
        self.stdout.write(f"rebuilt={made}")
