from django.urls import path

from smartcounty.places import views

app_name = "places"
urlpatterns = [
    path("map.svg", views.map_svg, name="map"),
]
