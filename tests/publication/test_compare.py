"""A comparison of two snapshots leaves nothing out, and counts what it finds."""

import copy
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.compare import compare
from casestudies.publication.compare_outline import in_words, outline, removed_sections
from casestudies.publication.differing_fields import differing_fields
from casestudies.publication.redline import redline
from tests.exchange.strategies import case_documents
from tests.publication.sample_snapshot import sample_snapshot as snapshot


def changed(change):
    document = copy.deepcopy(snapshot())
    change(document)
    return document


def words(before, after, **options):
    return in_words(outline(compare(before, after, **options)))


def same_case(documents):
    """Two documents of one case study, so that rows correspond."""
    one, other = copy.deepcopy(documents)
    for part in ("sections", "questions", "timeline"):
        for row, twin in zip(one[part], other[part], strict=False):
            twin["uuid"] = row["uuid"]
    return one, other


@pytest.mark.proves("A comparison shows whatever differs, and nothing else")
@given(st.tuples(case_documents(), case_documents()).map(same_case))
def test_comparison_is_empty_only_where_nothing_differs(documents):
    before, after = documents
    said = {name: value for name, value in before.items() if name not in ("uuid", "schema_version")}
    same = said == {name: value for name, value in after.items() if name not in ("uuid", "schema_version")}

    assert compare(before, after).is_empty == same
    assert compare(before, before).is_empty
    assert bool(words(before, after)) != same


@pytest.mark.proves("A comparison shows whatever differs, and nothing else")
@given(st.tuples(case_documents(), case_documents()).map(same_case))
def test_whatever_differs_has_a_redline(documents):
    shown = redline(compare(*documents), whole=True)

    assert all(field.html for field in shown.frame)
    assert all(entry.fields or entry.marks or entry.what == "kept" for part in shown.parts for entry in part.entries
               if hasattr(entry, "fields"))  # fmt: skip


def test_every_member_of_a_snapshot_is_compared():
    before = snapshot()

    def leaves(value, path=()):
        if isinstance(value, dict):
            for name, member in value.items():
                yield from leaves(member, (*path, name))
        elif isinstance(value, list):
            for index, member in enumerate(value):
                yield from leaves(member, (*path, index))
        else:
            yield path

    for path in leaves(before):
        if path[0] in ("schema_version", "uuid"):
            continue
        after = copy.deepcopy(before)
        *above, last = path
        place = after
        for step in above:
            place = place[step]
        there = place[last]
        another = {"key": "another", "name": "Another"} if there is None else "something-else"
        place[last] = not there if isinstance(there, bool) else another

        assert not compare(before, after).is_empty, path


def test_sections_are_matched_by_uuid_and_moves_are_known():
    def change(document):
        first, *rest = document["sections"]
        first["heading"] = "Another heading"
        document["sections"] = [*rest, first]

    comparison = compare(snapshot(), changed(change))
    rows = comparison.part("sections").rows
    (moved,) = [row for row in rows if row.is_moved]

    assert (moved.what, moved.title) == ("changed", "Another heading")
    assert (moved.was_at, moved.is_at) == (1, len(rows))


def test_summary_counts_in_words():
    def change(document):
        document["title"] = "Another title"
        for section in document["sections"][:2]:
            section["prose"] += "<p>And a sentence more.</p>"
        document["sources"].append({**document["sources"][0], "key": "new-source"})

    assert words(snapshot(), changed(change)) == "Title changed, 2 sections changed, 1 source added"


def test_outline_keeps_what_can_be_brought_back():
    gone = snapshot()["sections"][0]
    entries = outline(compare(snapshot(), changed(lambda document: document["sections"].pop(0))))

    assert removed_sections(entries) == [(gone["uuid"], gone["heading"])]


def test_teachers_notes_are_compared_only_where_they_are_given():
    question = snapshot()["questions"][0]["uuid"]
    notes = ({question: "Only teachers read this."}, {question: "Only teachers read that."})

    assert compare(snapshot(), snapshot()).is_empty
    assert words(snapshot(), snapshot(), notes=notes) == "1 teacher’s note changed"
    assert "teachers" not in str(redline(compare(snapshot(), snapshot())))


def test_what_shared_records_say_can_be_left_out():
    def change(document):
        document["parties"][0]["name"] = "Another name"
        document["sources"][0]["csl"]["title"] = "Another title"

    assert not compare(snapshot(), changed(change)).is_empty
    assert compare(snapshot(), changed(change), with_shared=False).is_empty


def test_objectives_that_are_alike_are_one_that_changed():
    before = changed(lambda document: document.update(objectives=["Weigh what a tester is owed.", "Tell a leak."]))
    after = changed(lambda document: document.update(objectives=["Tell a leak.", "Weigh what a paid tester is owed."]))

    assert words(before, after) in ("1 objective changed, 1 moved", "1 objective added, 1 removed")


def test_differing_fields_say_where_and_how():
    def change(document):
        document["title"] = "Another title"
        document["sections"][0]["prose"] = "<p>Another text altogether.</p>"

    uuid = snapshot()["sections"][0]["uuid"]
    found = differing_fields(snapshot(), changed(change))

    assert [difference.place for difference in found] == ["title", f"sections/{uuid}/prose"]
    assert "<ins>" in found[0].html


def test_older_shapes_lack_members_and_are_compared():
    before = snapshot()
    del before["disclosures"]

    assert not compare(before, snapshot()).is_empty


@pytest.mark.parametrize("whole", [False, True])
def test_hundred_sections_of_a_thousand_words_are_compared_in_good_time(whole):
    def long(word):
        sentence = " ".join(f"{word if number == 50 else 'word'}{number}" for number in range(100))
        prose = "".join(f"<p>{paragraph} {sentence}.</p>" for paragraph in range(10))
        section = snapshot()["sections"][0]
        sections = [{**section, "uuid": str(number), "anchor": f"s{number}", "prose": prose} for number in range(100)]
        return {**snapshot(), "sections": sections}

    before, after = long("old"), long("new")
    began = time.process_time()
    shown = redline(compare(before, after), whole=whole)

    assert shown.summary == "100 sections changed"
    assert time.process_time() - began < 6
