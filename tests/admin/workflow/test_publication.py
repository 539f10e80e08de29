"""Publishing at the desk: what the page promises is what the action does, and nobody publishes by accident."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from casestudies.enums import ScheduleState, Stage
from casestudies.models import CaseStudy, Edition, PublicationSettings, PublicState, Schedule, Source
from tests.admin.forms import address, errors_at, fields_of, open_form, save, text_of
from tests.admin.workflow.steps import buttons, client_of, open_step, pass_step, said, take_step, typed_into
from tests.factories import approve_case, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


def approved(by, **fields):
    case_study = make_case(by=by, **fields)
    approve_case(case_study)
    return case_study


def revised(by):
    """A published case study whose next text is approved."""
    case_study = publish_case(by=by).case_study
    revise_case(case_study, by=by)
    approve_case(case_study)
    return case_study


@world
def approved_case(editor):
    return approved(editor)


@world
def revised_case(editor):
    return revised(editor)


@world
def live(editor):
    return publish_case(by=editor).case_study


def test_publish_first_edition(desk, editor, approved_case):
    page = open_step(desk, approved_case, "publish")
    response = take_step(desk, approved_case, "publish", change_note="First published.")

    edition = Edition.objects.get()
    assert "Publish edition 1" in text_of(page)
    assert "second pair of eyes" not in text_of(page)
    assert (edition.number, edition.kind, edition.change_note, edition.published_by) == (
        1,
        "initial",
        "First published.",
        editor.uuid,
    )
    assert response.redirect_chain == [(address(approved_case), 302)]
    assert f'href="/cases/{approved_case.slug}/editions/1/"' in response.content.decode()


@pytest.mark.parametrize("kind", ["update", "correction"])
def test_publish_next_edition_of_the_chosen_kind(desk, kind, revised_case):
    page = text_of(open_step(desk, revised_case, "publish"))
    pass_step(desk, revised_case, "publish", kind=kind, change_note="The date was wrong.")

    edition = Edition.objects.get(number=2)
    assert "the section “Part 1”" in page
    assert (edition.kind, edition.change_note) == (kind, "The date was wrong.")
    assert hasattr(edition, "correction") == (kind == "correction")


def test_publish_page_changes_nothing_by_being_opened(desk, approved_case):
    desk.get(address(approved_case, "publish") + "?kind=update&change_note=x")

    assert Edition.objects.count() == 0


@pytest.mark.rows
@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"kind": "update", "change_note": "   "}, "id_change_note", "Say in public what this edition changes."),
        ({"change_note": "Better."}, "id_kind", "Say whether this is an update or a correction."),
        ({"kind": "initial", "change_note": "Better."}, "id_kind", "Select a valid choice."),
        ({"kind": "update", "change_note": "x" * 2001}, "id_change_note", "at most 2000 characters"),
    ],
)
def test_publish_without_kind_or_note_is_refused_at_the_field(desk, typed, field, message, revised_case):
    response = take_step(desk, revised_case, "publish", **typed)

    assert response.status_code == 200
    assert any(message in found for found in errors_at(response, field))
    assert fields_of(response, "step-form")["change_note"].strip() == typed["change_note"].strip()
    assert Edition.objects.count() == 1


def test_publish_with_something_to_mend_names_it_and_offers_no_button(desk, editor):
    case_study = approved(editor, summary="", contributors=[])

    page = open_step(desk, case_study, "publish")
    response = take_step(desk, case_study, "publish", change_note="First published.")

    for shown in (page, response):
        text = text_of(shown)
        assert "2 things to mend first" in text
        assert "Nobody is credited." in text
        assert "Publish edition 1" not in text
        assert f'href="{address(case_study)}#contributions-part"' in shown.content.decode()
    assert Edition.objects.count() == 0
    assert buttons(desk.get(address(case_study)))[0] is None


def test_publish_nothing_new_says_so(desk, live):
    page = open_step(desk, live, "publish")
    response = desk.post(
        address(live, "publish"),
        {"base_version": "1", "seen": page.context["seen"], "kind": "update", "change_note": "Again."},
    )

    assert "The draft says word for word what edition 1 says" in text_of(page)
    assert response.status_code == 409
    assert Edition.objects.count() == 1


def test_publish_after_somebody_saved_is_refused_and_keeps_the_note(desk, approved_case):
    typed = typed_into(open_step(desk, approved_case, "publish"), change_note="My careful note.")
    revise_case(approved_case)

    response = desk.post(address(approved_case, "publish"), typed)

    assert response.status_code == 409
    assert "Somebody saved this case study after you opened it." in text_of(response)
    shown = fields_of(response, "step-form")
    assert (shown["change_note"].strip(), shown["base_version"]) == ("My careful note.", "2")
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("missing", ["base_version", "seen"])
def test_publish_without_saying_what_was_shown_is_refused(desk, missing, approved_case):
    typed = typed_into(open_step(desk, approved_case, "publish"), change_note="First published.")
    del typed[missing]

    response = desk.post(address(approved_case, "publish"), typed)

    assert response.status_code == 200
    assert "This page did not say which text it showed." in text_of(response)
    assert Edition.objects.count() == 0


def test_publish_after_a_source_changed_is_refused_and_asks_for_another_approval(desk, approved_case):
    typed = typed_into(open_step(desk, approved_case, "publish"), change_note="My careful note.")
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    refused = desk.post(address(approved_case, "publish"), typed)

    assert "A source or another shared record changed since you opened this page; look again." in text_of(refused)
    assert Edition.objects.count() == 0
    reason = {"override_reason": "The title was misspelt, nothing else."}
    assert desk.post(address(approved_case, "publish"), typed_into(refused, **reason)).status_code == 302
    assert "Corrected title" in Edition.objects.get().payload.content


def test_publish_page_and_form_see_what_the_library_changed(desk, live):
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    assert open_step(desk, live, "publish").context["changes"] == ["sources"]
    assert buttons(desk.get(address(live)))[0] == "Submit for review"


def test_publish_without_approval_is_refused_to_who_may_not_override(case_study):
    publisher = make_member("Publisher")
    publisher.user_permissions.remove(*publisher.user_permissions.filter(codename="override_casestudy"))
    client = client_of(publisher)

    page = open_step(client, case_study, "publish")
    response = client.post(
        address(case_study, "publish"),
        {"base_version": "1", "seen": page.context["seen"], "change_note": "x", "override_reason": "Because."},
    )

    assert "Nobody approved this text. Submit it for review first." in text_of(page)
    assert "Publish edition 1" not in text_of(page)
    assert response.status_code == 409
    assert Edition.objects.count() == 0


def renamed(desk, case_study, slug="second-address"):
    return save(desk, case_study, open_form(desk, case_study) | {"slug": slug})


def test_another_address_alone_is_offered_as_a_move(desk, editor):
    case_study = publish_case(by=editor, slug="first-address").case_study
    assert renamed(desk, case_study).status_code == 302
    page = address(case_study, "move")
    assert page in desk.get(address(case_study)).content.decode()
    assert page in open_step(desk, case_study, "publish").content.decode()

    shown = open_step(desk, case_study, "move")
    response = take_step(desk, case_study, "move")

    text = text_of(shown)
    assert "so no new edition is made" in text
    assert "From /cases/first-address/ To /cases/second-address/" in text
    assert said(response) == ["The page has moved to its new address. The old one leads there."]
    assert (PublicState.objects.get().slug, Edition.objects.count()) == ("second-address", 1)
    assert page not in response.content.decode()


def test_move_after_somebody_saved_is_refused(desk, editor):
    case_study = publish_case(by=editor, slug="first-address").case_study
    renamed(desk, case_study)
    typed = typed_into(open_step(desk, case_study, "move"))
    renamed(desk, case_study, "third-address")

    response = desk.post(address(case_study, "move"), typed)

    assert "Somebody saved this case study after you opened it." in text_of(response)
    assert PublicState.objects.get().slug == "first-address"


def test_publish_page_shows_the_address_that_the_edition_will_have(desk, editor):
    case_study = publish_case(by=editor, slug="first-address").case_study
    renamed(desk, case_study)
    revise_case(case_study, by=editor)
    approve_case(case_study)

    text = text_of(open_step(desk, case_study, "publish"))

    assert "/cases/second-address/ (until now /cases/first-address/, which will lead there)" in text
    assert "The draft as saved in revision 3" in text
    assert "Publish edition 2" in text


def test_publish_page_names_an_address_that_is_taken(desk, editor):
    publish_case(by=editor, slug="taken")
    CaseStudy.objects.update(slug="elsewhere")
    case_study = approved(editor)
    CaseStudy.objects.filter(pk=case_study.pk).update(slug="taken")

    page = open_step(desk, case_study, "publish")

    assert "Another case study was published under this address" in text_of(page)
    assert "Publish edition" not in text_of(page)
    assert f'href="{address(case_study)}#id_slug"' in page.content.decode()


@pytest.mark.parametrize("step", ["publish", "schedule", "unschedule", "move"])
def test_publication_without_the_right_is_forbidden(writer, step):
    client, case_study = client_of(writer), make_case()

    assert client.get(address(case_study, step)).status_code == 403
    assert client.post(address(case_study, step), {"change_note": "x", "base_version": "1"}).status_code == 403
    assert Edition.objects.count() == 0


def test_publish_unknown_case_study_is_not_found(desk):
    assert desk.get("/admin/casestudies/casestudy/999/publish/").status_code == 404


def test_publish_asks_for_a_csrf_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(address(make_case(by=editor), "publish"), {"change_note": "x", "base_version": "1"})

    assert response.status_code == 403


def test_form_offers_to_publish_only_what_is_new(desk, editor, live):
    link = address(live, "publish")

    unchanged = desk.get(address(live)).content.decode()
    revise_case(live, by=editor)
    changed = desk.get(address(live)).content.decode()

    assert (link in unchanged, link in changed) == (False, True)
    assert f'href="/cases/{live.slug}/"' in unchanged


# At a time


def tomorrow(hour="09:30"):
    day = (datetime.now(UTC) + timedelta(days=1)).date()
    return {"day": day.isoformat(), "time": hour, "change_note": "First published."}


@world
def in_berlin():
    PublicationSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})


def test_schedule_reads_the_time_in_the_publications_zone_and_says_so(desk, in_berlin, approved_case):
    page = open_step(desk, approved_case, "schedule")
    response = take_step(
        desk, approved_case, "schedule", day="2060-01-15", time="09:30", change_note="First published."
    )

    assert "Time, Berlin time" in text_of(page)
    assert Schedule.objects.get().publish_at == datetime(2060, 1, 15, 8, 30, tzinfo=UTC)
    assert "edition 1 is published on 15 January 2060, 09:30 (Berlin time)" in said(response)[0]
    assert "This text is published by itself on 15 January 2060, 09:30 (Berlin time)" in text_of(response)


@pytest.mark.rows
@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"day": "2001-01-01"}, "id_day", "Choose a time that is still to come."),
        ({"day": ""}, "id_day", "Choose the day."),
        ({"time": ""}, "id_time", "Choose the time."),
        ({"day": "2060-03-28", "time": "02:30"}, "id_time", "The clocks skip this time on that day. Choose another."),
        ({"change_note": " "}, "id_change_note", "Say in public what this edition changes."),
        ({"day": "99999-01-01"}, "id_day", "Enter a valid date."),
        ({"day": "0001-01-01", "time": "00:00"}, "id_day", "Choose another day."),
    ],
)
def test_schedule_with_a_bad_time_or_no_note_is_refused_at_the_field(
    desk, in_berlin, typed, field, message, approved_case
):
    response = take_step(desk, approved_case, "schedule", **(tomorrow() | typed))

    assert response.status_code == 200
    assert errors_at(response, field) == [message]
    assert not Schedule.objects.exists()


def test_scheduled_text_is_rescheduled_with_what_was_said_before(desk, approved_case):
    pass_step(desk, approved_case, "schedule", **(tomorrow("10:00") | {"change_note": "My note."}))

    page = open_step(desk, approved_case, "schedule")
    pass_step(desk, approved_case, "schedule", time="11:00")

    typed = fields_of(page, "step-form")
    assert (typed["change_note"].strip(), typed["time"][:5]) == ("My note.", "10:00")
    assert (Schedule.objects.get().publish_at.hour, Schedule.objects.get().change_note) == (11, "My note.")


def test_unschedule_takes_the_appointment_back_and_the_approval_stays(desk, approved_case):
    pass_step(desk, approved_case, "schedule", **tomorrow())

    response = take_step(desk, approved_case, "unschedule")

    approved_case.refresh_from_db()
    assert said(response) == ["The appointment is taken back. Stage: approved."]
    assert approved_case.stage == Stage.APPROVED
    assert not Schedule.objects.exists()
    assert "Unschedule" not in buttons(response)[1]


def test_form_says_why_a_scheduled_publication_failed(desk, approved_case):
    pass_step(desk, approved_case, "schedule", **tomorrow())
    Schedule.objects.update(state=ScheduleState.FAILED, failure="The figure “map” has no alternative text.")

    text = text_of(desk.get(address(approved_case)))

    assert "Not published on" in text
    assert "The figure “map” has no alternative text." in text
    assert "published by itself" not in text
