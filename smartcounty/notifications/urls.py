from django.urls import path

from smartcounty.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.settings, name="settings"),
    path("follow/<slug:kind>/<int:pk>/", views.follow, name="follow"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
