from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "smartcounty.pages"
    label = "pages"

    def ready(self):
        from smartcounty.accounts import registry
        from smartcounty.pages import actions

        registry.erase_with(actions.erase_person)
