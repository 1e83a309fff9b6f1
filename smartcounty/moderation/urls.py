from django.urls import path

from smartcounty.moderation import views

app_name = "moderation"
urlpatterns = [
    path("report/<slug:kind>/<uuid:public_id>/", views.report, name="report"),
    path("reported/<str:token>/", views.reported, name="reported"),
    path("decisions/<slug:reference>/", views.decision, name="decision"),
    path("decisions/<slug:reference>/appeal/", views.appeal, name="appeal"),
]
