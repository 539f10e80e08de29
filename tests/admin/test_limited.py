"""What hangs on a limited draft: pictures, counts of uses, messages, the audit after it is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import AuditEntry, CaseStudy, Figure, Source, Topic
from tests.admin.forms import text_of
from tests.factories import make_account, make_case, make_picture, make_source
from tests.roles import make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"


@world
def named():
    return make_member("Editor", username="named")


@world
def secret(named):
    case_study = make_case(title=f"{SECRET} rising", by=make_account())
    CaseStudy.objects.filter(pk=case_study.pk).update(is_limited=True)
    case_study.limited_to.add(named)
    return case_study


@world
def other(secret):
    """A browser of an editor who is not named."""
    browser = Client()
    browser.force_login(make_member("Editor", username="other"))
    return browser


def picture_of(case_study):
    media = make_picture()
    Figure.objects.create(case_study=case_study, key="form", kind="image", media=media, alt="A form.", position=1)
    return media


def raw(media):
    return reverse("admin:casestudies_mediafile_raw", args=[media.sha256])


def status(answer):
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def test_picture_of_a_limited_draft_alone_is_not_there(other, secret, named):
    media = picture_of(secret)

    assert status(other.get(raw(media))) == 404
    assert media.sha256[:12] not in text_of(other.get("/admin/casestudies/mediafile/"))
    assert other.get(reverse("admin:casestudies_mediafile_change", args=[media.pk])).status_code == 404
    other.force_login(named)
    assert status(other.get(raw(media))) == 200


def test_picture_that_an_open_draft_shows_too_is_there_without_the_limited_one(other, secret):
    media = picture_of(secret)
    make_open = make_case(title="Open case")
    Figure.objects.create(case_study=make_open, key="form", kind="image", media=media, alt="A form.", position=1)

    assert status(other.get(raw(media))) == 200
    text = text_of(other.get(reverse("admin:casestudies_mediafile_change", args=[media.pk])))
    assert "Open case" in text
    assert SECRET not in text


@pytest.mark.parametrize(("model", "record"), [("source", "wiggers2024"), ("topic", "creative-labour")])
def test_use_in_a_limited_draft_is_not_counted(other, secret, named, model, record):
    page = f"/admin/casestudies/{model}/?q={record}"

    def uses():
        return other.get(page).context["cl"].result_list[0].__dict__.get("uses" if model == "source" else "use_count")

    assert uses() == 0
    other.force_login(named)
    assert uses() == 1


@pytest.mark.parametrize("model", [Source, Topic])
def test_record_that_a_limited_draft_needs_stays_and_nothing_is_told(other, secret, model):
    record = model.objects.get(**({"key": "wiggers2024"} if model is Source else {"slug": "creative-labour"}))
    page = reverse(f"admin:casestudies_{model._meta.model_name}_delete", args=[record.pk])

    answer = other.post(page, {"post": "yes"}, follow=True)

    text = text_of(answer)
    assert "cannot be deleted" in text
    assert SECRET not in text
    assert "case study uses it" not in text
    assert model.objects.filter(pk=record.pk).exists()


def test_editor_finds_no_references_or_figures_of_a_limited_draft(other, secret):
    make_source("unused2024")
    picture_of(secret)

    figures = other.get("/admin/casestudies/casestudy/cite/figures/", {"case": secret.pk}).json()
    found = other.get("/admin/casestudies/casestudy/cite/search/", {"case": secret.pk, "q": "wiggers"}).json()
    own = other.get("/admin/casestudies/casestudy/cite/search/", {"case": secret.pk, "q": ""}).json()

    assert figures == {"figures": []}
    assert {result["reference"] for result in found["results"]} == {False}
    assert own["results"] == []


def test_saving_or_deleting_a_limited_draft_answers_as_if_there_were_none(other, secret):
    for page in ("change", "delete", "publish"):
        address = reverse(f"admin:casestudies_casestudy_{page}", args=[secret.pk])
        missing = reverse(f"admin:casestudies_casestudy_{page}", args=[999999])
        answers = [other.post(path, {"post": "yes", "base_version": "1"}) for path in (address, missing)]
        # Who types into a form that is gone gets back what they typed, with no word of what was there.
        expected = 200 if page == "change" else 404
        assert (page, [answer.status_code for answer in answers]) == (page, [expected] * 2)
        assert SECRET not in answers[0].content.decode()
    assert CaseStudy.objects.filter(pk=secret.pk).exists()


def test_audit_of_a_deleted_limited_draft_names_it_to_superusers_alone(other, secret, named):
    other.force_login(named)
    other.post(reverse("admin:casestudies_casestudy_delete", args=[secret.pk]), {"post": "yes"})
    assert AuditEntry.objects.filter(verb="case_study.deleted").exists()
    other.get("/admin/")  # shows the message that it is deleted

    other.force_login(make_member("Editor"))
    assert SECRET not in other.get("/admin/casestudies/auditentry/").content.decode()
    other.force_login(make_account())
    assert SECRET in other.get("/admin/casestudies/auditentry/").content.decode()
