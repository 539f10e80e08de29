"""The audit as a history: sentences, filters, the history of one record, overrides that somebody looks at."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission

from casestudies.actions.assign import assign
from casestudies.actions.note_library_change import note_library_change
from casestudies.actions.publish import publish
from casestudies.enums import EditionKind
from casestudies.models import AuditEntry, CaseStudy, CheckRequest, Topic
from casestudies.queries.overrides import overrides_to_look_at
from tests.admin.forms import text_of
from tests.factories import NOW, make_account, make_case, make_member, make_source
from tests.worlds import world

pytestmark = pytest.mark.django_db
LIST = "/admin/casestudies/auditentry/"


@world
def ana():
    return make_member("Publisher", first_name="Ana", last_name="Ruiz")


@world
def flagged(ana):
    publish(
        make_case(title="The leak", by=ana),
        by=ana,
        now=NOW,
        kind=EditionKind.INITIAL,
        change_note="First.",
        override_reason="Nobody was awake.",
    )
    return AuditEntry.objects.get(flagged=True)


def verbs(answer):
    return [entry.verb for entry in answer.context["cl"].result_list]


def page(entry):
    return f"{LIST}{entry.pk}/change/"


def test_entries_are_sentences_with_from_and_to(desk, ana):
    case = make_case(title="The leak", by=ana)
    assign(case, by=ana, now=NOW, assignee=ana, deadline=NOW.date() + timedelta(days=3), review_by=None)

    text = text_of(desk.get(LIST))

    assert "Ana Ruiz assigned “The leak”. assigned to: nothing → became Ana Ruiz" in text
    assert "deadline: nothing → became 17 November 2026" in text
    assert "Ana Ruiz began “The leak”." in text


def test_who_is_gone_or_has_no_account_is_named_as_such(desk):
    case = make_case(title="The leak")
    request = CheckRequest.objects.create(
        case_study=case, name="Grace", email="g@example.org", token_digest="x", asked_by=make_account(),
        asked_at=NOW, expires_at=NOW,
    )  # fmt: skip
    common = {"at": NOW, "subject_type": "case_study", "subject_id": str(case.uuid), "subject_label": case.title}
    AuditEntry.objects.create(actor=request.uuid, verb="statement.checked", **common)
    AuditEntry.objects.create(actor="0b8b1d3c-6a0e-4d53-9d8a-0c9a9c8f0002", verb="case_study.saved", **common)

    text = text_of(desk.get(LIST))

    assert "Grace (outside checker) ticked a statement of “The leak”." in text
    assert "Somebody changed “The leak”." in text
    assert verbs(desk.get(LIST, {"who": "outside"})) == ["statement.checked"]


def test_entries_are_filtered_by_who_what_and_attention(desk, flagged, ana):
    other = make_account(first_name="Grace")
    note_library_change(make_source(), "changed", by=other, now=NOW)

    assert verbs(desk.get(LIST, {"who": str(other.uuid)})) == ["source.changed"]
    assert verbs(desk.get(LIST, {"subject_type": "source"})) == ["source.changed"]
    assert verbs(desk.get(LIST, {"verb": "case_study.published"})) == ["case_study.published"]
    assert verbs(desk.get(LIST, {"attention": "waiting"})) == ["case_study.published"]
    desk.post(f"{LIST}{flagged.pk}/looked-at/")
    assert verbs(desk.get(LIST, {"attention": "waiting"})) == []
    assert verbs(desk.get(LIST, {"attention": "flagged"})) == ["case_study.published"]
    assert desk.get(LIST, {"who": "nonsense"}).status_code == 200


def test_record_has_a_link_to_its_own_history(desk, editor):
    topic, other = (Topic.objects.create(slug=slug, name=slug.title()) for slug in ("labour", "other"))
    for record in (topic, other, editor, Group.objects.get(name="Editor"), make_source()):
        kind = {"account": "account", "group": "role"}.get(record._meta.model_name, record._meta.model_name)
        AuditEntry.objects.create(
            at=NOW, actor=editor.uuid, verb=f"{kind}.changed", subject_type=kind,
            subject_id=str(getattr(record, "uuid", record.pk)), subject_label=str(record),
        )  # fmt: skip
        place = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/"
        assert f'href="{place}history/"'.encode() in desk.get(f"{place}change/").content

        answer = desk.get(f"{place}history/", follow=True)

        assert len(verbs(answer)) == 1
        assert "History of" in text_of(answer)
        assert f'href="{place}change/"'.encode() in answer.content


def test_history_of_a_record_is_offered_to_those_alone_who_may_read_the_audit(client):
    source = make_source()
    client.force_login(make_member("Author"))

    assert b"history/" not in client.get(f"/admin/casestudies/source/{source.pk}/change/").content
    assert client.get(f"/admin/casestudies/source/{source.pk}/history/", follow=True).status_code == 403


def test_case_study_links_to_everything_that_was_done_with_it(client):
    case = make_case()
    client.force_login(make_member("Editor"))
    address = f"{LIST}?subject_type=case_study&subject_id={case.uuid}"

    assert (
        address.replace("&", "&amp;").encode() in client.get(f"/admin/casestudies/casestudy/{case.pk}/history/").content
    )
    assert verbs(client.get(address)) == ["case_study.created"]


def test_entries_of_a_limited_case_study_are_shown_to_those_alone_who_see_it(client, flagged):
    CaseStudy.objects.update(is_limited=True)
    client.force_login(make_member("Editor"))

    assert verbs(client.get(LIST, {"subject_type": "case_study"})) == []
    assert client.get(page(flagged)).status_code == 404
    assert client.post(f"{LIST}{flagged.pk}/looked-at/").status_code == 404
    lines = b"".join(client.get(f"{LIST}export.jsonl").streaming_content)
    assert b"The leak" not in lines


def test_override_is_looked_at_with_a_note(client, flagged):
    chief = make_member("Publisher", first_name="Chief")
    client.force_login(chief)
    shown = client.get(page(flagged))
    assert "I have looked at it" in text_of(shown)
    # A form inside a form is none.
    forms = re.findall(r"<(/?form)\b", shown.content.decode())
    assert forms == ["form", "/form"] * (len(forms) // 2)

    answer = client.post(f"{LIST}{flagged.pk}/looked-at/", {"note": "Fine by me."}, follow=True)

    assert "Noted: you have looked at this override." in text_of(answer)
    assert "Chief looked at this override on" in text_of(answer)
    assert "“Fine by me.”" in text_of(answer)
    assert b"<button" not in answer.content.split(b"<article")[1].split(b"</article>")[0]
    assert list(overrides_to_look_at()) == []
    again = client.post(f"{LIST}{flagged.pk}/looked-at/", follow=True)
    assert "Somebody has looked at this already." in text_of(again)


def test_override_is_looked_at_by_nobody_who_may_not(client, flagged, ana):
    client.force_login(ana)
    assert "Somebody else has to look at it." in text_of(client.get(page(flagged)))
    assert client.post(f"{LIST}{flagged.pk}/looked-at/").status_code == 403
    editor = make_member("Editor")
    client.force_login(editor)
    assert "waits for somebody who may override" in text_of(client.get(page(flagged)))
    assert client.post(f"{LIST}{flagged.pk}/looked-at/").status_code == 403
    client.force_login(make_member("Author"))
    assert client.post(f"{LIST}{flagged.pk}/looked-at/").status_code == 403
    assert client.get(f"{LIST}{flagged.pk}/looked-at/").status_code == 405
    assert overrides_to_look_at().count() == 1


def test_entry_tells_its_details_and_leads_to_its_subject(desk, flagged):
    answer = desk.get(page(flagged))

    assert "Ana Ruiz published edition 1 of “The leak”." in text_of(answer)
    assert "Nobody was awake." in text_of(answer)
    case = CaseStudy.objects.get()
    assert f"/admin/casestudies/casestudy/{case.pk}/change/".encode() in answer.content
    assert desk.get(f"{LIST}999999/change/").status_code == 404


def test_lines_for_machines_hold_everything(desk, flagged, ana):
    answer = desk.get(f"{LIST}export.jsonl", {"verb": "case_study.published"})

    (line,) = b"".join(answer.streaming_content).decode().splitlines()
    said = json.loads(line)
    assert answer["Content-Type"].startswith("application/jsonl")
    assert (said["actor"], said["actor_name"], said["flagged"]) == (str(ana.uuid), "Ana Ruiz", True)
    assert said["sentence"] == "Ana Ruiz published edition 1 of “The leak”."
    assert said["detail"]["reason"] == "Nobody was awake."


def test_list_takes_the_same_queries_with_one_entry_and_with_many(desk, ana, django_assert_max_num_queries):
    for _ in range(2):
        with django_assert_max_num_queries(14):
            desk.get(LIST)
        for _ in range(5):
            case = make_case(by=ana)
            assign(case, by=ana, now=NOW, assignee=make_account(), deadline=None, review_by=None)


def test_partner_of_the_desk_without_the_right_sees_none_of_it(client):
    account = make_account(is_superuser=False)
    account.user_permissions.set(Permission.objects.filter(codename="view_casestudy"))
    client.force_login(account)

    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}export.jsonl").status_code == 403
