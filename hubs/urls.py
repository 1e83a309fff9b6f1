from django.urls import path

from hubs import api, feeds, views

app_name = "hubs"
urlpatterns = [
    path("", views.hub_list, name="list"),
    path("map.json", api.hub_points, name="map"),
    path("events/", views.event_list, name="events"),
    path("events/calendar.ics", feeds.events_calendar, name="events_calendar"),
    path("events/<slug:slug>/", views.event_detail, name="event"),
    path("events/<slug:slug>/calendar.ics", feeds.event_calendar, name="event_calendar"),
    path("<slug:slug>/", views.hub_detail, name="detail"),
    path("<slug:slug>/calendar.ics", feeds.hub_calendar, name="calendar"),
]
