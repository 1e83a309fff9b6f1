import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from smartcounty.common.middleware import is_without_database, unavailable
from smartcounty.common.text import clean

# Never shown back: what is secret, and what only machines filled in.
NOT_SHOWN = ("csrfmiddlewaretoken", "started", "website")
PIECE, MOST_HEARD = 64 * 1024, 10 * 1024 * 1024  # bytes; nginx lets no more through


def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig):
        _hear_out(request)
    return render(request, "400.html", status=400)


def _hear_out(request):
    """Take what is still being sent: a connection closed before that is reset, and nobody reads the answer."""
    for _ in range(MOST_HEARD // PIECE):
        if not request.read(PIECE):
            return


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Rendered without the request, as whatever broke may break again.

    Where it broke before any view, as at a session that cannot be read, the database may be away.
    """
    if is_without_database(sys.exception()):
        return unavailable()
    page = get_template("500.html").render({"request_id": getattr(request, "id", "")})
    return HttpResponse(page, status=500)


def csrf_failure(request, reason=""):
    """Shows what was typed, so that nothing is lost."""
    typed = [
        (name.replace("_", " ").replace("-", " ").capitalize(), clean(value))
        for name, values in request.POST.lists()
        if name not in NOT_SHOWN and "password" not in name and not name.endswith("code")
        for value in values
        if value
    ]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
