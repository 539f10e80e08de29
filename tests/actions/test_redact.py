"""The one legal removal: two people, a reason, nothing left in public of the text, and every copy told."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from casestudies.actions.publish import publish
from casestudies.actions.redact import ask_to_redact, redact, refuse_redaction
from casestudies.enums import ChangeEvent, EditionKind, NotificationKind, RedactionState, Stage
from casestudies.errors import NotAllowed, NothingToPublish, NotReady, WrongStage
from casestudies.models import (
    AuditEntry,
    CaseStudy,
    ChangeLogEntry,
    Correction,
    Edition,
    Holding,
    Notification,
    OutboxEvent,
    PublicState,
    Redaction,
    RedactionRequest,
    Revision,
)
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.holdings import behind, cause_of, standing_of, to_be_told, with_standing
from casestudies.queries.integrity import verify_record
from tests.actions.test_publish import figure
from tests.actions.threads import at_once
from tests.actions.told import audited, told
from tests.factories import (
    NOW,
    approve_case,
    make_account,
    make_holding,
    make_member,
    make_picture,
    publish_approved,
    publish_case,
    revise_case,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER, REASON = NOW + timedelta(days=1), "The Harbour Court, 12 October: the paragraph names a minor."
SECRET = "Zanzibar"
# What the desk keeps to itself.
OWN = {"auditentry", "casestudy", "drafttext", "notification", "revision", "section"}


@world
def pair():
    """Two publishers."""
    return make_member("Publisher", first_name="Paula"), make_member("Publisher", first_name="Quentin")


@world
def two(pair):
    """Two editions, the newest with the secret in its title, its text and its picture's words."""
    first = publish_case(slug="sora", title="The leak", now=NOW)
    draft = CaseStudy.objects.get()
    draft.title = f"{SECRET} leaks"
    draft.save(update_fields=["title"])
    revise_case(draft, text=f"It names {SECRET}.")
    how = {"by": pair[0], "now": NOW + timedelta(hours=1), "kind": EditionKind.CORRECTION}
    return first, publish_approved(draft, change_note="A name was wrong.", **how)


def remove(edition, pair, reason=REASON):
    request = ask_to_redact(edition, by=pair[0], now=LATER, reason=reason)
    return redact(request, by=pair[1], now=LATER)


def holders_of(word):
    """The names of the models that have a row with this word in it."""
    found = set()
    for model in apps.get_app_config("casestudies").get_models():
        texts = [
            field for field in model._meta.concrete_fields if isinstance(field, models.TextField | models.CharField)
        ]
        texts += [field for field in model._meta.concrete_fields if isinstance(field, models.JSONField)]
        for row in model.objects.values_list(*[field.name for field in texts]) if texts else ():
            if any(word in str(value) for value in row):
                found.add(model._meta.model_name)
    return found


def status(path):
    return Client().get(path).status_code


def test_the_newest_text_is_gone_from_everything_that_is_public(pair, two):
    _first, second = two
    assert {"editionpayload", "rendering", "searchentry"} <= holders_of(SECRET)

    redaction = remove(second, pair)

    assert (redaction.made_by, redaction.seconded_by) == (pair[0].uuid, pair[1].uuid)
    assert holders_of(SECRET) <= OWN
    for path in ("/cases/sora/", "/cases/sora/editions/2/", "/api/v1/case-studies/sora/"):
        assert status(path) == 410, path
    assert (status("/cases/sora/editions/1/"), status("/api/v1/case-studies/sora/editions/1/")) == (200, 200)
    assert SECRET not in Client().get("/cases/").content.decode()
    assert not PublicState.objects.get().terms.exists()
    # The record stands: numbers, digests, notices; and it says what happened.
    assert Edition.objects.count() == 2
    assert Correction.objects.count() == 1
    found = {finding.subject: finding for finding in verify_record()}
    assert [finding for finding in found.values() if finding.broken] == []
    assert found["sora, edition 2"].sentence == "redacted; number and digests stand."


def test_an_earlier_text_goes_and_the_newest_stays(pair, two):
    first, _second = two
    before = PublicState.objects.get()

    remove(first, pair)

    assert (status("/cases/sora/"), status("/cases/sora/editions/1/")) == (200, 410)
    after = PublicState.objects.get()
    assert (after.counter, after.changed_at) == (before.counter + 1, before.changed_at)
    assert after.terms.exists()
    entry = ChangeLogEntry.objects.order_by("-sequence").first()
    assert (entry.event, entry.edition_number) == (ChangeEvent.REDACTED, 1)
    assert OutboxEvent.objects.filter(event=ChangeEvent.REDACTED).count() == 1
    assert not any(finding.broken for finding in verify_record())


def test_a_picture_is_public_no_more(pair):
    picture = make_picture()
    edition = publish_case(slug="sora", figures=[figure(picture)])
    assert edition.media.count() == 1

    remove(edition, pair)

    assert edition.media.count() == 0


def test_the_next_edition_is_public_again_and_may_not_be_the_same_text(pair, two):
    _first, second = two
    draft = CaseStudy.objects.get()
    remove(second, pair)
    approve_case(draft)
    again = {"by": pair[0], "now": LATER, "kind": EditionKind.UPDATE, "change_note": "Again."}
    with pytest.raises(NothingToPublish):
        publish(draft, **again)

    draft.refresh_from_db()
    draft.title = "The leak"
    draft.save(update_fields=["title"])
    revise_case(draft, text="It names nobody.")
    publish_approved(draft, **again)

    assert status("/cases/sora/") == 200
    assert (status("/cases/sora/editions/2/"), status("/cases/sora/editions/2..3/")) == (410, 410)
    assert not any(finding.broken for finding in verify_record())


def test_a_text_that_waits_for_publication_is_a_draft_again(pair, two):
    draft = CaseStudy.objects.get()
    revise_case(draft, text="Perhaps it says the same.")
    approve_case(draft, by=pair[0])

    remove(two[1], pair)

    draft.refresh_from_db()
    assert (draft.stage, draft.lapsed_stage, draft.approved_content_digest) == (Stage.DRAFT, Stage.APPROVED, "")
    assert told(NotificationKind.LAPSED)[1].startswith(f"Quentin removed the text of edition 2 of “{SECRET} leaks”. ")


def test_everybody_concerned_is_told_and_the_audit_names_both(pair, two):
    request = ask_to_redact(two[1], by=pair[0], now=LATER, reason=f" {REASON} ")
    who, sentence = told(NotificationKind.REDACTION)
    assert "Quentin" in who
    assert "Paula" not in who
    assert sentence == f"Paula asks you to remove the text of edition 2 of “{SECRET} leaks”: {REASON}"
    assert Notification.objects.filter(path=f"/admin/casestudies/edition/{two[1].pk}/redact/").exists()
    Notification.objects.all().delete()

    redact(request, by=pair[1], now=LATER)

    who, sentence = told(NotificationKind.REDACTION)
    assert "Paula" in who
    assert sentence == f"Paula and Quentin removed the text of edition 2 of “{SECRET} leaks”: {REASON}"
    assert audited("redaction.asked").actor == pair[0].uuid
    entry = audited("case_study.redacted")
    assert (entry.actor, entry.detail) == (pair[1].uuid, {"edition": 2, "reason": REASON})


def test_one_person_alone_removes_nothing(pair, two):
    outsider = make_member("Editor")
    request = ask_to_redact(two[1], by=pair[0], now=LATER, reason=REASON)

    with pytest.raises(NotAllowed, match="Somebody else has to agree"):
        redact(request, by=pair[0], now=LATER)
    with pytest.raises(NotAllowed, match="You may not"):
        redact(request, by=outsider, now=LATER)
    with pytest.raises(NotAllowed):
        redact(request, by=make_account(is_system=True, is_superuser=False, is_staff=False), now=LATER)
    with pytest.raises(NotAllowed):
        ask_to_redact(two[0], by=outsider, now=LATER, reason=REASON)

    assert not Redaction.objects.exists()
    assert status("/cases/sora/") == 200


def test_what_was_asked_is_asked_once_with_a_reason_and_settled_once(pair, two):
    with pytest.raises(NotReady, match="legal reason"):
        ask_to_redact(two[1], by=pair[0], now=LATER, reason="  ")
    request = ask_to_redact(two[1], by=pair[0], now=LATER, reason=REASON)
    with pytest.raises(WrongStage, match="already"):
        ask_to_redact(two[1], by=pair[1], now=LATER, reason=REASON)
    with pytest.raises(NotReady, match="why the text is to stay"):
        refuse_redaction(request, by=pair[1], now=LATER, answer=" ")

    refuse_redaction(request, by=pair[1], now=LATER, answer="The order was lifted.")

    with pytest.raises(WrongStage, match="settled already: refused"):
        redact(request, by=pair[1], now=LATER)
    again = ask_to_redact(two[1], by=pair[0], now=LATER, reason=REASON)
    refuse_redaction(again, by=pair[0], now=LATER, answer="")
    assert sorted(RedactionRequest.objects.values_list("state", flat=True)) == sorted(
        [RedactionState.REFUSED, RedactionState.TAKEN_BACK]
    )
    assert AuditEntry.objects.filter(verb__startswith="redaction.").count() == 4

    remove(two[1], pair)
    with pytest.raises(WrongStage, match="removed already"):
        ask_to_redact(two[1], by=pair[0], now=LATER, reason=REASON)


def test_who_carries_the_removed_edition_is_behind_and_who_carries_another_is_not(pair, two):
    first, second = two
    make_member("Partnerships", first_name="Rosa")
    old = make_holding(first, url="https://partner.example/old")
    new = make_holding(second, url="https://partner.example/new")
    assert [row.pk for row in behind()] == [old.pk]

    remove(second, pair)

    rows = {row.pk: row for row in to_be_told(with_standing(Holding.objects.all()))}
    assert (standing_of(rows[old.pk]), standing_of(rows[new.pk])) == ("corrected", "redacted")
    assert cause_of(rows[new.pk]) == f"redacted:{LATER.isoformat()}"
    who, sentence = told(NotificationKind.PARTNERS_BEHIND)
    assert "Rosa" in who
    assert "“sora, edition 2” was removed for a legal reason." in sentence
    assert SECRET not in sentence


def test_revisions_stay_with_the_desk(pair, two):
    before = Revision.objects.count()

    remove(two[1], pair)

    assert Revision.objects.count() == before
    assert SECRET in take_snapshot(CaseStudy.objects.get()).content


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_remove_it_once():
    people = [make_account() for _ in range(3)]
    request = ask_to_redact(publish_case(slug="sora"), by=people[0], now=LATER, reason=REASON)

    results = at_once(*[lambda by=by: redact(request, by=by, now=LATER).pk for by in people[1:]])

    assert sorted(map(str, results))[1:] == ["WrongStage"]
    assert Redaction.objects.count() == 1
