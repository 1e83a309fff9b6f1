"""A small county with somebody in each role and something in each state of visibility.

What not everybody may see carries a canary in each of its texts: a word that stands nowhere else.
"""

import itertools
import json
import uuid
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from smartcounty.accounts import actions as accounts
from tests.device import Device
from tests.factories.accounts import UserFactory
from tests.factories.places import MembershipFactory, OrganisationFactory
from tests.inventory import hidden, things
from tests.inventory.roles import (
    ADMINISTRATOR,
    ANONYMOUS,
    COUNCILLOR,
    EDITOR,
    GROUPS,
    MEMBER,
    NEWCOMER,
    RESPONDER,
    SIGNED_IN,
    STRANGER,
    SUSPENDED,
    WORKER,
)

SOME_OPTIONS = {"publicKey": {"challenge": "AAAA", "user": {"id": "AAAA"}}}
LONGER_THAN_ANY_RUN = timedelta(days=1)
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Canary:
    """A word that only these roles may read; `addresses` are paths where everybody may."""

    word: str
    roles: frozenset
    addresses: frozenset = frozenset()


class World:
    """Built inside a transaction that the caller rolls back."""

    def __init__(self):
        self.now = timezone.now()
        self.canaries = {}
        self.sessions = {}
        self.people = {}
        self._keys = itertools.count(1)

    def canary(self, name, *roles, addresses=()):
        """A new word that says where it comes from; lower-case letters, so that it survives a slug and a search."""
        word = f"canary{name.replace('_', '')}zq"
        assert word not in self.canaries, f"{name} is taken"
        self.canaries[word] = Canary(word, frozenset(roles), frozenset(addresses))
        return word

    def next_key(self):
        """The key of the next form."""
        return uuid.UUID(int=next(self._keys))

    def followed(self):
        """One thing of each kind that can be followed, by kind."""
        return {
            "idea": self.idea,
            "service": self.service,
            "hub": self.hub,
            "area": self.area,
            "topic": self.topic,
            "organisation": self.group,
        }

    def client(self, role, *, confirmed=True, csrf=False):
        """A browser that this person is signed in with; `confirmed`: they proved a moment ago who they are."""
        client = Client(enforce_csrf_checks=csrf)
        if role != ANONYMOUS:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._session(role, confirmed)
        return client

    def _session(self, role, confirmed):
        if (role, confirmed) not in self.sessions:
            client = Client()
            client.force_login(self.people[role])
            session = client.session
            # Else each page would note again, after minutes, that they are here.
            session["seen"] = (timezone.now() + LONGER_THAN_ANY_RUN).isoformat()
            if confirmed:
                _confirm(session, self.people[role])
            session.save()
            self.sessions[role, confirmed] = session.session_key
        return self.sessions[role, confirmed]


def _confirm(session, user):
    """They proved who they are, and it counts for longer than any run of the judges."""
    request = HttpRequest()
    request.session = session
    record_authentication(request, user, method="password", reauthenticated=True)
    for proof in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        proof["at"] += LONGER_THAN_ANY_RUN.total_seconds()


def build(*, secrets=True):
    """The whole world; without `secrets` it holds only what everybody may see."""
    world = World()
    add_people(world)
    sign_everybody_in(world)
    things.build(world)
    if secrets:
        hidden.build(world)
    return world


def add_people(world):
    accounts.sync_roles()
    for role in SIGNED_IN:
        world.people[role] = _person(world, role)
    for role, group in GROUPS.items():
        accounts.grant_role(world.people[role], group, by=None)
    world.known = UserFactory(email="known@example.org")
    world.known.set_password(PASSWORD)
    world.known.save(update_fields=["password"])
    _join(world)


def sign_everybody_in(world):
    """Before the first savepoint that is rolled back."""
    for role in SIGNED_IN:
        for confirmed in (True, False):
            world.client(role, confirmed=confirmed)


def _person(world, role):
    """Nobody but the person and administrators reads a full name or an address."""
    key = role.replace(" ", "")
    user = UserFactory(
        email=f"{world.canary(f'mail_{key}', role, ADMINISTRATOR)}@example.org",
        full_name=f"{world.canary(f'name_{key}', role, ADMINISTRATOR).capitalize()} Person",
        display_name=f"{role.capitalize()} Shown",
        new=role == NEWCOMER,
        date_joined=world.now - timedelta(days=90),
        suspended_until=world.now + timedelta(days=30) if role == SUSPENDED else None,
        suspended_because="of adverts" if role == SUSPENDED else "",
    )
    if role != NEWCOMER:  # who signs in by codes alone
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    if role == COUNCILLOR:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
        name = world.canary("passkey", role).capitalize()
        WebAuthn.add(user, name, json.loads(Device().make(SOME_OPTIONS)))
    return user


def _join(world):
    world.council = OrganisationFactory(
        name="Mid-Trent Council", slug="mid-trent", sector="public", is_responding_body=True
    )
    world.group = OrganisationFactory(name="Willow Neighbours", slug="willow")
    world.rival = OrganisationFactory(name="Churnet Club", slug="churnet")
    world.strangers = OrganisationFactory(name="Strangers United", slug="strangers")
    world.provider = OrganisationFactory(name="Garden Door Kitchen", slug="garden-door")
    for role, organisation, roles in (
        (MEMBER, world.group, ["member"]),
        (STRANGER, world.rival, ["member"]),
        (EDITOR, world.provider, ["member", "editor"]),
        (RESPONDER, world.council, ["member", "responder"]),
        (WORKER, world.council, ["member", "frontline"]),
    ):
        MembershipFactory(
            user=world.people[role], organisation=organisation, roles=roles, title="Volunteer"
        )
