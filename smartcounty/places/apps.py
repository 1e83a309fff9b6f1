from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "smartcounty.places"
    label = "places"
