from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "smartcounty.notifications"
    label = "notifications"

    def ready(self):
        from smartcounty.accounts import registry
        from smartcounty.notifications import actions

        registry.erase_with(actions.erase_person)
        registry.write_to_people_with(actions.write_to)
        autodiscover_modules("notices")
