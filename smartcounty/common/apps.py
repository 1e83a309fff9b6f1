from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "smartcounty.common"
    label = "common"

    def ready(self):
        from smartcounty.common import checks  # noqa: F401 - registers itself
