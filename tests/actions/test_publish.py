"""Publishing makes an edition and everything that follows from it, whole or not at all."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Model, QuerySet

from casestudies.actions.publish import publish
from casestudies.actions.save_draft import settle_draft
from casestudies.actions.withdraw import withdraw
from casestudies.enums import ChangeEvent, EditionKind, Stage
from casestudies.errors import NotAllowed, NothingToPublish, NotReady, StaleDraft, WrongStage
from casestudies.immutability import drop_triggers
from casestudies.models import (
    AuditEntry,
    CaseStudy,
    ChangeLogEntry,
    Correction,
    Edition,
    EditionMedia,
    EditionPayload,
    OldSlug,
    OutboxEvent,
    PublicState,
    PublishedTerm,
    Rendering,
    SearchEntry,
    SearchFacet,
    Section,
    Source,
)
from casestudies.publication.canonical import digest_of
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries import editions
from casestudies.queries.integrity import verify_record
from tests.actions.threads import at_once
from tests.factories import (
    NOW,
    approve_case,
    make_account,
    make_case,
    make_picture,
    publish_approved,
    publish_case,
    revise_case,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def figure(media, **changes):
    row = {
        "key": "what-was-exposed",
        "kind": "image",
        "sha256": media.sha256,
        "video_url": "",
        "alt": "A form, a tester's login, a server.",
        "caption": "",
        "credit": "",
        "licence": None,
    }
    return row | changes


def publish_first(case_study, *, by=None, **how):
    """As it stands, approved or not."""
    how = {"now": NOW, "kind": EditionKind.INITIAL, "change_note": "First edition."} | how
    return publish(case_study, by=by or make_account(), **how)


@world
def case_study():
    return make_case()


def test_publish_writes_the_edition_and_all_that_follows():
    edition = publish_case(slug="sora")

    assert (edition.number, edition.kind, edition.previous_digest) == (1, EditionKind.INITIAL, "")
    assert digest_of(edition.payload.content) == edition.content_digest
    assert json.loads(edition.payload.content)["title"] == "The leak of sora"
    assert edition.fact_check == {"statements": 4, "checked": 0, "checkers": [], "marks": []}
    state = PublicState.objects.get()
    assert (state.slug, state.edition, state.counter, state.status) == ("sora", edition, 1, "live")
    assert sorted(state.terms.values_list("kind", "key")) == [
        ("framework_term", "mit-ai-risk@2025-04/6.3"),
        ("instrument", "eu-ai-act"),
        ("jurisdiction", "US"),
        ("party", "openai"),
        ("source", "ars2024"),
        ("source", "letter2024"),
        ("source", "wiggers2024"),
        ("topic", "creative-labour"),
    ]
    assert "statement 1 of the record" in state.search.text
    assert [entry.event for entry in ChangeLogEntry.objects.all()] == [ChangeEvent.PUBLISHED]
    assert [row.event for row in OutboxEvent.objects.all()] == [ChangeEvent.PUBLISHED]
    assert AuditEntry.objects.filter(verb="case_study.published").count() == 1


def test_publish_twice_chains_the_second_edition_to_the_first(case_study):
    first = publish_case(case_study)
    revise_case(case_study)

    second = publish_approved(case_study, by=make_account(), now=LATER, kind=EditionKind.UPDATE, change_note="More.")

    assert (second.number, second.previous_digest) == (2, first.edition_digest)
    assert [entry.sequence for entry in ChangeLogEntry.objects.all()] == [1, 2]
    assert ChangeLogEntry.objects.get(sequence=2).previous_digest == ChangeLogEntry.objects.get(sequence=1).digest
    assert PublicState.objects.get().counter == 2


def test_publish_correction_makes_a_public_notice(case_study):
    publish_case(case_study)
    revise_case(case_study)

    edition = publish_approved(
        case_study, by=make_account(), now=LATER, kind=EditionKind.CORRECTION, change_note="It was Tuesday."
    )

    assert Correction.objects.get().edition == edition
    assert PublicState.objects.get().corrections == [{"edition": 2, "note": "It was Tuesday.", "at": LATER.isoformat()}]


def test_publish_records_media_of_the_edition():
    media = make_picture()
    assert editions.media_file(media.sha256) is None

    edition = publish_case(figures=[figure(media)])

    assert EditionMedia.objects.get().edition == edition
    assert editions.media_file(media.sha256) == media


def test_publish_returns_the_stage_to_draft_and_spends_the_approval(case_study):
    approve_case(case_study)

    publish_first(case_study)

    case_study.refresh_from_db()
    assert (case_study.stage, case_study.approved_content_digest) == (Stage.DRAFT, "")


def test_publish_other_text_than_was_approved_is_refused(case_study):
    approve_case(case_study)
    Section.objects.filter(case_study=case_study, position=1).update(prose="<p>Slipped in.</p>")
    CaseStudy.objects.filter(pk=case_study.pk).update(content_digest="f" * 64)

    with pytest.raises(WrongStage, match="differs from the one that was approved"):
        publish_first(case_study)

    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [(EditionKind.UPDATE, "never published"), (EditionKind.CORRECTION, "never published")],
)
def test_publish_first_edition_of_another_kind_is_refused(kind, sentence):
    with pytest.raises(WrongStage, match=sentence):
        publish(make_case(), by=make_account(), now=NOW, kind=kind, change_note="x")


def test_publish_initial_twice_is_refused(case_study):
    publish_case(case_study)
    revise_case(case_study)

    with pytest.raises(WrongStage, match="Edition 1 is there already"):
        publish_case(case_study)


def test_publish_unchanged_text_is_refused(case_study):
    publish_case(case_study)

    with pytest.raises(NothingToPublish, match="word for word what edition 1 says"):
        publish(case_study, by=make_account(), now=LATER, kind=EditionKind.UPDATE, change_note="Nothing.")


def test_publish_a_changed_teachers_note_alone_is_an_edition(case_study):
    first = publish_case(case_study)
    case_study.questions.update(teacher_note="Another note.")

    second = publish_approved(case_study, by=make_account(), now=LATER, kind=EditionKind.UPDATE, change_note="Notes.")

    assert second.content_digest == first.content_digest
    assert second.teaching_digest != first.teaching_digest


def test_publish_a_text_saved_since_it_was_looked_at_is_refused(case_study):
    seen = case_study.version
    revise_case(case_study)

    with pytest.raises(StaleDraft) as caught:
        publish(case_study, by=make_account(), now=NOW, kind=EditionKind.INITIAL, change_note="x", base_version=seen)

    assert caught.value.current == seen + 1


def digests(case_study):
    snapshot = take_snapshot(case_study)
    return snapshot.content_digest, snapshot.teaching_digest


def test_publish_a_text_that_a_source_changed_since_it_was_looked_at_is_refused(case_study):
    seen = digests(case_study)
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    with pytest.raises(StaleDraft, match="A source or another shared record changed"):
        publish(
            case_study,
            by=make_account(),
            now=NOW,
            kind=EditionKind.INITIAL,
            change_note="x",
            base_version=case_study.version,
            expected=seen,
        )
    assert not Edition.objects.exists()

    edition = publish_approved(
        case_study,
        by=make_account(),
        now=NOW,
        kind=EditionKind.INITIAL,
        change_note="x",
        base_version=case_study.version,
        expected=digests(case_study),
    )
    assert "Corrected title" in edition.payload.content


def test_publish_what_the_library_changed_makes_it_the_text_as_last_saved(case_study):
    Source.objects.filter(key="ars2024").update(title="Corrected title")
    publisher = make_account()

    edition = publish_case(case_study, by=publisher)

    case_study.refresh_from_db()
    assert (case_study.content_digest, case_study.teaching_digest) == (edition.content_digest, edition.teaching_digest)
    revision = case_study.revisions.get(content_digest=edition.content_digest)
    assert (revision.number, case_study.version, revision.saved_by) == (2, 2, publisher)


def test_publish_what_is_among_the_revisions_keeps_no_second_one(case_study):
    before = case_study.content_digest
    Source.objects.filter(key="ars2024").update(title="Another title")
    settle_draft(case_study, by=make_account(), now=NOW)
    Source.objects.filter(key="ars2024").update(title="Title of ars2024")

    edition = publish_case(case_study)

    case_study.refresh_from_db()
    assert edition.content_digest == case_study.content_digest == before
    assert (case_study.version, case_study.revisions.count()) == (2, 2)


def test_publish_without_the_permission_is_refused(case_study):
    staff = make_account(is_superuser=False)

    with pytest.raises(NotAllowed):
        publish_case(case_study, by=staff)


def test_publish_withdrawn_is_refused(case_study):
    publish_case(case_study)
    withdraw(case_study, by=make_account(), now=NOW, reason="Wrong throughout.")
    revise_case(case_study)

    with pytest.raises(WrongStage, match="withdrawn"):
        publish(case_study, by=make_account(), now=LATER, kind=EditionKind.UPDATE, change_note="x")


def test_publish_what_is_not_ready_names_every_problem_and_writes_nothing():
    case_study = make_case(
        summary="", licence=None, contributors=[], figures=[figure(make_picture(), alt=" ")], parties=[]
    )

    with pytest.raises(NotReady) as caught:
        publish_approved(case_study, by=make_account(), now=NOW, kind=EditionKind.INITIAL, change_note=" ")

    assert [problem.place for problem in caught.value.problems] == [
        "change_note",
        "summary",
        "licence",
        "contributors",
        "figures[0].alt",
    ]
    assert not Edition.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_publish_that_fails_late_leaves_nothing_behind(monkeypatch, case_study):
    def fail(*args, **kwargs):
        raise RuntimeError("killed")

    monkeypatch.setattr("casestudies.actions.publish.log_change", fail)
    with pytest.raises(RuntimeError, match="killed"):
        publish_case(case_study)

    assert not Edition.objects.exists()
    assert not PublicState.objects.exists()


def test_publish_under_a_new_address_keeps_the_old_one_as_a_redirect():
    case_study = make_case(slug="first-address")
    publish_case(case_study)
    revise_case(case_study)
    case_study.refresh_from_db()
    case_study.slug = "second-address"
    case_study.save()

    publish_approved(case_study, by=make_account(), now=LATER, kind=EditionKind.UPDATE, change_note="Moved.")

    assert PublicState.objects.get().slug == "second-address"
    assert OldSlug.objects.get().slug == "first-address"
    assert editions.redirect_for("first-address") == "second-address"


def test_publish_by_override_is_flagged(case_study):
    publish(
        case_study,
        by=make_account(),
        now=NOW,
        kind=EditionKind.INITIAL,
        change_note="First.",
        override_reason="seeded from files",
    )

    entry = AuditEntry.objects.get(verb="case_study.published")
    assert (entry.flagged, entry.detail["reason"]) == (True, "seeded from files")


def test_publish_puts_no_teachers_note_and_no_account_into_what_is_public():
    edition = publish_case(note="SENTINEL-NOTE", by=make_account(username="sentinel-account"))

    public = [
        edition.payload.content,
        edition.rendering.html,
        edition.rendering.text,
        edition.rendering.document,
        json.dumps(edition.rendering.card),
        edition.case_study.public_state.search.text,
    ]
    assert "SENTINEL-NOTE" in edition.payload.teaching
    assert not [text for text in public if "sentinel" in text.lower()]


def test_publish_makes_the_same_number_of_queries_for_5_and_for_100_sections(django_assert_num_queries):
    by = make_account()
    small, large = make_case(sections=5), make_case(sections=100)
    expected = 63 if connection.vendor == "postgresql" else 62  # there, one takes the change log's lock
    publish_case()  # words that are in no case yet take three more
    approve_case(small)
    approve_case(large)
    with django_assert_num_queries(expected):
        publish_first(small, by=by)
    with django_assert_num_queries(expected):
        publish_first(large, by=by)


@pytest.mark.django_db(transaction=True)
def test_publish_chain_holds_in_a_database_that_was_moved_by_fixture(tmp_path):
    publish_case(now=NOW.replace(microsecond=123_456))
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "casestudies", output=str(dump), verbosity=0)
    drop_triggers(connection)
    call_command("flush", interactive=False, verbosity=0)

    call_command("loaddata", str(dump), verbosity=0)

    findings = list(verify_record())
    assert len(findings) == 1
    assert not findings[0].broken


@pytest.mark.django_db(transaction=True)
def test_publish_by_six_at_once_makes_one_edition():
    by, case_study = make_account(), make_case()
    approve_case(case_study)

    def act():
        return publish(case_study, by=by, now=NOW, kind=EditionKind.INITIAL, change_note="First.").number

    made = at_once(*[act] * 6)

    assert sorted(map(str, made)) == ["1", *["WrongStage"] * 5]
    assert Edition.objects.count() == ChangeLogEntry.objects.count() == OutboxEvent.objects.count() == 1
    assert not [finding for finding in verify_record() if finding.broken]


class Killed(BaseException):
    """Stands for the end of the process."""


WRITTEN = [
    Edition,
    EditionPayload,
    EditionMedia,
    Correction,
    Rendering,
    PublicState,
    PublishedTerm,
    SearchEntry,
    SearchFacet,
    ChangeLogEntry,
    OutboxEvent,
    AuditEntry,
]


@pytest.mark.proves("A publication killed at any write happened whole or not at all")
@pytest.mark.rows
@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_publish_killed_at_any_write_leaves_nothing_behind(monkeypatch, model, after):
    by = make_account()
    case_study = make_case(by=by, figures=[figure(make_picture())])
    publish_case(case_study, by=by)
    revise_case(case_study, by=by)
    approve_case(case_study)
    before = everything()
    save, create = Model.save_base, QuerySet.bulk_create

    def kill(is_it, write):
        if not is_it:
            return write()
        if after:
            write()
        raise Killed

    monkeypatch.setattr(
        Model, "save_base", lambda row, *a, **k: kill(isinstance(row, model), lambda: save(row, *a, **k))
    )
    monkeypatch.setattr(
        QuerySet, "bulk_create", lambda rows, *a, **k: kill(rows.model is model, lambda: create(rows, *a, **k))
    )
    with pytest.raises(Killed):
        publish(case_study, by=by, now=LATER, kind=EditionKind.CORRECTION, change_note="It was Tuesday.")

    monkeypatch.undo()
    assert everything() == before


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in [CaseStudy, *WRITTEN]}
