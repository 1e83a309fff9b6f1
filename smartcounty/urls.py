from django.contrib import admin
from django.urls import include, path

from smartcounty.accounts import urls as accounts
from smartcounty.pages import feeds

urlpatterns = [
    path("", include("smartcounty.pages.urls")),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", feeds.sitemap_section, name="sitemap_section"),
    path("services/", include("services.urls")),
    path("ideas/", include("ideas.urls")),
    path("hubs/", include("hubs.urls")),
    path("places/", include("smartcounty.places.urls")),
    path("feedback/", include("feedback.urls")),
    path("account/", include("smartcounty.accounts.urls")),
    path("", include("smartcounty.notifications.urls")),
    path("moderation/", include("smartcounty.moderation.urls")),
    path("accounts/", include(accounts.sign_in)),
    path("admin/", admin.site.urls),
]
handler400 = "smartcounty.pages.views.errors.bad_request"
handler403 = "smartcounty.pages.views.errors.permission_denied"
handler404 = "smartcounty.pages.views.errors.page_not_found"
handler500 = "smartcounty.pages.views.errors.server_error"
