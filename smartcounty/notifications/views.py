from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from smartcounty.accounts.rules import masked
from smartcounty.common.tokens import BadToken
from smartcounty.notifications import actions, notices, registry
from smartcounty.notifications.forms import FrequencyForm
from smartcounty.notifications.models import Preference, Subscription, Suppression

MOST_LISTED = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    user = request.user
    chosen = dict(Preference.objects.filter(user=user).values_list("stream", "frequency"))
    if "works" in request.POST:
        actions.trust_address_again(user)
        messages.success(request, "We write to this address again.")
        return redirect("notifications:settings")

    form = FrequencyForm(request.POST or None, chosen=chosen)
    if form.is_valid():
        for stream, frequency in form.changes().items():
            actions.set_frequency(user, stream, frequency)
        messages.success(request, "Saved.")
        return redirect("notifications:settings")
    context = {
        "form": form,
        "followed": _followed(user),
        "suppression": Suppression.objects.filter(user=user).first(),
        "address": masked(user.email),
    }
    return render(request, "notifications/settings.html", context)


def _followed(user):
    """What the person follows and may still see, by name; one query for each kind of thing."""
    rows = Subscription.objects.filter(user=user).order_by("-created_at", "-pk")
    keys = defaultdict(list)
    for kind, pk in rows.values_list("kind", "target_id")[:MOST_LISTED]:
        keys[kind].append(pk)
    found = []
    for kind, pks in sorted(keys.items()):
        entry = registry.find_followable(kind)
        things = entry.find_all(pks, user) if entry else []
        found += [{"kind": kind, "pk": thing.pk, "name": entry.name(thing)} for thing in things]
    return sorted(found, key=lambda row: (row["name"].lower(), row["kind"], row["pk"]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request, kind, pk):
    entry = registry.find_followable(kind)
    thing = entry.find(pk, request.user) if entry else None
    if thing is None:
        raise Http404

    name = entry.name(thing)
    if request.method == "POST":
        if request.POST.get("action") == "unfollow":
            actions.unfollow(request.user, kind, pk)
            messages.success(request, f"You no longer follow {name}.")
        else:
            actions.follow(request.user, kind, pk)
            messages.success(request, f"You follow {name}.")
        return redirect(_page_of(thing))
    context = {
        "name": name,
        "back": _page_of(thing),
        "following": actions.follows(request.user, kind, pk),
    }
    return render(request, "notifications/follow.html", context)


def _page_of(thing):
    url = getattr(thing, "get_absolute_url", None)
    return url() if url else "/account/"


@csrf_exempt  # the signed token in the address is the proof; mail programs send no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    try:
        user, streams = notices.read_unsubscribe_token(token)
    except BadToken:
        return render(request, "notifications/unsubscribe_bad.html", status=400)
    done = request.method == "POST"
    if done and user:
        actions.unsubscribe(user, *streams)
    names = [stream.label for stream in streams]
    return render(request, "notifications/unsubscribe.html", {"names": names, "done": done})
