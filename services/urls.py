from django.urls import path

from services import feeds, views
from services.api import service_points

app_name = "services"
urlpatterns = [
    path("map.json", service_points, name="map"),
    path("", views.service_list, name="list"),
    path("compare/", views.service_compare, name="compare"),
    path("saved/", views.saved_list, name="saved"),
    path("suggest.json", views.service_suggestions, name="suggestions"),
    path("<slug:slug>/", views.service_detail, name="detail"),
    path("<slug:slug>/print/", views.service_print, name="print"),
    path("<slug:slug>/save/", views.service_save, name="save"),
    path("<slug:slug>/calendar.ics", feeds.service_calendar, name="calendar"),
    path("<slug:slug>/qr.svg", feeds.service_qr, name="qr"),
]
