"""What is measured. Addresses of single things are those that `seed_bench` makes first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """Where `cached`, measured from the page cache as well; `as_member` and `posts` use what `weigh_bench` wrote."""

    name: str
    path: str
    cached: bool = True
    as_member: bool = False
    posts: str = ""


HELLO = Page("hello", "/bench/hello/", cached=False)
# `{last}` is the last page of the list, 400 where there are that many.
PAGES = [
    Page("home", "/"),
    Page("services", "/services/"),
    Page("services, page {last}", "/services/?page={last}"),
    Page("services, filtered", "/services/?area={area}&category={category}&rating=3"),
    Page("services, open now", "/services/?open=now"),
    Page("services by rating", "/services/?sort=rating"),
    Page("services, newest", "/services/?sort=newest"),
    Page("services by name", "/services/?sort=name"),
    Page("services near", "/services/?postcode={town}&sort=distance"),
    Page("search", "/services/?q=gardening+group"),
    Page("search, misspelt", "/services/?q=gardning+gruop"),
    Page("service, 500 reviews", "/services/{service}/"),
    Page("ideas", "/ideas/"),
    Page("ideas, most supported", "/ideas/?sort=supported"),
    Page("ideas, filtered", "/ideas/?topic={topic}&area={area}"),
    Page("ideas, search", "/ideas/?q=tool+library"),
    Page("idea, 50 comments", "/ideas/{idea}/"),
    Page("services, signed in", "/services/", cached=False, as_member=True),
    Page("post a review", "", cached=False, posts="reviews"),
    Page("post a support", "", cached=False, posts="supports"),
]
