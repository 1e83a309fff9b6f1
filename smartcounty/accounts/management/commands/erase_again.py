from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from smartcounty.accounts import actions


class Command(BaseCommand):
    help = (
        "After a restore and before the worker starts: erase again whoever was erased since the backup, "
        "by the list of ERASURE_LIST."
    )

    def handle(self, **options):
        if not Path(settings.ERASURE_LIST).exists():
            raise CommandError(
                f"There is no list of erasures at {settings.ERASURE_LIST}: nobody was erased. "
                "Bring the list back, or look for closed accounts by hand."
            )
        self.stdout.write(f"{actions.erase_again(by=None)} accounts erased again.")
