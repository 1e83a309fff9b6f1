from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from smartcounty.accounts import actions as accounts
from smartcounty.accounts.models import User
from smartcounty.notifications import actions as notifications
from smartcounty.pages.management.demo import county, events, ideas, lists, people, reviews, waiting


class Command(BaseCommand):
    help = (
        "Loads the made-up county into an empty database; does nothing where there is one already."
    )

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Demo data is only for the demo settings.")
        if User.objects.exists():
            self.stdout.write("The demo county is loaded already.")
            return
        self.at = timezone.now()
        with transaction.atomic():
            self._load()
        self.stdout.write("The demo county is loaded.")

    def _load(self):
        accounts.sync_roles()
        call_command("load_gazetteer", stdout=self.stdout)
        named, guests = people.make_people(at=self.at)
        admin = named["Ada"]
        organisations = county.make_organisations(by=admin)
        people.give_parts(named)
        hubs = county.make_hubs(organisations, by=admin, host=named["Bea"], at=self.at)
        events.make_events(organisations, hubs, by=admin, at=self.at)
        with self._progress("Services", 60) as bar:
            county.make_services(by=admin, at=self.at, tell=bar.update)
        with self._progress("Reviews", reviews.REVIEWS) as bar:
            reviews.make_reviews(named, at=self.at, tell=lambda made: bar.update(made - bar.n))
        call_command("recount_ratings", stdout=StringIO())
        lists.make_lists(named)
        teller = ideas.Teller(
            people=named, guests=guests, organisations=organisations, hubs=hubs, at=self.at
        )
        with self._progress("Ideas", 25) as bar:
            teller.tell_all(bar.update)
        waiting.make_period(named, at=self.at)
        waiting.make_waiting(named, at=self.at)
        # The past is told as history: nobody is written to about it.
        notifications.keep_quiet(before=timezone.now())

    def _progress(self, title, total):
        return tqdm(desc=f"{title:9}", total=total, disable=None, leave=True)
