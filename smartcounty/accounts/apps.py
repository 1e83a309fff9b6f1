from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "smartcounty.accounts"
    label = "accounts"

    def ready(self):
        from smartcounty.accounts import receivers  # noqa: F401 - connects to allauth's signals
