"""Publishing from the admin: what the page promises is what the action does, and nobody publishes by accident."""

import pytest
from django.test import Client

from casestudies.models import CaseStudy, Edition, PublicState, Source
from tests.admin.forms import address, errors_at, fields_of, open_form, save, text_of
from tests.factories import make_case, publish_case, revise_case

pytestmark = pytest.mark.django_db


def publish(client, case_study, **fields):
    page = address(case_study, "publish")
    return client.post(page, {**binding(client, case_study), **fields}, follow=True)


def binding(client, case_study):
    """What the page says of the draft that it shows."""
    context = client.get(address(case_study, "publish")).context
    return {"base_version": context["current_version"], "seen": context["seen"]}


def test_publish_first_edition(desk, editor):
    case_study = make_case(by=editor)

    page = desk.get(address(case_study, "publish"))
    response = publish(desk, case_study, change_note="First published.")

    edition = Edition.objects.get()
    assert "Publish edition 1" in text_of(page)
    assert (edition.number, edition.kind, edition.change_note, edition.published_by) == (
        1,
        "initial",
        "First published.",
        editor.uuid,
    )
    assert response.redirect_chain == [(address(case_study), 302)]
    assert f'href="/cases/{case_study.slug}/editions/1/"' in response.content.decode()


@pytest.mark.parametrize("kind", ["update", "correction"])
def test_publish_next_edition_of_the_chosen_kind(desk, editor, kind):
    case_study = publish_case(by=editor).case_study
    revise_case(case_study, by=editor)

    page = text_of(desk.get(address(case_study, "publish")))
    publish(desk, case_study, kind=kind, change_note="The date was wrong.")

    edition = Edition.objects.get(number=2)
    assert "the section “Part 1”" in page
    assert (edition.kind, edition.change_note) == (kind, "The date was wrong.")
    assert hasattr(edition, "correction") == (kind == "correction")


def test_publish_page_changes_nothing_by_being_opened(desk, editor):
    case_study = make_case(by=editor)

    desk.get(address(case_study, "publish") + "?kind=update&change_note=x")

    assert Edition.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"kind": "update", "change_note": "   "}, "id_change_note", "Say in public what this edition changes."),
        ({"change_note": "Better."}, "id_kind", "Say whether this is an update or a correction."),
        ({"kind": "initial", "change_note": "Better."}, "id_kind", "Select a valid choice."),
        ({"kind": "update", "change_note": "x" * 2001}, "id_change_note", "at most 2000 characters"),
    ],
)
def test_publish_without_kind_or_note_is_refused_at_the_field(desk, editor, typed, field, message):
    case_study = publish_case(by=editor).case_study
    revise_case(case_study, by=editor)

    response = publish(desk, case_study, **typed)

    assert response.status_code == 200
    assert any(message in found for found in errors_at(response, field))
    assert fields_of(response, "publish-form")["change_note"].strip() == typed["change_note"].strip()
    assert Edition.objects.count() == 1


def test_publish_with_something_to_mend_names_it_and_offers_no_button(desk, editor):
    case_study = make_case(by=editor, summary="", contributors=[])

    page = desk.get(address(case_study, "publish"))
    response = publish(desk, case_study, change_note="First published.")

    for shown in (page, response):
        text = text_of(shown)
        assert "2 things to mend before it can be published" in text
        assert "Nobody is credited." in text
        assert "Publish edition 1" not in text
        assert f'href="{address(case_study)}#people"' in shown.content.decode()
    assert Edition.objects.count() == 0


def test_publish_nothing_new_says_so(desk, editor):
    case_study = publish_case(by=editor).case_study

    text = text_of(desk.get(address(case_study, "publish")))
    response = publish(desk, case_study, kind="update", change_note="Again.")

    assert "The draft says word for word what edition 1 says" in text
    assert response.status_code == 200
    assert Edition.objects.count() == 1


def test_publish_after_somebody_saved_is_refused_and_keeps_the_note(desk, editor):
    case_study = make_case(by=editor)
    page = address(case_study, "publish")
    shown = binding(desk, case_study)
    revise_case(case_study)

    response = desk.post(page, {**shown, "change_note": "My careful note."})

    assert "Somebody saved this case study after you opened it." in text_of(response)
    shown = fields_of(response, "publish-form")
    assert (shown["change_note"].strip(), shown["base_version"]) == ("My careful note.", "2")
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("missing", ["base_version", "seen"])
def test_publish_without_saying_what_was_shown_is_refused(desk, editor, missing):
    case_study = make_case(by=editor)
    fields = binding(desk, case_study) | {"change_note": "First published."}
    del fields[missing]

    response = desk.post(address(case_study, "publish"), fields)

    assert response.status_code == 200
    assert "This page did not say which text it showed." in text_of(response)
    assert Edition.objects.count() == 0


def test_publish_after_a_source_changed_is_refused_and_then_published_as_shown(desk, editor):
    case_study = make_case(by=editor)
    page = address(case_study, "publish")
    shown = binding(desk, case_study)
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    refused = desk.post(page, {**shown, "change_note": "My careful note."})

    assert "A source or another shared record changed since you opened this page; look again." in text_of(refused)
    assert Edition.objects.count() == 0
    desk.post(page, fields_of(refused, "publish-form"))
    assert "Corrected title" in Edition.objects.get().payload.content


def test_publish_page_and_form_see_what_the_library_changed(desk, editor):
    case_study = publish_case(by=editor).case_study
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    assert desk.get(address(case_study, "publish")).context["changes"] == ["sources"]
    assert address(case_study, "publish") in desk.get(address(case_study)).content.decode()


def renamed(desk, case_study, slug="second-address"):
    return save(desk, case_study, open_form(desk, case_study) | {"slug": slug})


def test_another_address_alone_is_offered_as_a_move(desk, editor):
    case_study = publish_case(by=editor, slug="first-address").case_study
    assert renamed(desk, case_study).status_code == 302
    page = address(case_study, "publish")
    assert page in desk.get(address(case_study)).content.decode()

    shown = desk.get(page)
    response = desk.post(page, fields_of(shown, "move-form") | {"_move": "1"}, follow=True)

    text = text_of(shown)
    assert "Move to the new address" in text
    assert "the page answers at /cases/second-address/, and /cases/first-address/ leads there for good" in text
    assert "Publish edition" not in text
    assert "The page has moved to its new address." in text_of(response)
    assert (PublicState.objects.get().slug, Edition.objects.count()) == ("second-address", 1)
    assert page not in response.content.decode()


def test_move_after_somebody_saved_is_refused(desk, editor):
    case_study = publish_case(by=editor, slug="first-address").case_study
    renamed(desk, case_study)
    fields = fields_of(desk.get(address(case_study, "publish")), "move-form") | {"_move": "1"}
    renamed(desk, case_study, "third-address")

    response = desk.post(address(case_study, "publish"), fields)

    assert "Somebody saved this case study after you opened it." in text_of(response)
    assert PublicState.objects.get().slug == "first-address"


def test_publish_page_shows_the_address_that_the_edition_will_have(desk, editor):
    case_study = publish_case(by=editor, slug="first-address").case_study
    renamed(desk, case_study)
    revise_case(case_study, by=editor)

    text = text_of(desk.get(address(case_study, "publish")))

    assert "/cases/second-address/ (until now /cases/first-address/, which will lead there)" in text
    assert "The draft as saved in revision 3" in text
    assert "Publish edition 2" in text


def test_publish_page_names_an_address_that_is_taken(desk, editor):
    publish_case(by=editor, slug="taken")
    CaseStudy.objects.update(slug="elsewhere")
    case_study = make_case(by=editor)
    CaseStudy.objects.filter(pk=case_study.pk).update(slug="taken")

    text = text_of(desk.get(address(case_study, "publish")))

    assert "Another case study was published under this address" in text
    assert "Publish edition" not in text


def test_publish_without_the_right_is_forbidden(writer):
    case_study = make_case()
    client = Client()
    client.force_login(writer)

    assert client.get(address(case_study, "publish")).status_code == 403
    assert client.post(address(case_study, "publish"), {"change_note": "x", "base_version": "1"}).status_code == 403
    assert Edition.objects.count() == 0


def test_publish_unknown_case_study_is_not_found(desk):
    assert desk.get("/admin/casestudies/casestudy/999/publish/").status_code == 404


def test_publish_asks_for_a_csrf_token(editor):
    case_study = make_case(by=editor)
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(address(case_study, "publish"), {"change_note": "x", "base_version": "1"})

    assert response.status_code == 403


def test_form_offers_to_publish_only_what_is_new(desk, editor):
    case_study = publish_case(by=editor).case_study
    link = address(case_study, "publish")

    unchanged = desk.get(address(case_study)).content.decode()
    revise_case(case_study, by=editor)
    changed = desk.get(address(case_study)).content.decode()

    assert (link in unchanged, link in changed) == (False, True)
    assert f'href="/cases/{case_study.slug}/"' in unchanged
