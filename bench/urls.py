"""The portal and, through the same middleware, the least that a view can answer."""

from django.http import HttpResponse
from django.urls import path

from smartcounty.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def hello(request):
    return HttpResponse("hello, world", content_type="text/plain")


urlpatterns = [path("bench/hello/", hello), *urlpatterns]
