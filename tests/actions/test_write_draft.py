"""Writing a document over a draft changes what differs and keeps the identity of what stays."""

import copy
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.actions.write_draft import write_draft
from casestudies.models import AuditEntry, Revision
from casestudies.publication.snapshot import take_snapshot
from tests.factories import NOW, make_account, make_case, make_picture, make_source
from tests.worlds import world

pytestmark = pytest.mark.django_db
PARTS = ["sections", "objectives", "questions", "timeline", "figures", "parties", "classifications", "instruments",
         "contributions", "references"]  # fmt: skip


def whole_case(**changes):
    figure = {
        "key": "map",
        "kind": "image",
        "sha256": make_picture().sha256,
        "video_url": "",
        "alt": "A map.",
        "caption": "",
        "credit": "",
        "licence": None,
    }
    return make_case(figures=[figure], **changes)


def write(case_study, change=None, slug=None):
    snapshot = take_snapshot(case_study)
    document = copy.deepcopy(dict(snapshot.document))
    if change:
        change(document)
    notes = json.loads(snapshot.teaching)["notes"]
    return write_draft(document, teaching=notes, slug=slug or case_study.slug, by=make_account(), now=NOW)


def ids(case_study):
    return {part: list(getattr(case_study, part).values_list("pk", flat=True)) for part in PARTS}


@world
def case_study():
    return make_case()


def test_writing_what_is_there_writes_nothing():
    case_study = whole_case()
    by = make_account()
    snapshot = take_snapshot(case_study)
    notes = json.loads(snapshot.teaching)["notes"]

    with CaptureQueriesContext(connection) as queries:
        write_draft(snapshot.document, teaching=notes, slug=case_study.slug, by=by, now=NOW)

    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_writing_over_a_draft_keeps_every_row_that_stays():
    case_study = whole_case()
    before = ids(case_study)

    def change(document):
        document["title"] = "Another title"
        document["sections"][0]["heading"] = "Another heading"
        document["questions"][0]["prompt"] = "Another question?"
        document["objectives"][0] = "Another objective."
        document["timeline"][0]["title"] = "Another event"
        document["figures"][0]["alt"] = "Another map."
        document["parties"][0]["involvement"] = "Otherwise."
        document["classifications"][0]["reason"] = "Another reason."
        document["instruments"][0]["note"] = "Another note."
        document["contributors"][0]["roles"] = ["editing"]

    draft = write(case_study, change)

    assert ids(draft) == before
    assert (draft.version, draft.sections.first().heading) == (2, "Another heading")
    document = take_snapshot(draft).document
    assert [document["objectives"], document["figures"][0]["alt"]] == [["Another objective."], "Another map."]
    assert document["contributors"][0]["roles"] == ["editing"]


def test_writing_over_a_draft_adds_removes_and_reorders():
    case_study = make_case(sections=3)
    first, second, third = case_study.sections.all()

    def change(document):
        one, _two, three = document["sections"]
        added = dict(one, uuid="00000000-0000-4000-8000-000000000001", anchor="part-2", heading="Added")
        document["sections"] = [three, added, one]
        document["timeline"] = []

    draft = write(case_study, change)

    rows = list(draft.sections.values_list("pk", "anchor", "position"))
    assert [rows[0], rows[2]] == [(third.pk, "part-3", 1), (first.pk, "part-1", 3)]
    assert rows[1][0] not in {first.pk, second.pk, third.pk}
    assert draft.timeline.count() == 0


def test_anchors_may_change_places(case_study):
    def change(document):
        one, two = document["sections"]
        one["anchor"], two["anchor"] = two["anchor"], one["anchor"]

    draft = write(case_study, change)

    assert list(draft.sections.values_list("heading", "anchor")) == [("Part 1", "part-2"), ("Part 2", "part-1")]


def test_prose_that_is_canonical_after_cleaning_is_no_change(case_study):
    before = AuditEntry.objects.count()

    def change(document):
        for section in document["sections"]:
            section["prose"] = section["prose"].replace("<p>", '<p class="x">')

    draft = write(case_study, change)

    assert (draft.version, AuditEntry.objects.count()) == (1, before)


def test_objectives_with_one_position_are_not_doubled(case_study):
    case_study.objectives.create(text="Added by hand.", position=1)

    draft = write(case_study, lambda document: document.update(objectives=["The only one."]))

    assert list(draft.objectives.values_list("text", flat=True)) == ["The only one."]


def test_reference_that_a_document_neither_lists_nor_cites_goes(case_study):
    case_study.references.create(source=make_source("extra2024"), position=9)

    def change(document):
        document["sources"] = []

    draft = write(case_study, change)

    assert set(draft.references.values_list("source__key", flat=True)) == {"ars2024", "letter2024", "wiggers2024"}


def test_another_address_alone_is_a_change_without_a_revision():
    case_study = make_case(slug="first-address")

    draft = write(case_study, slug="second-address")

    assert (draft.slug, draft.version, Revision.objects.count()) == ("second-address", 2, 1)
    assert AuditEntry.objects.get(verb="case_study.saved").detail == {
        "slug": "second-address",
        "slug_before": "first-address",
    }
