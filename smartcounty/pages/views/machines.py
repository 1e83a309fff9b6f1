"""What only machines read. None of it starts a session or sets a cookie."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe
from django.views.generic import RedirectView

from smartcounty.common import health
from smartcounty.common.caching import reading_page

SECURITY_DAYS = 180
PRIVATE_PLACES = (
    "account",
    "accounts",
    "admin",
    "feedback",
    "follow",
    "moderation",
    "notifications",
    "sent",
    "unsubscribe",
)


@require_safe
@never_cache
def health_live(request):
    """Whether the process answers at all: asks neither database nor cache."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def health_ready(request):
    """Whether to send people here: 503 only when pages cannot be served. Names parts, never versions or addresses."""
    parts = health.state()
    return JsonResponse(parts, status=503 if parts["status"] == "failed" else 200)


@require_GET
@reading_page
def robots(request):
    """Each combination of filters is the same list again, so only pages without them, and page numbers, are read."""
    lines = ["User-agent: *"]
    if settings.DEMO:
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: /{place}/" for place in PRIVATE_PLACES]
        lines += ["Disallow: /*?", "Allow: /*?page="]
        lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return _plain(lines)


@require_GET
@reading_page
def security_txt(request):
    """RFC 9116. The date moves on by itself, as whoever runs the site keeps the contact up with it."""
    expires = (timezone.now() + timedelta(days=SECURITY_DAYS)).date()
    contacts = [f"{settings.SITE_URL}{reverse('pages:report_problem')}"]
    if settings.COUNTY["contact_email"]:
        contacts.insert(0, f"mailto:{settings.COUNTY['contact_email']}")
    return _plain(
        [
            *(f"Contact: {contact}" for contact in contacts),
            f"Expires: {expires}T00:00:00Z",
            "Preferred-Languages: en",
            f"Canonical: {settings.SITE_URL}{reverse('pages:security_txt')}",
            f"Policy: {settings.SITE_URL}{reverse('pages:security')}",
        ]
    )


class Favicon(RedirectView):
    """For browsers that ask for the old address before they have read a page."""

    http_method_names = ["get", "head"]

    def get_redirect_url(self):
        return static("img/favicon.svg")


def _plain(lines):
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
