"""What a test asks the portal to do, in a process of its own: `python -m tests.faults.scenario NAME [ARGUMENT]`."""

import json
import os
import sys
from datetime import timedelta

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - after the set-up
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core import mail  # noqa: E402, TID251 - asks as sign-in does
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from factory.django import DjangoModelFactory  # noqa: E402

from ideas import actions as ideas  # noqa: E402
from smartcounty.accounts import actions as accounts  # noqa: E402
from smartcounty.notifications import actions as notifications  # noqa: E402
from smartcounty.notifications.models import Delivery  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.ideas import IdeaFactory  # noqa: E402


def mails(count):
    """Queue sign-in mail to so many addresses, in one transaction."""
    with transaction.atomic():
        for n in range(int(count)):
            mail.send_mail("Your code", f"Code {n}", None, [f"person{n}@example.org"])


def mail_and_die():
    """Queue one message and end the process after the commit, before the queue is told."""
    with transaction.atomic():
        transaction.on_commit(lambda: os._exit(9))
        mail.send_mail("Your code", "Code", None, ["left@example.org"])


def mail_rolled_back():
    with transaction.atomic():
        mail.send_mail("Your code", "Code", None, ["never@example.org"])
        transaction.set_rollback(True)


def followers(count, first=0):
    """So many people follow an area in which an idea has just been published; `first` numbers all that is new."""
    for kind in DjangoModelFactory.__subclasses__():
        kind.reset_sequence(int(first), force=True)
    accounts.sync_roles()
    moderator = UserFactory()
    idea = IdeaFactory(status="submitted")
    people = get_user_model().objects.bulk_create(
        [
            get_user_model()(email=f"follower{n}@example.org", display_name=f"Follower {n}")
            for n in range(int(first), int(first) + int(count))
        ]
    )
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people]
    )
    for user in people:
        notifications.follow(user, "area", idea.area_id)
    ideas.approve(idea, by=moderator, at=timezone.now())


def digests():
    """Make the digests of next week, by the clock's own code."""
    print(notifications.make_digests(at=timezone.now() + timedelta(days=8)))


def mails_and_digests(count):
    """Both in one breath."""
    mails(count)
    digests()


def deliveries():
    """Print the ids of all deliveries."""
    print(json.dumps(list(Delivery.objects.order_by("pk").values_list("pk", flat=True))))


def supporter():
    """A member with a session and an idea to support: prints the session's key, the idea's slug and id."""
    idea = IdeaFactory(status="open")
    user = UserFactory()
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    print(json.dumps({"session": session.session_key, "slug": idea.slug, "idea": idea.pk}))


def officer(address, password, second_step=""):
    """A moderator with a password, and with an app and recovery codes if asked for: prints what the person keeps."""
    accounts.sync_roles()
    user = UserFactory(email=address)
    user.set_password(password)
    user.save(update_fields=["password"])
    accounts.grant_role(user, "Moderator", by=None)
    kept = {}
    if second_step:
        kept["secret"] = generate_totp_secret()
        TOTP.activate(user, kept["secret"])
        kept["codes"] = RecoveryCodes.activate(user).get_unused_codes()
    print(json.dumps(kept))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
