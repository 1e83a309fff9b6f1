from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.admin import UserSession
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator

from smartcounty.accounts import actions
from smartcounty.accounts.forms import RoleForm, SuspendForm
from smartcounty.accounts.models import User
from smartcounty.accounts.permissions import ROLES, can_manage
from smartcounty.common.confirming import freshly_confirmed

# Nobody sees or changes another's addresses, second step, sessions or ways in here.
admin.site.unregister([EmailAddress, Authenticator, UserSession])
admin.site.unregister([SocialAccount, SocialApp, SocialToken])


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People as they are; roles and suspensions go through actions, the rest is theirs."""

    list_display = ["email", "public_name", "trust", "is_staff", "suspended_until", "last_seen_at"]
    list_filter = ["trust", "is_staff", "groups"]
    search_fields = ["email", "display_name", "full_name"]
    ordering = ["-pk"]
    show_full_result_count = False
    fields = [
        "public_id",
        "email",
        "full_name",
        "display_name",
        "trust",
        "approved_contributions",
        "upheld_reports",
        "groups",
        "is_staff",
        "date_joined",
        "last_seen_at",
        "suspended_until",
        "suspended_because",
        "closing_at",
        "erased_at",
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/roles/", view(self.roles), name="accounts_user_roles"),
            path("<int:pk>/suspend/", view(self.suspend), name="accounts_user_suspend"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        may = {"may_manage": bool(person) and can_manage(request.user, person)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | may)

    @method_decorator(freshly_confirmed)
    def roles(self, request, pk):
        """Give and take roles of the table, one at a time."""
        person = self._person(request, pk)
        held = list(person.groups.order_by("name").values_list("name", flat=True))
        form = RoleForm(request.POST or None, roles=[role for role in ROLES if role not in held])
        if request.POST.get("take") in held:
            actions.revoke_role(person, request.POST["take"], by=request.user)
            return self._done(request, person, f"{person} no longer is {request.POST['take']}.")
        if "take" not in request.POST and form.is_valid():
            role = form.cleaned_data["role"]
            actions.grant_role(person, role, by=request.user)
            return self._done(request, person, f"{person} now is {role}.")
        return self._page(request, person, "roles", form=form, held=held)

    @method_decorator(freshly_confirmed)
    def suspend(self, request, pk):
        """Suspend with a reason until a day, or lift a suspension."""
        person = self._person(request, pk)
        if "lift" in request.POST:
            actions.lift_suspension(person, by=request.user)
            return self._done(request, person, f"{person} may post again.")
        form = SuspendForm(request.POST or None)
        if form.is_valid():
            days, reason = int(form.cleaned_data["days"]), form.cleaned_data["reason"]
            actions.suspend(person, by=request.user, days=days, reason=reason)
            return self._done(request, person, f"{person} is suspended and was told why.")
        return self._page(request, person, "suspend", form=form)

    def _person(self, request, pk):
        person = get_object_or_404(User, pk=pk)
        if not can_manage(request.user, person):
            raise PermissionDenied
        return person

    def _done(self, request, person, text):
        messages.success(request, text)
        return redirect(reverse("admin:accounts_user_change", args=[person.pk]))

    def _page(self, request, person, name, **context):
        titles = {"roles": f"Roles of {person}", "suspend": f"Suspend {person}"}
        context |= self.admin_site.each_context(request)
        context |= {"person": person, "title": titles[name], "opts": self.opts, "subtitle": None}
        return TemplateResponse(request, f"admin/accounts/user/{name}.html", context)
