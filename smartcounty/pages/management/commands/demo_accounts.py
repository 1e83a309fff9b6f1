from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from smartcounty.pages.management.demo.people import ACCOUNTS, PASSWORD, address


class Command(BaseCommand):
    help = "Prints whom to sign in as in the demonstration."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("There are no demo accounts outside the demo settings.")
        self.stdout.write(f"Sign in with the password {PASSWORD} as")
        for key, what, *_ in ACCOUNTS:
            self.stdout.write(f"  {address(key):26} {what}")
