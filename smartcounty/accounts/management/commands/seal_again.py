from django.core.management.base import BaseCommand, CommandError

from smartcounty.accounts import actions


class Command(BaseCommand):
    help = (
        "After SECRET_KEY was changed and before SECRET_KEY_FALLBACKS is emptied: write the secrets of authenticator "
        "apps and recovery codes with the new key. Safe to run again."
    )

    def handle(self, **options):
        count, lost = actions.seal_again(by=None)
        if lost:
            raise CommandError(
                f"{lost} of {count} secrets were written with none of the keys in SECRET_KEY and "
                "SECRET_KEY_FALLBACKS: name the key before, or have their owners set up a new second step."
            )
        self.stdout.write(f"{count} secrets written with the key of today.")
