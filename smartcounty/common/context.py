from django.conf import settings


def county(request):
    """What every page shows of the county; no query, so that it costs nothing anywhere."""
    return {"county": settings.COUNTY, "demo": settings.DEMO, "site_url": settings.SITE_URL}
