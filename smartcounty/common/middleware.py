import uuid

from django.db import OperationalError, connections
from django.http import HttpResponse
from django.template.loader import get_template
from psycopg2.errors import LockNotAvailable, QueryCanceled

from smartcounty.common import logs
from smartcounty.common.caching import apply_cache_control


class RequestId:
    """Gives each request an id that the logs, the error page and the answer's header share."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex[:12]
        # Not taken back at the end: Django logs what went wrong after the last middleware.
        logs.request_id.set(request.id)
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response


class HeadAsGet:
    """HEAD is answered by the view of GET, so that no view must think of it; the server leaves the body out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = "HEAD"


class SwitchedOff:
    """What no page here asks for, no script can ask for either."""

    HEADER = ", ".join(
        f"{power}=()"
        for power in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = self.HEADER
        return response


class PrivateByDefault:
    """No page is kept by a cache unless its view says that it may be."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if hasattr(request, "user"):
            apply_cache_control(request, response)
        return response


class Unavailable:
    """A database that is away or takes too long gives the 503 page, which needs neither it nor a session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        is_busy = isinstance(exception.__cause__, (LockNotAvailable, QueryCanceled))
        return unavailable() if is_busy or is_without_database(exception) else None


def is_without_database(exception):
    """Whether that is why the exception came."""
    return isinstance(exception, OperationalError) and not _answers()


def _answers():
    """A connection that could not even be made need not be tried again; one that broke is, as others may be whole."""
    if connections["default"].connection is None:
        return False
    try:
        connections["default"].close()
        connections["default"].ensure_connection()
    except OperationalError:
        return False
    return True


def unavailable():
    response = HttpResponse(get_template("503.html").render({}), status=503)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response
