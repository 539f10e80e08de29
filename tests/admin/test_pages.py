"""Every page of the desk opens for who may see it, and for nobody else."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from casestudies.actions.manage_endpoint import Wanted, create_endpoint, send_test
from casestudies.actions.teacher_pass import grant_teacher_pass
from casestudies.enums import JobKind
from casestudies.models import Correction, ErrorReport, Job, PublicationSettings, Withdrawal
from tests.admin.forms import text_of
from tests.factories import (
    NOW,
    make_account,
    make_case,
    make_holding,
    make_partner,
    make_picture,
    publish_case,
    revise_case,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db

MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in ("casestudies", "auth")),
    key=lambda model: model._meta.label,
)
RECORD = ["auditentry", "correction", "delivery", "edition", "mediafile", "revision", "teacherpass", "withdrawal"]


def names(model):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


@world
def everything(editor):
    """A row of every model that the admin shows."""
    edition = publish_case(by=editor)
    make_picture()
    make_holding(edition)
    PublicationSettings.objects.get_or_create(pk=1)
    Correction.objects.create(edition=edition, note="A date.", made_at=NOW)
    Withdrawal.objects.create(edition=edition, kind="withdrawn", reason="Wrong.", made_at=NOW, made_by=editor.uuid)
    editor.groups.create(name="Editors")
    Job.objects.create(kind=JobKind.BULK, label="Assign 2", task={"items": []}, asked_by=editor, asked_at=NOW)
    ErrorReport.objects.create(case_study=edition.case_study, edition_number=1, message="Not so.", received_at=NOW)
    grant_teacher_pass(edition.case_study, by=editor, now=NOW, label="Dr Okoye", days=30)
    wanted = Wanted(url="https://harbour.example/hook")
    endpoint, _secret = create_endpoint(make_partner("The Pier"), wanted, by=editor, now=NOW)
    send_test(endpoint, by=editor, now=NOW)
    return edition


@pytest.mark.rows
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_list_opens_for_a_superuser_and_not_for_a_stranger(desk, everything, model):
    page = reverse(f"{names(model)}_changelist")

    assert desk.get(page, follow=True).status_code == 200
    assert Client().get(page).status_code == 302


@pytest.mark.rows
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_record_opens_for_a_superuser_and_not_for_a_stranger(desk, everything, model):
    page = reverse(f"{names(model)}_change", args=[model._default_manager.first().pk])

    assert desk.get(page, follow=True).status_code == 200
    assert Client().get(page).status_code == 302


@pytest.mark.rows
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_page_of_a_record_that_is_not_there_leads_back(desk, everything, model):
    for key in ("999999", "abc", "999999999999999999999999"):
        response = desk.get(reverse(f"{names(model)}_change", args=[key]))
        assert response.status_code in (302, 404)


@pytest.mark.parametrize("name", RECORD)
def test_the_record_refuses_to_be_added_to_changed_or_deleted(desk, everything, name):
    model = next(model for model in MODELS if model._meta.model_name == name)
    row = model._default_manager.first()

    assert desk.post(reverse(f"{names(model)}_change", args=[row.pk]), {"note": "x"}).status_code == 403
    assert desk.post(reverse(f"{names(model)}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert desk.post(reverse(f"{names(model)}_add"), {}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_edition_page_shows_digests_and_leads_to_the_public_page(desk, everything):
    text = text_of(desk.get(reverse("admin:casestudies_edition_change", args=[everything.pk])))

    assert everything.edition_digest in text
    assert f"/cases/{everything.case_study.slug}/editions/1/" in text
    assert "maria" in text


def test_revision_page_says_what_changed(desk, editor):
    case_study = make_case(by=editor)
    revise_case(case_study, by=editor)

    text = text_of(desk.get(reverse("admin:casestudies_revision_change", args=[case_study.revisions.get(number=2).pk])))

    assert "the section “Part 1”" in text
    assert "A sentence more." in text


def test_history_lists_editions_and_revisions(desk, everything):
    case_study = everything.case_study
    revise_case(case_study, by=make_account(username="jonas"))

    text = text_of(desk.get(reverse("admin:casestudies_casestudy_change", args=[case_study.pk])))

    assert "First edition." in text
    assert "the text of edition 1" in text
    assert "Revision 2" in text
    assert "jonas" in text


def test_pages_run_no_inline_script_and_stand_in_no_other_sites_frame(desk, everything):
    policy = desk.get(reverse("admin:index")).headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))

    assert scripts == "script-src 'self' 'unsafe-eval'"
    assert "frame-ancestors 'self'" in policy


def test_editors_import_map_runs_under_the_pages_nonce(desk, editor):
    response = desk.get(reverse("admin:casestudies_casestudy_change", args=[make_case(by=editor).pk]))

    nonce = response.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script type="importmap" nonce="{nonce}">' in response.content.decode()


def test_settings_are_one_row_that_changes_the_name_on_the_desk(desk):
    page = desk.get(reverse("admin:casestudies_publicationsettings_changelist"), follow=True)
    fields = {
        "name": "The Ledger",
        "masthead": "Cases.",
        "corrections_contact": "",
        "default_licence": "CC0-1.0",
        "time_zone": "Europe/Paris",
        "base_version": "1",
    }
    saved = desk.post(page.redirect_chain[-1][0], fields)
    refused = desk.post(page.redirect_chain[-1][0], fields | {"time_zone": "Mars", "base_version": "2"})

    assert saved.status_code == 302
    assert "is not a time zone" in text_of(refused)
    assert PublicationSettings.objects.get().name == "The Ledger"
    assert "The Ledger" in text_of(desk.get(reverse("admin:index")))
    assert 'value="CC0-1.0" selected' in desk.get(reverse("admin:casestudies_casestudy_add")).content.decode()


def test_picture_is_shown_to_the_desk_alone_and_runs_nothing(desk, everything):
    media = make_picture()
    page = reverse("admin:casestudies_mediafile_raw", args=[media.sha256])
    account = make_account(username="nobody", is_superuser=False)
    stranger, colleague = Client(), Client()
    colleague.force_login(account)

    response = desk.get(page)

    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content).startswith(b"<svg")
    assert stranger.get(page).status_code == 302
    assert colleague.get(page).status_code == 403
    assert desk.get(reverse("admin:casestudies_mediafile_raw", args=["0" * 64])).status_code == 404


def test_system_account_cannot_be_changed_here(desk):
    system = make_account(username="seeding", is_system=True, is_staff=False, is_superuser=False)

    assert (
        desk.post(reverse("admin:casestudies_account_change", args=[system.pk]), {"username": "x"}).status_code == 403
    )


def test_staff_who_manage_accounts_give_nobody_rights(db, writer):
    writer.user_permissions.add(*Permission.objects.filter(codename__in=["change_account", "view_account"]))
    client = Client()
    client.force_login(writer)
    page = reverse("admin:casestudies_account_change", args=[writer.pk])

    client.post(page, {"username": writer.username, "is_active": "on", "is_staff": "on", "is_superuser": "on"})

    writer.refresh_from_db()
    assert writer.is_superuser is False
    assert client.get(reverse("admin:casestudies_account_change", args=[make_account().pk])).status_code == 200
