"""The staff pages' door. There is no other sign-in than everybody's, and none of its steps can be left out."""

from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from smartcounty.common.registry import panels

STEPS = {
    Authenticator.Type.TOTP: "mfa_reauthenticate",
    Authenticator.Type.WEBAUTHN: "mfa_reauthenticate_webauthn",
}


class StaffSite(AdminSite):
    index_title = "Staff pages"

    def get_urls(self):
        """Django's way from a row to its page would tell all staff the address of any row, a stranger's draft too."""
        view = self.admin_view(self.view_on_site)
        route = "r/<int:content_type_id>/<path:object_id>/"
        others = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [path(route, view, name="view_on_site"), *others]

    def view_on_site(self, request, content_type_id, object_id):
        """Leads to the page of a row that this person may see here."""
        kind = get_object_or_404(ContentType, pk=content_type_id)
        shown = self._registry.get(kind.model_class())
        row = shown and shown.get_object(request, object_id)
        if row is None or not shown.has_view_or_change_permission(request, row):
            raise Http404
        if not hasattr(row, "get_absolute_url"):
            raise Http404
        return redirect(row.get_absolute_url())

    def has_permission(self, request):
        return super().has_permission(request) and took_second_step(request)

    def index(self, request, extra_context=None):
        """Above Django's list stands what the apps put there, such as how many cases wait."""
        shown = {"panels": panels("staff.index", None, request), **(extra_context or {})}
        return super().index(request, shown)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Sends people to the step that is missing: sign in, set up a second step, or take it."""
        onward = get_next_redirect_url(request) or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(onward)
        if not super().has_permission(request):
            raise PermissionDenied
        if took_second_step(request):
            return redirect(onward)
        for kind, step in STEPS.items():
            if is_mfa_enabled(request.user, [kind]):
                query = urlencode({auth.REDIRECT_FIELD_NAME: onward})
                return redirect(f"{reverse(step)}?{query}")
        messages.info(request, "Staff pages need a second step. Set one up to go on.")
        return redirect("mfa_activate_totp")

    @method_decorator(never_cache)
    def logout(self, request, extra_context=None):
        if request.method != "POST":
            return redirect("account_logout")
        auth.logout(request)
        return redirect("/")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")

    def each_context(self, request):
        county = settings.COUNTY
        return super().each_context(request) | {
            "site_header": f"{county['name']} {county['what']}",
            "site_title": f"{county['name']} {county['what']} staff pages",
            "without_second_step": not settings.STAFF_TWO_FACTOR,
        }


def took_second_step(request):
    """Whether this very session passed the second step; having a factor is not enough."""
    if not settings.STAFF_TWO_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)
