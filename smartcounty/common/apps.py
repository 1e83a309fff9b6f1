from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "smartcounty.common"
    label = "common"
