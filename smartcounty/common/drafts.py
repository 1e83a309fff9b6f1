"""What somebody typed before signing in, kept in their session until they are back at the same form.

Only form pages keep drafts: a reading page sets no cookie. A view checks the form before it keeps it, so that
what comes back needs nothing but a press of the button.
"""

from django.utils.datastructures import MultiValueDict

MOST_DRAFTS = 3


def keep(request):
    """Remember the posted form under the page's path; the oldest gives way when there are too many."""
    drafts = request.session.get("drafts", {})
    drafts.pop(request.path, None)
    drafts[request.path] = {
        name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"
    }
    request.session["drafts"] = dict(list(drafts.items())[-MOST_DRAFTS:])


def kept(request):
    """The data kept for this page, to fill its form with; None if there is none."""
    draft = request.session.get("drafts", {}).get(request.path)
    return MultiValueDict(draft) if draft else None


def forget(request):
    """Called when the form was saved."""
    drafts = request.session.get("drafts", {})
    if drafts.pop(request.path, None) is not None:
        request.session["drafts"] = drafts
