from datetime import timedelta
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from smartcounty.accounts import actions as accounts
from smartcounty.accounts.choices import Trust
from smartcounty.accounts.models import User
from smartcounty.pages.management.demo import read_people
from smartcounty.places import actions as places
from smartcounty.places.models import Organisation

PASSWORD = "knot-and-kettle"
GUESTS = 150

# Who can be tried out: the part of the address before the @, what it shows, name, trust, role.
ACCOUNTS = [
    ("citizen", "a citizen", "Robin", Trust.MEMBER, None),
    ("newcomer", "a new member, whose posts are checked first", "Sky", Trust.NEW, None),
    ("group", "a member of two community groups", "Ines", Trust.MEMBER, None),
    ("provider", "the editor of a provider's listings", "Penny", Trust.MEMBER, None),
    ("host", "a hub host", "Bea", Trust.MEMBER, "Hub host"),
    ("frontline", "a frontline worker", "Fran", Trust.MEMBER, "Frontline worker"),
    ("responder", "a council officer who answers ideas", "Rae", Trust.MEMBER, "Responder"),
    ("moderator", "a moderator, in the admin", "Mo", Trust.MEMBER, "Moderator"),
    ("second", "a second moderator, for appeals", "Sam", Trust.MEMBER, "Moderator"),
    ("admin", "an administrator, in the admin", "Ada", Trust.MEMBER, "Administrator"),
]
MEMBERSHIPS = [
    ("group", "Stone Sight Loss Circle", ["member"], "Secretary"),
    ("group", "Sow Valley Neighbours", ["member"], "Volunteer"),
    ("provider", "Penkside Kitchen", ["editor"], "Hall co-ordinator"),
    ("host", "Borrow Better", ["member"], "Host"),
    ("frontline", "Three Spires Health Partnership", ["frontline"], "Link worker"),
    ("responder", "Mid-Trent Council", ["responder"], "Neighbourhoods Officer"),
]


def address(name):
    return f"{name.lower()}@demo.example"


def make_people(*, at):
    """Members, guests and the accounts to try: `{name shown: person}`, and the guests."""
    joined = at - timedelta(days=460)
    members = _members(joined) + _to_try(joined, at=at)
    guests = _guests(joined)
    everybody = User.objects.bulk_create(members + guests)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in everybody
    )
    return {user.display_name: user for user in members}, guests


def _members(joined):
    taken = {name for _, _, name, _, _ in ACCOUNTS}
    return [
        _person(f"member-{name}", name, Trust.MEMBER, joined, approved_contributions=5)
        for name in read_people()["names"]
        if name not in taken
    ]


def _to_try(joined, *, at):
    return [
        _person(key, name, trust, at)
        if trust == Trust.NEW
        else _person(key, name, trust, joined, approved_contributions=5)
        for key, _, name, trust, _ in ACCOUNTS
    ]


def _guests(joined):
    return [
        _person(f"guest-{n}", f"Guest {n}", Trust.GUEST, joined, password=make_password(None))
        for n in range(1, GUESTS + 1)
    ]


def _person(key, name, trust, joined, **fields):
    fields.setdefault("password", _secret())
    return User(
        email=address(key),
        full_name=f"{name} of the Demo",
        display_name=name,
        trust=trust,
        date_joined=joined,
        **fields,
    )


@cache
def _secret():
    """Once for all: a good hash takes its time."""
    return make_password(PASSWORD)


def give_parts(people):
    """Roles and memberships of the accounts to try."""
    by_key = {key: people[name] for key, _, name, _, _ in ACCOUNTS}
    admin = by_key["admin"]
    for key, _, _, _, role in ACCOUNTS:
        if role:
            accounts.grant_role(by_key[key], role, by=admin)
    for key, organisation, roles, title in MEMBERSHIPS:
        places.add_member(
            by_key[key],
            Organisation.objects.get(name=organisation),
            by=admin,
            roles=roles,
            title=title,
        )
    return by_key
