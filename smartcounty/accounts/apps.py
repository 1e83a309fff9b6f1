from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    name = "smartcounty.accounts"
    label = "accounts"

    def ready(self):
        from smartcounty.accounts import receivers  # noqa: F401 - connects to the signals of sign-in


class StaffPages(admin.AdminConfig):
    """Django's admin with one door: the sign-in of everybody, and a second step (settings name this class)."""

    default = False
    default_site = "smartcounty.common.staff_site.StaffSite"
