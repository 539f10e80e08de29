"""Two sources become one: in every draft, with a revision each; editions stay."""

import pytest
from django.contrib.auth.models import Permission

from casestudies.actions import merge_sources as merge_module
from casestudies.actions.delete_source import restore_source
from casestudies.actions.merge_sources import merge_sources
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import (
    AuditEntry,
    CaseStudy,
    DeletedSource,
    EditionPayload,
    Passage,
    Reference,
    Revision,
    Source,
)
from casestudies.prose.html import parse_html
from casestudies.prose.text import cited_keys
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.statements import statements_of
from casestudies.queries.integrity import verify_record
from casestudies.queries.source_twins import merged_into
from tests.factories import NOW, make_account, make_case, make_source, publish_case

pytestmark = pytest.mark.django_db


def source(key):
    return Source.objects.get(key=key)


def passage(draft, key, statement, words, **fields):
    defaults = {"source": source(key), "statement_key": statement, "words": words, "at": NOW}
    return Passage.objects.create(case_study=draft, **(defaults | fields))


def quoted(draft):
    rows = Passage.objects.filter(case_study=draft)
    return set(rows.values_list("statement_key", "source__key", "words"))


def statements(draft):
    return statements_of(take_snapshot(draft).document)


def test_every_draft_cites_the_one_that_stays_and_keeps_a_revision():
    by = make_account()
    edition = publish_case(slug="live", by=by)
    drafts = [edition.case_study, make_case(slug="other", by=by), make_case(slug="third", by=by)]
    published = EditionPayload.objects.get(edition=edition).content
    before = Revision.objects.count()
    make_source("new2024")

    merged = merge_sources(source("ars2024"), source("new2024"), by=by, now=NOW)

    assert merged.drafts == tuple(drafts)
    for draft in drafts:
        assert [cited_keys(parse_html(row.prose)) for row in draft.sections.all()] == [["wiggers2024", "new2024"]] * 2
        assert draft.parties.get().response_citations == [{"key": "new2024", "locator": ""}]
        assert set(draft.references.values_list("source__key", flat=True)) == {"wiggers2024", "letter2024", "new2024"}
    assert Revision.objects.count() == before + 3
    assert EditionPayload.objects.get(edition=edition).content == published
    assert [finding for finding in verify_record() if finding.broken] == []
    entry = AuditEntry.objects.get(verb="source.merged")
    assert (entry.actor, entry.detail) == (by.uuid, {"key": "ars2024", "into": "new2024", "drafts": "3"})
    assert not Source.objects.filter(key="ars2024").exists()
    assert merged_into("ars2024") == source("new2024")


def test_source_that_is_there_already_is_referred_to_once():
    by = make_account()
    draft = make_case(by=by)

    merge_sources(source("ars2024"), source("wiggers2024"), by=by, now=NOW)

    assert list(Reference.objects.filter(case_study=draft).values_list("source__key", flat=True)) == [
        "wiggers2024",
        "letter2024",
    ]
    assert [cited_keys(parse_html(row.prose)) for row in draft.sections.all()] == [["wiggers2024"]] * 2


def test_approval_lapses():
    by = make_account()
    draft = make_case(by=by)
    CaseStudy.objects.filter(pk=draft.pk).update(stage="in_review")

    merge_sources(source("ars2024"), source("wiggers2024"), by=by, now=NOW)

    draft.refresh_from_db()
    assert draft.stage == "draft"


def test_words_that_were_quoted_stay_with_their_statements():
    by = make_account()
    draft = make_case(by=by)
    make_source("new2024")
    prose = next(one for one in statements(draft) if len(one.items) == 2)
    passage(draft, "ars2024", prose.key, "Words of Ars")
    passage(draft, "wiggers2024", prose.key, "Words of Wiggers")

    merge_sources(source("ars2024"), source("new2024"), by=by, now=NOW)

    now = next(one for one in statements(draft) if one.place == prose.place)
    assert now.key != prose.key
    assert quoted(draft) == {
        (now.key, "new2024", "Words of Ars"),
        (now.key, "wiggers2024", "Words of Wiggers"),
    }


def test_words_quoted_from_both_are_joined_and_lapsed_ones_move():
    by = make_account()
    draft = make_case(by=by)
    prose = next(one for one in statements(draft) if len(one.items) == 2)
    passage(draft, "ars2024", prose.key, "Words of Ars", locator="p. 1")
    passage(draft, "wiggers2024", prose.key, "Words of Wiggers", locator="p. 12")
    passage(draft, "ars2024", "a" * 64, "Of a statement that was rewritten")

    merge_sources(source("ars2024"), source("wiggers2024"), by=by, now=NOW)

    now = next(one for one in statements(draft) if one.place == prose.place)
    assert quoted(draft) == {
        (now.key, "wiggers2024", "Words of Wiggers\n\nWords of Ars"),
        ("a" * 64, "wiggers2024", "Of a statement that was rewritten"),
    }
    assert Passage.objects.get(statement_key=now.key).locator == "p. 12; p. 1"


def test_merge_of_too_many_drafts_is_refused_and_changes_nothing(monkeypatch):
    by = make_account()
    make_case(by=by), make_case(by=by)
    monkeypatch.setattr(merge_module, "MOST_DRAFTS", 1)

    with pytest.raises(WrongStage, match="2 case studies cite this source; no more than 1 can be changed in one go"):
        merge_sources(source("ars2024"), source("wiggers2024"), by=by, now=NOW)

    assert source("ars2024").references.count() == 2


def test_merged_source_can_be_brought_back_uncited():
    by = make_account()
    make_case(by=by)
    merge_sources(source("ars2024"), source("wiggers2024"), by=by, now=NOW)

    back = restore_source(DeletedSource.objects.get(), by=by, now=NOW)

    assert (back.key, str(back.authors.get()), back.references.count()) == ("ars2024", "Wiggers, Kyle", 0)


def test_chain_of_merges_leads_to_the_last_and_never_in_circles():
    by = make_account()
    for key in ("one2024", "two2024", "three2024"):
        make_source(key)
    merge_sources(source("one2024"), source("two2024"), by=by, now=NOW)
    merge_sources(source("two2024"), source("three2024"), by=by, now=NOW)
    assert merged_into("one2024") == source("three2024")

    make_source("two2024")
    merge_sources(source("three2024"), source("two2024"), by=by, now=NOW)
    source("two2024").delete()
    assert merged_into("one2024") is None


def test_whoever_may_not_change_one_of_the_drafts_merges_nothing():
    owner = make_account()
    draft = make_case(by=owner)
    CaseStudy.objects.filter(pk=draft.pk).update(is_limited=True)
    editor = make_account(is_superuser=False)
    reader = make_account(is_superuser=False)
    editor.user_permissions.set(_permissions("change_casestudy", "delete_source", "change_source"))

    for account in (editor, reader):
        with pytest.raises(NotAllowed):
            merge_sources(source("ars2024"), source("wiggers2024"), by=account, now=NOW)
    assert source("ars2024").references.count() == 1
    assert Revision.objects.count() == 1


def test_source_is_not_merged_into_itself_or_one_that_is_gone():
    by = make_account()
    one, gone = make_source("one2024"), make_source("gone2024")
    Source.objects.filter(pk=gone.pk).delete()

    for into in (one, gone):
        with pytest.raises(WrongStage):
            merge_sources(one, into, by=by, now=NOW)


def _permissions(*names):
    return Permission.objects.filter(codename__in=names)
