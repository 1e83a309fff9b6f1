from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "smartcounty.pages"
    label = "pages"
