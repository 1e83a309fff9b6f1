"""The sitemap: one file for each kind of page, and only what everybody may see."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from hubs.models import Event, Hub
from ideas.models import Idea
from services.models import Service
from smartcounty.common.caching import reading_page
from smartcounty.pages.choices import TEXT

LISTS = ("pages:home", "pages:places", "services:list", "ideas:list", "hubs:list", "hubs:events")


class PublicSitemap(Sitemap):
    """Addresses are of the configured site, whatever host was asked."""

    @property
    def protocol(self):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class TextSitemap(PublicSitemap):
    def items(self):
        return [*LISTS, *(f"pages:{name}" for name in TEXT)]

    def location(self, item):
        return reverse(item)


class ServiceSitemap(PublicSitemap):
    def items(self):
        return Service.objects.for_sitemap()

    def lastmod(self, service):
        return service.updated_at


class IdeaSitemap(PublicSitemap):
    def items(self):
        return Idea.objects.public().order_by("pk").only("slug", "updated_at")

    def lastmod(self, idea):
        return idea.updated_at


class HubSitemap(PublicSitemap):
    def items(self):
        return Hub.objects.public().order_by("pk").only("slug", "updated_at")

    def lastmod(self, hub):
        return hub.updated_at


class EventSitemap(PublicSitemap):
    def items(self):
        return Event.objects.public().order_by("pk").only("slug", "updated_at")

    def lastmod(self, event):
        return event.updated_at


SITEMAPS = {
    "pages": TextSitemap,
    "services": ServiceSitemap,
    "ideas": IdeaSitemap,
    "hubs": HubSitemap,
    "events": EventSitemap,
}


@require_GET
@reading_page
def sitemap(request):
    """Django's own index would name the host that was asked."""
    items = []
    for section, cls in SITEMAPS.items():
        address = f"{settings.SITE_URL}{reverse('sitemap_section', args=[section])}"
        pages = cls().paginator.num_pages
        items += [views.SitemapIndexItem(location=address, last_mod=None)]
        items += [
            views.SitemapIndexItem(location=f"{address}?p={page}", last_mod=None)
            for page in range(2, pages + 1)
        ]
    context = {"sitemaps": items}
    return TemplateResponse(request, "sitemap_index.xml", context, content_type="application/xml")


@require_GET
@reading_page
def sitemap_section(request, section):
    return views.sitemap(request, SITEMAPS, section=section)
