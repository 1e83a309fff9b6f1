"""Who may speak, and who may change or take back what was said: only the person who said it."""

from smartcounty.accounts.permissions import can_contribute


def can_review(user):
    return can_contribute(user)


def can_comment(user):
    return can_contribute(user)


def can_change(user, item):
    """To edit or withdraw. Taking one's own words back needs no good standing; putting others there does."""
    return user.is_authenticated and item.author_id == user.pk
