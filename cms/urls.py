"""The site map: which door answers which address."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from cms import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/jobs/", include("casestudies.admin.jobs")),
    path("admin/preferences/", include("casestudies.admin.preferences")),
    path("admin/", admin.site.urls),
    path("check/", include("casestudies.admin.checking.door")),
    path("preview/", include("casestudies.admin.preview.door")),
    path("api/v1/", include("casestudies.api.urls")),
    path("", include("casestudies.public.machine_urls")),
    *i18n_patterns(path("", include("casestudies.public.urls")), prefix_default_language=False),
]

handler400 = "cms.error_pages.bad_request"
handler403 = "cms.error_pages.permission_denied"
handler404 = "cms.error_pages.not_found"
handler500 = "cms.error_pages.server_error"
