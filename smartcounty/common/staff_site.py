"""The staff pages' door. There is no other sign-in than everybody's, and none of its steps can be left out."""

from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from smartcounty.common.registry import panels


class StaffSite(AdminSite):
    index_title = "Staff pages"

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
        if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            messages.info(request, "Staff pages need a second step. Set one up to go on.")
            return redirect("mfa_activate_totp")
        query = urlencode({auth.REDIRECT_FIELD_NAME: onward})
        return redirect(f"{reverse('mfa_reauthenticate')}?{query}")

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
