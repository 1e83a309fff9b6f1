"""What is measured, and how fast each has to be. Addresses of single things are those that `seed_bench` makes first."""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Floor:
    """Shares are of the hello view. None stands where nothing is promised."""

    share: float | None = None
    cached: float | None = 0.70
    queries: int | None = None
    html: int | None = 40_000
    sent: int | None = 15_000
    p99: float | None = None  # milliseconds
    beside: tuple[str, float] | None = None  # another page, and the share of its share
    tail: float | None = 4.0  # p99 to p50


@dataclass(frozen=True)
class Page:
    """Where `cached`, measured from the page cache as well; `as_member` and `posts` use what `weigh_bench` wrote."""

    name: str
    path: str
    floor: Floor
    cached: bool = True
    as_member: bool = False
    posts: str = ""


LIST = Floor(0.15, queries=6)
DEEP = Floor(0.15, queries=6, beside=("services", 1 / 1.5))
SEARCH = Floor(0.08, queries=6)
SUGGESTING = Floor(0.20, queries=6, p99=50)
SERVICE = Floor(0.12, queries=8)
IDEA = Floor(0.08, queries=8)
SIGNED_IN = Floor(queries=None, beside=("services", 1 / 2))
POST = Floor(html=None, sent=None, tail=None)

HELLO = Page("hello", "/bench/hello/", Floor(), cached=False)
PAGES = [
    Page("home", "/", LIST),
    Page("services", "/services/", LIST),
    # Or the last page, where there are fewer.
    Page("services page 400", "/services/?page={page400}", DEEP),
    Page("services filtered", "/services/?area={area}&category={category}&rating=3", LIST),
    Page("services open now", "/services/?open=now", LIST),
    Page("services by rating", "/services/?sort=rating", LIST),
    Page("services newest", "/services/?sort=newest", LIST),
    Page("services by name", "/services/?sort=name", LIST),
    Page("services mixed", "/services/?sort=random", LIST),
    Page("services nearest", "/services/?postcode={town}&sort=distance", LIST),
    Page("search", "/services/?q=gardening+group", SEARCH),
    Page("search misspelt", "/services/?q=gardning+gruop", SEARCH),
    Page("search synonym", "/services/?q=chemist", SEARCH),
    Page("suggestions", "/services/suggest.json?q=gard", SUGGESTING),
    Page("service with 500 reviews", "/services/{service}/", SERVICE),
    Page("ideas", "/ideas/", LIST),
    Page("ideas most supported", "/ideas/?sort=supported", LIST),
    Page("ideas filtered", "/ideas/?topic={topic}&area={area}", LIST),
    Page("ideas search", "/ideas/?q=tool+library", SEARCH),
    Page("idea with 50 comments", "/ideas/{idea}/", IDEA),
    Page("services signed in", "/services/", SIGNED_IN, cached=False, as_member=True),
    Page("post a review", "", POST, cached=False, posts="reviews"),
    Page("post a support", "", POST, cached=False, posts="supports"),
]
FLOORS = {page.name: page.floor for page in PAGES}


def chosen(wanted):
    """Those whose names are asked for, with commas between them; `services*` is all that begin so."""
    patterns = [pattern.strip() for pattern in wanted.split(",") if pattern.strip()]
    if not patterns:
        return PAGES
    return [page for page in PAGES if any(fnmatchcase(page.name, each) for each in patterns)]
