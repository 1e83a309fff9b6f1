from django.urls import path

from ideas import views

app_name = "ideas"
urlpatterns = [
    path("", views.idea_list, name="list"),
    path("post/", views.idea_submit, name="submit"),
    path("<slug:slug>/", views.idea_detail, name="detail"),
    path("<slug:slug>/support/", views.idea_support, name="support"),
    path("<slug:slug>/edit/", views.idea_edit, name="edit"),
    path("<slug:slug>/changes/", views.idea_changes, name="changes"),
    path("<slug:slug>/posted/", views.idea_posted, name="posted"),
    path("<slug:slug>/withdraw/", views.idea_withdraw, name="withdraw"),
]
