"""The addresses of this door, below /api/v1/. What none of them is, the last one answers with a problem."""

from django.urls import path

from casestudies.api import case_studies, changes, docs, front, me

app_name = "api"
urlpatterns = [
    path("", front.Root.as_view(), name="root"),
    path("case-studies/", case_studies.CaseStudyList.as_view(), name="case-studies"),
    path("case-studies/<slug:slug>/", case_studies.CaseStudyDetail.as_view(), name="case-study"),
    path("case-studies/<slug:slug>/editions/", case_studies.EditionList.as_view(), name="editions"),
    path("case-studies/<slug:slug>/editions/<int:number>/", case_studies.EditionDetail.as_view(), name="edition"),
    path("changes/", changes.ChangeList.as_view(), name="changes"),
    path("me/", me.Me.as_view(), name="me"),
    path("openapi.json", front.OpenApi.as_view(), name="openapi"),
    path("docs/", docs.Article.as_view(), name="docs"),
    path("docs/reference/", docs.Reference.as_view(), name="reference"),
    path("docs/problems/", docs.ProblemIndex.as_view(), name="problems"),
    path("docs/problems/<slug:name>/", docs.ProblemPage.as_view(), name="problem"),
    path("docs/scripts/<slug:name>.py", docs.Script.as_view(), name="script"),
    path("docs/<slug:name>/", docs.Article.as_view(), name="documentation"),
    path("<path:rest>", front.Nowhere.as_view()),
]
