"""Who may keep a page: nobody, unless its view says that it is a reading page."""

from functools import wraps

from django.utils.cache import patch_cache_control, patch_vary_headers

READING = "_reading_page"


def reading_page(view):
    """Mark a view whose answer to signed-out visitors holds nothing personal and may be shared for a minute."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        setattr(response, READING, True)
        return response

    setattr(marked, READING, True)
    return marked


def apply_cache_control(request, response):
    """Shared for a minute if a signed-out reader got a reading page without a cookie; else private."""
    if response.has_header("Cache-Control"):
        return
    patch_vary_headers(response, ["Cookie"])
    shared = (
        getattr(response, READING, False)
        and request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.cookies
        and not request.user.is_authenticated
    )
    if shared:
        patch_cache_control(response, public=True, max_age=0, s_maxage=60)
    else:
        patch_cache_control(response, private=True, no_store=True)
