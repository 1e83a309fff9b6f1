"""What is hard to undo asks who is at the keyboard, unless they showed it within five minutes."""

import time
from functools import wraps

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.http import urlencode


def is_freshly_confirmed(request):
    """Whether this session proved within five minutes, by whatever means, that the person is there."""
    records = get_authentication_records(request, request.user)
    newest = max((record["at"] for record in records), default=0)
    return time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT


def freshly_confirmed(view):
    """Ask who it is again, then show the page again.

    What was posted is not kept meanwhile: it may be a password.
    """

    @wraps(view)
    @login_required
    def confirmed(request, *args, **kwargs):
        if is_freshly_confirmed(request):
            return view(request, *args, **kwargs)
        method = get_adapter().get_reauthentication_methods(request.user)[0]
        query = urlencode({REDIRECT_FIELD_NAME: request.path})
        return redirect(f"{method['url']}?{query}")

    return confirmed
