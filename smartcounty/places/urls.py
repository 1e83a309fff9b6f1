from django.urls import path

from smartcounty.places import views

app_name = "places"
urlpatterns = [
    path("map.svg", views.map_svg, name="map"),
    path("county.svg", views.county_svg, name="county"),
    path("outlines.json", views.outlines, name="outlines"),
]
