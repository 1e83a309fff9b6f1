"""A state of an address: how to reach it, and what each role finds there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from smartcounty.common.bots import stamp
from tests.inventory.roles import ANONYMOUS, ROLES, SIGNED_IN

# What a role may find, besides a plain status.
LOGIN = "sign in first"
CONFIRM = "confirm who you are first"
DONE = "led on"  # any other redirect

NOTHING = {}


def everyone(outcome=200):
    return dict.fromkeys(ROLES, outcome)


def signed_in(outcome=200, *, anonymous=LOGIN):
    return {ANONYMOUS: anonymous} | dict.fromkeys(SIGNED_IN, outcome)


def only(*roles, found=200, others=404, anonymous=None):
    """These roles find it; for the others it is not there, or not theirs."""
    rest = {ANONYMOUS: anonymous or others} | dict.fromkeys(SIGNED_IN, others)
    return rest | dict.fromkeys(roles, found)


def human(**typed):
    """What a person typed, in a form that was open for a minute."""
    return typed | {"website": "", "started": stamp(seconds_ago=60)}


@dataclass(frozen=True, eq=False)
class State:
    """`expect` holds an outcome for each role. The judges of pages look as `role`, by default the first let in.

    `args` and `data` are functions of the world; `prepare(world, client, role)` does what must come before, such as
    asking for the code that the page then asks for. `reading`: shared caches may keep it for signed-out readers.
    """

    url: str
    label: str
    expect: Mapping
    args: Callable = lambda world: ()
    query: str = ""
    method: str = "GET"
    data: Callable = lambda world: NOTHING
    prepare: Callable | None = None
    confirmed: bool = True
    reading: bool = False
    fixed: bool = False  # the same for everybody and kept by caches for long
    role: str = ""
    route: str = ""  # for an address without a name
    foreign: Mapping = field(default_factory=dict)
    admin: bool = False

    def __str__(self):
        return f"{self.method} {self.url} [{self.label}]"

    @property
    def seen_by(self):
        if self.role:
            return self.role
        wanted = (200, DONE)
        return next((role for role in ROLES if self.expect[role] in wanted), ROLES[0])

    def path(self, world):
        if self.route:
            return self.route.format(*self.args(world))
        return reverse(self.url, args=self.args(world))

    def address(self, world):
        path = self.path(world)
        query = self.query(world) if callable(self.query) else self.query
        return f"{path}?{query}" if query else path
