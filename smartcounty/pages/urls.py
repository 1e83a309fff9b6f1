from django.urls import path
from django.views.generic import RedirectView

from smartcounty.pages.choices import TEXT
from smartcounty.pages.views import areas, enquiries, home, machines, search, text, topics

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    *(
        path(route, text.static_page, {"template": f"pages/{name}.html"}, name=name)
        for name, route in TEXT.items()
    ),
    path("search/", search.search, name="search"),
    path("places/", areas.places, name="places"),
    path("places/<slug:slug>/", areas.area, name="area"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("report-a-problem/", enquiries.enquire, {"about": "problem"}, name="report_problem"),
    path("contact/write/", enquiries.enquire, {"about": "contact"}, name="write"),
    path("complaints/make/", enquiries.enquire, {"about": "complaint"}, name="complain"),
    path("sent/<str:token>/", enquiries.enquiry_sent, name="enquiry_sent"),
    path("health/live", machines.health_live, name="health_live"),
    path("health/ready", machines.health_ready, name="health_ready"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("security.txt", RedirectView.as_view(pattern_name="pages:security_txt")),
    path("favicon.ico", machines.Favicon.as_view(), name="favicon"),
]
