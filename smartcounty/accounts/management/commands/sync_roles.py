from django.core.management.base import BaseCommand

from smartcounty.accounts import actions
from smartcounty.accounts.permissions import ROLES


class Command(BaseCommand):
    help = "Makes the groups say what the table of roles says. Safe to run again."

    def handle(self, **options):
        actions.sync_roles()
        self.stdout.write(f"roles={len(ROLES)}")
