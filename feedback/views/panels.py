"""What the pages of services, ideas and accounts show of feedback: loaded here, rendered there."""

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404

from feedback.choices import Order
from feedback.models import Comment, Review
from ideas.lifecycle import DISCUSSED
from services.rules import ratings
from smartcounty.common.pagination import LAST_PAGE
from smartcounty.moderation.models import Case

REVIEWS_A_PAGE, COMMENTS_A_PAGE = 10, 20
MOST_STUBS, MOST_OWN = 5, 100
STAR_NUMBERS = {"1", "2", "3", "4", "5"}


def reviews(service, request):
    """Two queries for a visitor, one more for a member: their own review, in whatever state."""
    order = request.GET.get("reviews", Order.NEWEST)
    order = Order(order) if order in Order.values else Order.NEWEST
    stars = _stars(request.GET.get("reviews_stars", ""))
    listed = Review.objects.listed().filter(service=service)
    total = service.review_count
    if stars:
        listed, total = listed.counted_with(stars), service.rating_hist[stars - 1]
    listed = listed.in_order(order).for_page().with_vote_of(request.user)
    page = _page(listed, request.GET.get("reviews_page", "1"), total, REVIEWS_A_PAGE)
    return {
        "service": service,
        "score": _score(service),
        "page": page,
        "order": order,
        "orders": Order.choices,
        "stars": stars,
        "filters": _filters(service),
        "stubs": _stubs(service) if page.number == 1 and not stars else [],
        "own": _own(request.user, service),
    }


def reviews_depend_on(service):
    """Each review counts in one of these; what is taken away voids all that is kept."""
    figures = (service.review_count, service.rating_hist, service.rating_sum_w)
    return service.name, service.rating_shown, *figures


def comments_depend_on(idea):
    return idea.status, idea.comment_count, idea.last_activity_at


def comments(idea, request):
    """One query for a visitor, one more for a member: what of theirs waits or is hidden here."""
    talk = Comment.objects.listed().filter(idea=idea).as_talk().for_page()
    number = request.GET.get("comments_page", "1")
    page = _page(talk, number, idea.comment_count, COMMENTS_A_PAGE)
    waiting = Comment.objects.none()
    if request.user.is_authenticated:
        waiting = Comment.objects.by_author(request.user).filter(idea=idea).waiting()[:MOST_STUBS]
    return {
        "idea": idea,
        "page": page,
        "threads": threads(page),
        "open": is_open(idea),
        "closed": idea.is_public and not is_open(idea),
        "own": list(waiting),
    }


def contributions(user, request):
    """A person's own reviews and comments, with what has become of each."""
    own = list(Review.objects.by_author(user).for_page()[:MOST_OWN])
    changes = Case.objects.changes_to(Review, [review.pk for review in own])
    return {
        "reviews": [(review, changes.get(review.pk)) for review in own],
        "comments": list(Comment.objects.by_author(user).select_related("idea")[:MOST_OWN]),
    }


def is_open(idea):
    return idea.is_public and idea.status in DISCUSSED


def talk_page(comment):
    """The address of the page of the idea where a comment stands."""
    page = Comment.objects.listed().before(comment).count() // COMMENTS_A_PAGE + 1
    place = f"#comment-{comment.public_id}" if comment.is_public else "#comments"
    return f"{comment.idea.get_absolute_url()}?comments_page={page}{place}"


def threads(rows):
    """Pairs of a comment and its replies. Without the comment there is what is known of it: `parent` of the replies."""
    found = []
    for row in rows:
        thread = row.parent_id or row.pk
        if not found or found[-1]["thread"] != thread:
            found.append({"thread": thread, "first": None, "parent": row.parent, "replies": []})
        if row.parent_id:
            found[-1]["replies"].append(row)
        else:
            found[-1]["first"] = row
    return found


def _stars(text):
    """The number of stars to keep to, or None for all reviews."""
    return int(text) if text in STAR_NUMBERS else None


def _filters(service):
    """Pairs of stars and how many counted reviews gave them, the best first; they need no counting here."""
    counts = reversed(list(enumerate(service.rating_hist, start=1)))
    return [(stars, count) for stars, count in counts if count]


def _page(rows, number, total, size):
    """As `page_of`, in one query: the rows of one service or idea are few, and their number is a column."""
    paginator = Paginator(rows, size)
    paginator.count = total
    paginator.num_pages = min(paginator.num_pages, LAST_PAGE)
    if number not in map(str, paginator.page_range):
        raise Http404("Narrow your search")
    start = (int(number) - 1) * size
    return Page(list(rows[start : start + size]), int(number), paginator)


def _score(service):
    return {
        "score": service.rating_shown,
        "count": service.rating_count,
        "least": settings.REVIEWS_FOR_A_SCORE,
        "rows": list(reversed(list(enumerate(service.rating_hist, start=1)))),
        "basis": ratings.basis(
            service.rating_count,
            service.rating_sum_w,
            half_life=settings.RATING_HALF_LIFE_DAYS,
        ),
    }


def _stubs(service):
    removed = Review.objects.removed().filter(service=service)
    return list(removed.order_by("-removed_at", "-pk")[:MOST_STUBS])


def _own(user, service):
    if not user.is_authenticated:
        return None
    return Review.objects.by_author(user).current().filter(service=service).first()
