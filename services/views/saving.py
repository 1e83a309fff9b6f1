"""A list of one's own: in the account, or signed out in the session of this browser alone."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from services import actions
from services.actions import lists
from services.choices import KEPT_LIST
from services.models import SavedService, Service
from services.rules import compare
from services.views.lists import opening_words


@dataclass(frozen=True)
class Saved:
    """A stored card in its two halves, what stands between them only now, and its service."""

    service: Service
    head: str
    foot: str
    opening: tuple


@require_http_methods(["GET", "POST"])
def service_save(request, slug):
    """A page with one button; the same page takes the service off again."""
    service = get_object_or_404(Service.objects.visible_to(request.user), slug=slug)
    keys = _keys(request)
    if request.method == "POST":
        if request.POST.get("action") == "remove":
            _take_off(request, [service.pk])
        elif not _save(request, service):
            return _page(request, service, keys, status=409)
        return redirect("services:saved")
    return _page(request, service, keys)


@require_http_methods(["GET", "POST"])
def saved_list(request):
    """The services of one's own list, the last saved first."""
    at, keys = timezone.now(), _keys(request)
    services = Service.objects.visible_to(request.user).filter(pk__in=keys)
    if request.method == "POST":
        if request.POST.get("action") != "tidy":
            raise Http404
        _take_off(request, set(keys) - set(services.values_list("pk", flat=True)))
        return redirect("services:saved")

    rows = {service.pk: service for service in services.for_cards().with_opening(at)}
    context = {
        "saved": [_saved(rows[key], at) for key in keys if key in rows],
        "gone": len(keys) - len(rows),
        "most": compare.MOST_COMPARED,
    }
    return render(request, "services/saved_list.html", context)


def _page(request, service, keys, *, status=200):
    context = {
        "service": service,
        "is_saved": service.pk in keys,
        "is_full": len(keys) >= compare.MOST_SAVED,
        "most": compare.MOST_SAVED,
    }
    return render(request, "services/service_save.html", context, status=status)


def _saved(service, at):
    head, foot = actions.card(service)
    return Saved(service=service, head=head, foot=foot, opening=opening_words(service, at))


def _keys(request):
    """The keys of the services on the list, the last saved first."""
    if not request.user.is_authenticated:
        return request.session.get(KEPT_LIST, [])[::-1]
    own = SavedService.objects.of(request.user).order_by("-saved_at", "-pk")
    return list(own.values_list("service", flat=True))


def _save(request, service):
    """Whether there was room for it."""
    if request.user.is_authenticated:
        try:
            lists.save(service, by=request.user)
        except lists.ListIsFull:
            return False
        messages.success(request, f"{service.name} is on your list.")
        return True
    keys = compare.put_on(request.session.get(KEPT_LIST, []), service.pk)
    request.session[KEPT_LIST] = keys
    return service.pk in keys


def _take_off(request, services):
    if request.user.is_authenticated:
        lists.take_off(services, by=request.user)
        return
    kept = request.session.get(KEPT_LIST, [])
    request.session[KEPT_LIST] = [key for key in kept if key not in services]
