"""The addresses of this door, below /api/v1/. What none of them is, the last one answers with a problem."""

import re

from django.urls import path, re_path

from casestudies.api import (
    case_list,
    case_studies,
    changelog,
    changes,
    deliveries,
    frameworks,
    front,
    holdings,
    me,
    releases,
    shared,
    signature,
    snapshot,
    statements,
    teaching,
    webhooks,
)
from casestudies.api.docs import views as docs
from casestudies.api.negotiation import ITEM_FORMATS

SLUG = "(?P<slug>[-a-zA-Z0-9_]+)"
KEY = r"(?P<key>[a-zA-Z0-9_.:\-]{1,100})"
ENDING = rf"(?P<ending>{'|'.join(re.escape(one.ending) for one in ITEM_FORMATS)})"

app_name = "api"
urlpatterns = [
    path("", front.Root.as_view(), name="root"),
    path("case-studies/", case_list.CaseStudyList.as_view(), name="case-studies"),
    path("case-studies/<slug:slug>/", case_studies.CaseStudyDetail.as_view(), name="case-study"),
    path("case-studies/<slug:slug>/editions/", case_studies.EditionList.as_view(), name="editions"),
    path("case-studies/<slug:slug>/editions/<int:number>/", case_studies.EditionDetail.as_view(), name="edition"),
    path("case-studies/<slug:slug>/teaching/", teaching.TeachersNotes.as_view(), name="teaching"),
    path("case-studies/<slug:slug>/statements/", statements.Statements.as_view(), name="statements"),
    path(
        "case-studies/<slug:slug>/editions/<int:number>/statements/",
        statements.EditionStatements.as_view(),
        name="edition-statements",
    ),
    path(
        "case-studies/<slug:slug>/editions/<int:number>/snapshot", snapshot.Snapshot.as_view(), name="edition-snapshot"
    ),
    path(
        "case-studies/<slug:slug>/editions/<int:number>/signature",
        signature.Signature.as_view(),
        name="edition-signature",
    ),
    re_path(rf"^case-studies/{SLUG}\.{ENDING}$", case_studies.CaseStudyByEnding.as_view(), name="case-study-as"),
    re_path(
        rf"^case-studies/{SLUG}/editions/(?P<number>[0-9]{{1,9}})\.{ENDING}$",
        case_studies.EditionByEnding.as_view(),
        name="edition-as",
    ),
    path("topics/", shared.TopicList.as_view(), name="topics"),
    path("topics/<slug:key>/", shared.OneTopic.as_view(), name="topic"),
    path("parties/", shared.PartyList.as_view(), name="parties"),
    re_path(rf"^parties/{KEY}/$", shared.OneParty.as_view(), name="party"),
    path("sources/", shared.SourceList.as_view(), name="sources"),
    re_path(rf"^sources/{KEY}/$", shared.OneSource.as_view(), name="source"),
    re_path(rf"^sources/{KEY}/statements/$", statements.SourceStatements.as_view(), name="source-statements"),
    path("instruments/", shared.InstrumentList.as_view(), name="instruments"),
    re_path(rf"^instruments/{KEY}/$", shared.OneInstrument.as_view(), name="instrument"),
    path("frameworks/", frameworks.FrameworkList.as_view(), name="frameworks"),
    re_path(rf"^frameworks/{KEY}/$", frameworks.OneFramework.as_view(), name="framework"),
    path("classifications/", frameworks.ClassificationList.as_view(), name="classifications"),
    path("changes/", changes.ChangeList.as_view(), name="changes"),
    path("holdings/", holdings.HoldingList.as_view(), name="holdings"),
    path("holdings/<slug:slug>/", holdings.CaseHoldings.as_view(), name="holding"),
    path("releases/", releases.ReleaseList.as_view(), name="releases"),
    path("releases/<uuid:uuid>/", releases.ReleaseDetail.as_view(), name="release"),
    path("releases/<uuid:uuid>.<str:ending>", releases.ReleaseByEnding.as_view(), name="release-as"),
    path("webhooks/endpoints/", webhooks.EndpointList.as_view(), name="endpoints"),
    path("webhooks/endpoints/<uuid:uuid>/", webhooks.EndpointDetail.as_view(), name="endpoint"),
    path("webhooks/endpoints/<uuid:uuid>/rotate-secret", webhooks.EndpointSecrets.as_view(), name="rotate-secret"),
    path("webhooks/endpoints/<uuid:uuid>/test", webhooks.EndpointTest.as_view(), name="test-endpoint"),
    path("webhooks/endpoints/<uuid:uuid>/replay", webhooks.EndpointReplay.as_view(), name="replay-range"),
    path("webhooks/deliveries/", deliveries.DeliveryList.as_view(), name="deliveries"),
    path("webhooks/deliveries/<uuid:uuid>/", deliveries.DeliveryDetail.as_view(), name="delivery"),
    path("webhooks/deliveries/<uuid:uuid>/replay", deliveries.DeliveryReplay.as_view(), name="replay-delivery"),
    path("me/", me.Me.as_view(), name="me"),
    path("changelog.atom", changelog.Changelog.as_view(), name="changelog"),
    path("openapi.json", front.OpenApi.as_view(), name="openapi"),
    path("docs/", docs.Article.as_view(), name="docs"),
    path("docs/reference/", docs.Reference.as_view(), name="reference"),
    path("docs/problems/", docs.ProblemIndex.as_view(), name="problems"),
    path("docs/problems/<slug:name>/", docs.ProblemPage.as_view(), name="problem"),
    path("docs/scripts/<slug:name>.py", docs.Script.as_view(), name="script"),
    path("docs/sandbox/keys.json", signature.SampleKeys.as_view(), name="sample-keys"),
    path("docs/<slug:name>/", docs.Article.as_view(), name="documentation"),
    path("<path:rest>", front.Nowhere.as_view()),
]
