from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from smartcounty.accounts import actions


class Command(BaseCommand):
    help = "Makes an administrator, who signs in by a code sent to their address. No superuser, no password."

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?", help="Asked for if left out.")

    def handle(self, *, email, **options):
        address = email or input("E-mail address of the administrator: ")
        try:
            validate_email(address.strip())
        except ValidationError as error:
            raise CommandError(f"{address} is not an e-mail address") from error
        user = actions.make_administrator(address, by=None)
        self.stdout.write(f"{user.email} is an administrator. Sign in at /accounts/login/.")
