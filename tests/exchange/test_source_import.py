"""Works of other programs in the library: hundreds at once, none twice, and what became of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.actions.jobs import ask_job, run_job
from casestudies.enums import JobKind, JobState
from casestudies.errors import NotAllowed
from casestudies.exchange.citations.entry import Entry
from casestudies.exchange.citations.reading import read_citations
from casestudies.exchange.source_import import create_source, import_batch, plan
from casestudies.models import AuditEntry, Source
from tests.factories import NOW, make_account, make_source
from tests.proofs import PROVES

pytestmark = pytest.mark.django_db
WORKS = 500 if PROVES else 120


def bibtex(count):
    """As Zotero exports it, with such a file’s mistakes: no title, one broken, one twice, two there already."""
    entries = [
        f'@article{{key{number},\n  author = {{M{{\\"u}}ller, J{number} and {{Group {number}}}}},\n'
        f"  title = {{Work number {number}}},\n  year = {{2024}},\n  url = {{https://example.org/{number}}},\n"
        f"  doi = {{10.1000/{number}}}\n}}"
        for number in range(count)
    ]
    entries += [
        "@misc{untitled, year = {2024}}",
        "@misc{again, title = {Another title}, url = {http://www.example.org/0/?utm_source=feed}}",
        "@misc{there, title = {There}, url = {https://example.org/there}}",
        "@misc{theretoo, title = {There by DOI}, doi = {10.1000/THERE}}",
        "@misc{broken, title = {No end",
    ]
    return "\n\n".join(entries)


def test_export_of_hundreds_of_works_is_imported_with_a_report():
    by = make_account(is_superuser=False)
    make_source("there2024", url="https://www.example.org/there/", doi="10.1000/there")
    by.is_superuser = True
    by.save()
    planned = plan(read_citations(bibtex(WORKS)).entries)
    task = {"items": [row.as_json() for row in planned]}
    job = ask_job(JobKind.IMPORT_SOURCES, "Import", task, by=by, now=NOW)

    assert run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.done, job.error) == (JobState.DONE, WORKS + 5, "")
    assert Source.objects.count() == WORKS + 1
    outcomes = [line["outcome"] for line in job.report]
    assert outcomes[:2] == ["Created as “muller2024work”.", "Created as “muller2024work-2”."]
    assert outcomes[WORKS:] == [
        "Skipped. Not usable: It has no title.",
        "Skipped. Twice in this list: line 1 has the same address.",
        "Skipped. Already in the library: “there2024” has the same address.",
        "Skipped. Already in the library: “there2024” has the same DOI.",
        "Skipped. Not usable: It is not whole BibTeX: @misc{broken, title = {No end…",
    ]
    assert job.report[0]["path"] == "/admin/casestudies/source/with-key/muller2024work/"
    last = WORKS - 1
    source = Source.objects.get(url=f"https://example.org/{last}")
    assert [str(author) for author in source.authors.all()] == [f"Müller, J{last}", f"Group {last}"]
    assert (source.year, source.doi) == (2024, f"10.1000/{last}")
    assert (source.source_check, source.provenance) == ("not_checked", "")
    assert AuditEntry.objects.filter(verb="source.created", actor=by.uuid).count() == WORKS


def test_import_again_creates_nothing():
    by = make_account()
    rows = [row.as_json() for row in plan(read_citations(bibtex(3)).entries)]
    import_batch(rows, {}, by, NOW)
    before = Source.objects.count()

    lines = import_batch(rows, {}, by, NOW)

    assert Source.objects.count() == before
    assert lines[0] == {
        "item": "line 1: Work number 0",
        "outcome": "Skipped. Already in the library: “muller2024work” has the same DOI.",
        "path": "/admin/casestudies/source/with-key/muller2024work/",
    }


def test_preview_costs_one_query_however_long_the_list(django_assert_num_queries):
    entries = read_citations(bibtex(60)).entries

    with django_assert_num_queries(1):
        assert sum(row.is_new for row in plan(entries)) == 62


def test_each_further_work_costs_the_same():
    by = make_account()
    rows = [row.as_json() for row in plan(read_citations(bibtex(12)).entries)][:12]

    def cost(some):
        with CaptureQueriesContext(connection) as queries:
            import_batch(some, {}, by, NOW)
        return len(queries)

    cost(rows[:1])
    two, four = cost(rows[1:3]), cost(rows[3:7])
    assert four - two == 2 * (two - cost(rows[7:8]))


def test_what_the_library_refuses_is_a_line_and_stops_nothing():
    rows = [row.as_json() for row in plan([Entry("item 1", {"title": "One"}), Entry("item 2", {"title": "Two"})])]
    rows[0]["item"]["year"] = 2024
    rows[0]["item"]["day"] = 3  # a plan that is older than a rule

    lines = import_batch(rows, {}, make_account(), NOW)

    assert [line["outcome"][:22] for line in lines] == ["Skipped. Not usable: A", "Created as “anontwo”."]


def test_who_may_not_edit_the_library_imports_nothing():
    reader = make_account(is_superuser=False)

    with pytest.raises(NotAllowed):
        create_source(plan([Entry("item 1", {"title": "One"})])[0].item, by=reader, now=NOW)
    assert not Source.objects.exists()
