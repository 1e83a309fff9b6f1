"""Who may speak, and who may change or take back what was said: only the person who said it."""

from smartcounty.accounts.permissions import can_contribute


def can_review(user):
    return can_contribute(user)


def can_comment(user):
    return can_contribute(user)


def can_vote(user, review):
    """Anybody who may contribute, but for its author and the people of the body it is about: those have no say over
    the order of reviews."""
    if not can_contribute(user) or can_change(user, review):
        return False
    return not user.memberships.current().filter(organisation=review.about.organisation_id).exists()


def can_change(user, item):
    """To edit or withdraw. Taking one's own words back needs no good standing; putting others there does."""
    return user.is_authenticated and item.author_id == user.pk
