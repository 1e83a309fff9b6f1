"""Hears that somebody signed in, and hands the list they began in this browser over to an action."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from services.actions import lists
from services.choices import KEPT_LIST


@receiver(user_logged_in)
def _list_brought(request, user, **kwargs):
    services = request.session.pop(KEPT_LIST, None)
    if services:
        lists.bring_list(services, by=user)
