"""The pages of this door, each in every language of the interface. What machines read is in machine_urls.py."""

from django.urls import include, path, re_path

from casestudies.public import (
    cases,
    changes,
    cite_files,
    corrections,
    coverage,
    home,
    lists,
    reports,
    share,
    standards,
    suggestions,
    timeline,
)

app_name = "public"
# As the library makes keys: models/fields.py.
KEY = r"(?P<slug>[a-z0-9][a-z0-9_.:-]{0,78}[a-z0-9])"
urlpatterns = [
    path("", home.home, name="home"),
    path("cases/", lists.cases, name="cases"),
    path("cases/<slug:slug>/", cases.case, name="case"),
    path("cases/<slug:slug>/editions/", cases.editions, name="editions"),
    re_path(r"^cases/(?P<slug>[-a-zA-Z0-9_]+)/editions/(?P<number>[1-9][0-9]{0,6})/$", cases.edition, name="edition"),
    re_path(
        r"^cases/(?P<slug>[-a-zA-Z0-9_]+)/editions/(?P<before>[1-9][0-9]{0,6})\.\.(?P<after>[1-9][0-9]{0,6})/$",
        changes.changes,
        name="changes",
    ),
    path("", include("casestudies.public.teaching.urls")),
    *cite_files.addresses(),
    path("cases/<slug:slug>/card/", share.card, name="card"),
    path("cases/suggest", suggestions.suggestions, name="suggestions"),
    path("cases/<slug:slug>/report/", reports.report, name="report"),
    path("cases/<slug:slug>/report/sent/", reports.sent, name="report_sent"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    re_path(rf"^parties/{KEY}/$", lists.party, name="party"),
    re_path(rf"^instruments/{KEY}/$", lists.instrument, name="instrument"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("places/", coverage.places, name="places"),
    path("frameworks/", coverage.frameworks, name="frameworks"),
    re_path(rf"^frameworks/{KEY}/$", coverage.framework, name="framework"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("standards/", standards.standards, name="standards"),
]
