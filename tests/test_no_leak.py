"""Nothing unpublished leaks: no public address carries a word, a picture or a count of what is not published.

The addresses are taken from the site map itself, so that a new route is in this test before it is in any other.
"""

import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from casestudies.actions.ask_checker import ask_checker
from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.check_statement import dispute_statement, tick_statement
from casestudies.actions.quote_passage import quote_passage
from casestudies.actions.teacher_pass import grant_teacher_pass
from casestudies.enums import EditionKind
from casestudies.models import (
    CaseStudy,
    Framework,
    FrameworkTerm,
    Party,
    Person,
    PolicyInstrument,
    PublicState,
    Reference,
    Source,
    Topic,
)
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.statements import statements_of
from tests.factories import (
    NOW,
    SVG,
    cite,
    make_account,
    make_case,
    make_holding,
    make_partner,
    make_picture,
    make_source,
    publish_approved,
    publish_case,
    revise_case,
)

pytestmark = [pytest.mark.django_db, pytest.mark.proves("What is not published shows at no public address")]

SENTINEL = "ZZSENTINELZZ"
# What stands for a parameter in an address. A route with another parameter fails until it is told here.
LIVE = {
    "slug": "live-case",
    "number": "1",
    "before": "1",
    "after": "2",
    "sha256": "{picture}",
    "name": "{picture}.svg",
    "extension": "svg",
    "format": ".json",
    "problem": "not-found",
    "kind": "not-found",
    "rest": "nowhere",
    "ending": "ninjs",
    "token": "a-token-that-nobody-was-given",
    "key": "wiggers2024",
    "uuid": "00000000-0000-0000-0000-000000000000",
}
API_LISTS = (
    "fields=*",
    "fields=*&sort=title",
    "format=ninjs",
    "format=csl",
    "format=jsonld",
    "topic=hidden-topic",
    "source=zzsentine",
    f"q={SENTINEL[:-2]}",
    "q=teacher",
    "q=statement&sort=event&updated_since=2020",
)
ENDINGS = ("json", "ninjs", "csl.json", "jsonld", "md", "txt", "html")
API_RECORDS = (
    "topics/creative-labour",
    "topics/hidden-topic",
    "parties/openai",
    "sources/wiggers2024",
    "sources/wiggers2024/statements",
    "instruments/eu-ai-act",
    "frameworks/mit-ai-risk",
)
IN_FRENCH = (
    "/",
    "/cases/live-case/",
    "/cases/live-case/editions/1..2/",
    "/cases/live-case/teach/",
    "/cases/hidden-draft/",
    "/topics/hidden-topic/",
    "/timeline/?topic=hidden-topic&from=2000",
    "/corrections/",
)
UNPUBLISHED = LIVE | {"slug": "hidden-draft", "sha256": "{draft_picture}", "name": "{draft_picture}.svg"}
PRIVATE = ("admin/",)


@pytest.fixture
def secrets():
    """One live case study with unpublished changes, one draft, and library records that no live edition uses."""
    editor = make_account(username=f"{SENTINEL}-account", email=f"{SENTINEL}@example.org", first_name=SENTINEL)
    public_picture, draft_picture = make_picture(), make_picture(SVG.replace(b"0f5c63", b"123456"))
    live = make_case(slug="live-case", by=editor, note=f"{SENTINEL} teacher's note", figures=[figure(public_picture)])
    check(live, editor)
    publish_case(live, by=editor)
    revise_case(live, by=editor, text="Public words of edition two.")
    publish_approved(
        live, by=editor, now=NOW + timedelta(hours=1), kind=EditionKind.UPDATE, change_note="A second edition."
    )

    translation = begin_translation(live, language="fr", by=editor, now=NOW)
    CaseStudy.objects.filter(pk=translation.pk).update(title=f"{SENTINEL} en français", slug="zzsentinelzz-fr")

    for opened in (live, None):
        grant_teacher_pass(opened, by=editor, now=NOW, label=SENTINEL, days=30, email=f"{SENTINEL}@example.org")

    make_source("zzsentinelzz2026", title=f"{SENTINEL} source", url=f"https://example.org/{SENTINEL}")
    used = Source.objects.get(key="wiggers2024")
    used.title, used.provenance = f"{SENTINEL} retitled", f"{SENTINEL} provenance"
    used.save()
    Topic.objects.create(slug="hidden-topic", name=SENTINEL)
    Topic.objects.filter(slug="creative-labour").update(name=f"{SENTINEL} renamed", description=SENTINEL)
    Party.objects.create(key="zzsentinelzz", name=SENTINEL)
    Person.objects.create(key="zzsentinelzz", name=SENTINEL)
    PolicyInstrument.objects.create(key="zzsentinelzz", title=SENTINEL, kind="law", jurisdiction="US")
    framework = Framework.objects.create(key="zzsentinelzz", version="1", name=SENTINEL)
    FrameworkTerm.objects.create(framework=framework, key="1", name=SENTINEL)

    partner = make_partner(contact_name=SENTINEL, contact_email=f"{SENTINEL}@example.org", note=SENTINEL)
    make_holding(live.editions.first(), partner=partner, url=f"https://example.org/{SENTINEL}")

    CaseStudy.objects.filter(pk=live.pk).update(title=f"{SENTINEL} new title", summary=SENTINEL, glance_what=SENTINEL)
    live.sections.filter(position=2).update(prose=f"<p>{SENTINEL}{cite('zzsentinelzz2026')}</p>", heading=SENTINEL)
    live.questions.update(teacher_note=f"{SENTINEL} newer note", prompt=SENTINEL)
    live.timeline.update(title=SENTINEL)
    Reference.objects.create(case_study=live, source=Source.objects.get(key="zzsentinelzz2026"))
    make_case(
        slug="hidden-draft",
        by=editor,
        title=f"{SENTINEL} draft",
        summary=SENTINEL,
        topics=[{"slug": "hidden-topic"}],
        figures=[figure(draft_picture)],
    )
    return {"picture": public_picture.sha256, "draft_picture": draft_picture.sha256}


def check(case_study, by):
    """A tick by somebody who did not agree to be named, a dispute, a passage, a question to a checker elsewhere."""
    first, second = [one.key for one in statements_of(take_snapshot(case_study).document)][:2]
    tick_statement(case_study, first, by=by, now=NOW)
    dispute_statement(case_study, second, by=by, now=NOW, note=SENTINEL)
    quote_passage(case_study, first, source_key="wiggers2024", words=SENTINEL, locator=SENTINEL, by=by, now=NOW)
    ask_checker(case_study, by=by, now=NOW, name=SENTINEL, email=f"{SENTINEL}@example.org", message=SENTINEL)


def figure(media):
    return {
        "key": "figure",
        "kind": "image",
        "sha256": media.sha256,
        "video_url": "",
        "alt": "A form.",
        "caption": "",
        "credit": "",
        "licence": None,
    }


def routes(resolver=None, prefix=""):
    """Every pattern of the site map as one string, `cases/<slug:slug>/`, the private doors left out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def address(route, values):
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "").replace("\\", "")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: values[match.group(1)], route)


def public_addresses(pictures):
    for values in (LIVE, UNPUBLISHED):
        for route in routes():
            if not route.startswith(PRIVATE):
                yield address(route, values).format(**pictures)
    yield from (
        f"/cases/?q={SENTINEL[:-2]}",
        f"/cases/suggest?q={SENTINEL[:-2]}",
        "/cases/suggest?q=creative",
        "/cases/?topic=hidden-topic",
        "/cases/?topic=creative-labour&sort=corrected",
        "/cases/?q=teacher",
        "/parties/openai/",
        "/instruments/eu-ai-act/",
        "/cases/?page=1",
        "/topics/hidden-topic/",
        "/timeline/?topic=hidden-topic&from=2000",
        "/frameworks/mit-ai-risk/",
        "/frameworks/mit-ai-risk/?by=place",
        "/frameworks/zzsentinelzz/",
        "/topics/creative-labour/",
        "/cases/live-case/editions/2/",
        "/cases/live-case/handout/?part=questions",
        "/api/v1/case-studies/?topic=creative-labour",
        "/api/v1/case-studies/?limit=100",
        *(f"/api/v1/case-studies/?{query}" for query in API_LISTS),
        *(f"/api/v1/case-studies/live-case.{ending}" for ending in ENDINGS),
        "/api/v1/case-studies/live-case/editions/2/snapshot",
        "/api/v1/case-studies/live-case/editions/2/statements/",
        "/api/v1/case-studies/live-case/editions/2/signature",
        *(f"/api/v1/{path}/" for path in API_RECORDS),
        "/api/v1/docs/evidence/",
        "/topics/creative-labour/feed.atom",
        "/parties/openai/feed.json",
        "/cases/live-case/editions/2/case.md",
        "/cases/live-case/editions/2/sources.json",
        *(f"/fr{path}" for path in IN_FRENCH),
        f"/fr/cases/?q={SENTINEL[:-2]}",
        "/oembed?url=http://localhost:8000/cases/live-case/",
        "/oembed?url=http://localhost:8000/cases/hidden-draft/",
        "/oai?verb=ListSets",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=topic:hidden-topic",
    )


def test_no_public_address_carries_what_is_not_published(client, secrets):
    addresses = sorted(set(public_addresses(secrets)))
    answers = {path: client.get(path, follow=True) for path in addresses}

    leaks = [path for path, answer in answers.items() if SENTINEL.lower() in everything(answer).lower()]
    assert leaks == []
    assert not [path for path, answer in answers.items() if answer.status_code >= 500]
    # The test bites only if the pages are there and say something.
    assert answers["/cases/live-case/"].status_code == 200
    assert "Public words of edition two" in everything(answers["/cases/live-case/"])
    assert answers["/cases/hidden-draft/"].status_code == 404
    for packed in ("handout.pdf", "case.imscc"):
        assert "Public words of edition two" in everything(answers[f"/cases/live-case/{packed}"])
    assert "Who was owed what?" in everything(answers["/cases/live-case/questions.xml"])
    assert answers["/api/v1/case-studies/live-case/"].status_code == 200
    assert answers["/api/v1/case-studies/hidden-draft/"].status_code == 404
    assert answers[f"/media/{secrets['picture']}.svg"].status_code == 200
    assert answers[f"/media/{secrets['draft_picture']}.svg"].status_code == 404
    assert answers["/topics/hidden-topic/"].status_code == 404


def test_nothing_public_changes_when_a_draft_does(client, secrets):
    """Counts and ETags tell nothing either: the same bytes and headers before and after more unpublished work."""
    addresses = sorted(set(public_addresses(secrets)))
    before = {path: fingerprint(client.get(path)) for path in addresses}

    make_case(slug="another-draft", title="Another draft")
    make_source("another2026")
    CaseStudy.objects.filter(slug="live-case").update(title="Once more unpublished", question="Really?")

    assert PublicState.objects.count() == 1
    assert [path for path in addresses if fingerprint(client.get(path)) != before[path]] == []


def everything(answer):
    """Headers and body as text. No address that is asked for holds the sentinel, so an echo of it is no leak."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "\n".join([*map(str, answer.headers.items()), body.decode("utf-8", "replace"), *unpacked(body)])


def unpacked(body):
    """The text inside a PDF or a zip, which is pressed together."""
    if body.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(body))
        yield str(reader.metadata)
        yield from (" ".join(page.extract_text().split()) for page in reader.pages)
    if body.startswith(b"PK"):
        package = ZipFile(io.BytesIO(body))
        yield from (name + package.read(name).decode("utf-8", "replace") for name in package.namelist())


def fingerprint(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = re.sub(rb"<responseDate>[^<]*", b"", body)  # a harvester is told when it was answered
    varying = {"Date", "Expires", "RateLimit"}  # how many requests are left is of the asker alone
    body = re.sub(rb'name="opened" value="[^"]*"', b"", body)  # when a form was made
    return answer.status_code, sorted(item for item in answer.headers.items() if item[0] not in varying), body
