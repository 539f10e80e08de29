"""Import writes a folder of files, all of it or nothing."""

from datetime import timedelta

import pytest

from casestudies.errors import NotAllowed
from casestudies.exchange.importing import import_cases
from casestudies.exchange.problems import FilesRefused
from casestudies.models import Account, AuditEntry, CaseStudy, Edition, FrameworkTerm, Party, Source
from casestudies.publication.snapshot import take_snapshot
from tests.exchange.files import row_counts, write_files
from tests.factories import NOW, make_account, make_case, publish_case

pytestmark = pytest.mark.django_db

CASE = "cases/the-case/case.yaml"


def test_import_writes_what_the_files_say(tmp_path):
    import_cases(write_files(tmp_path), now=NOW, replace=False)
    draft = CaseStudy.objects.get()
    document = take_snapshot(draft).document
    assert document["title"] == "The case"
    assert document["event"]["when"] == {
        "date": "2024-11-01", "precision": "month", "time": "", "zone": "", "circa": False, "until": ""
    }  # fmt: skip
    assert document["sections"][0]["prose"] == (
        '<p>A page appeared. <span data-cite="[{&quot;key&quot;:&quot;smith2024&quot;,&quot;locator&quot;:'
        '&quot;p. 3&quot;,&quot;prefix&quot;:&quot;see&quot;}]"></span></p>'
        '<figure data-figure="the-page"></figure>'
    )
    assert document["timeline"][0]["when"] == {
        "date": "2024-11-26", "precision": "time", "time": "08:30", "zone": "America/New_York", "circa": True,
        "until": "",
    }  # fmt: skip
    assert document["timeline"][0]["references"] == [{"key": "smith2024", "locator": "p. 3"}]
    assert document["parties"][0]["response"]["reference"] == {"key": "smith2024", "locator": ""}
    assert document["classifications"][0]["term"] == {
        "key": "6.3",
        "name": "Work",
        "note": "",
        "broader": [{"key": "6", "name": "Society"}],
    }
    assert [source["key"] for source in document["sources"]] == ["jones2025", "smith2024"]
    assert document["sources"][1]["csl"] == {
        "id": "smith2024",
        "type": "article-newspaper",
        "title": "A report",
        "author": [{"family": "Smith", "given": "Ann"}, {"literal": "The Paper"}],
        "issued": {"date-parts": [[2024, 11]]},
        "URL": "https://paper.example/report",
        "number-of-pages": "3",
    }
    assert [question.teacher_note for question in draft.questions.all()] == ["Let them draw it."]


def test_import_publishes_nothing(tmp_path):
    import_cases(write_files(tmp_path), now=NOW, replace=False)
    assert CaseStudy.objects.get().stage == "draft"
    assert not Edition.objects.exists()


def test_import_acts_as_the_system_unless_told_otherwise(tmp_path):
    import_cases(write_files(tmp_path), now=NOW, replace=False)
    account = Account.objects.get()
    assert (account.username, account.is_system, account.has_usable_password()) == ("import", True, False)
    assert set(AuditEntry.objects.values_list("actor", flat=True)) == {account.uuid}


def test_import_by_somebody_without_the_right_is_refused(tmp_path):
    reader = make_account(is_superuser=False)
    root = write_files(tmp_path)
    before = row_counts()
    with pytest.raises(NotAllowed):
        import_cases(root, now=NOW, replace=False, by=reader)
    assert row_counts() == before


def test_import_finds_shared_records_in_the_library(tmp_path):
    root = write_files(tmp_path)
    import_cases(root, now=NOW, replace=False)
    CaseStudy.objects.all().delete()
    for name in ("topics", "people", "parties", "instruments", "frameworks"):
        (root / f"vocabularies/{name}.yaml").unlink()
    (root / "sources.json").unlink()
    report = import_cases(root, now=NOW, replace=False)
    assert report.sentences() == ["Created 1 case study."]


def test_import_of_a_case_that_is_there_is_refused(tmp_path):
    root = write_files(tmp_path)
    import_cases(root, now=NOW, replace=False)
    before = row_counts()
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=False)
    assert str(refused.value) == f"{CASE}:2: “The case” is there already; --replace overwrites its draft"
    assert row_counts() == before


def test_replacing_import_of_the_same_files_changes_nothing(tmp_path):
    root = write_files(tmp_path)
    import_cases(root, now=NOW, replace=False)
    before = (CaseStudy.objects.get().version, AuditEntry.objects.count())
    assert import_cases(root, now=NOW, replace=True).sentences() == []
    assert (CaseStudy.objects.get().version, AuditEntry.objects.count()) == before


def test_replacing_import_overwrites_draft_and_library_and_keeps_a_revision(tmp_path):
    root = write_files(tmp_path)
    import_cases(root, now=NOW, replace=False)
    draft = CaseStudy.objects.get()
    created = Source.objects.get(key="smith2024").created_at
    Source.objects.update(link_state="dead")
    write_files(
        tmp_path,
        {
            CASE: ("title: The case", "title: The same case"),
            "vocabularies/parties.yaml": ("The lab", "The laboratory"),
            "vocabularies/frameworks.yaml": ("name: Work", "name: Labour"),
            "sources.json": ("Ann", "Anne"),
        },
    )
    report = import_cases(root, now=NOW + timedelta(days=1), replace=True)
    assert report.sentences() == ["Changed 1 party, 1 framework, 1 source and 1 case study."]
    draft.refresh_from_db()
    assert (draft.title, draft.version, draft.revisions.count()) == ("The same case", 2, 2)
    assert Party.objects.get().name == "The laboratory"
    assert FrameworkTerm.objects.get(key="6.3").name == "Labour"
    source = Source.objects.get(key="smith2024")
    assert [author.given for author in source.authors.all()] == ["Anne", ""]
    assert (source.created_at, source.link_state) == (created, "dead")


def test_replacing_import_without_uuid_finds_the_case_by_its_slug(tmp_path):
    there = make_case(slug="the-case")
    import_cases(write_files(tmp_path), now=NOW, replace=True)
    assert [(draft.pk, draft.uuid, draft.title) for draft in CaseStudy.objects.all()] == [
        (there.pk, there.uuid, "The case")
    ]


def test_import_of_another_case_under_a_taken_slug_is_refused(tmp_path):
    make_case(slug="the-case")
    root = write_files(
        tmp_path, {CASE: ("slug: the-case", "uuid: 0b1f7b6e-0000-4000-8000-000000000000\nslug: the-case")}
    )
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=True)
    assert str(refused.value) == f"{CASE}:3: Case study with this Address already exists."


@pytest.mark.parametrize("replace", [False, True])
def test_import_under_an_address_that_another_case_has_or_had_in_public_is_refused(tmp_path, replace):
    there = publish_case(slug="the-case").case_study
    CaseStudy.objects.filter(pk=there.pk).update(slug="renamed")
    with pytest.raises(FilesRefused) as refused:
        import_cases(write_files(tmp_path), now=NOW, replace=replace)
    assert str(refused.value) == (
        f"{CASE}:2: Another case study was published under this address, and links lead there. Choose another."
    )
    assert CaseStudy.objects.count() == 1


def test_replacing_import_keeps_the_rows_that_stay(tmp_path):
    root = write_files(tmp_path)
    import_cases(root, now=NOW, replace=False)
    draft = CaseStudy.objects.get()
    parts = ("sections", "questions", "timeline", "figures", "parties", "references", "contributions")
    before = {part: sorted(getattr(draft, part).values_list("pk", flat=True)) for part in parts}
    write_files(tmp_path, {CASE: ("title: The case", "title: The same case")})
    import_cases(root, now=NOW, replace=True)
    assert {part: sorted(getattr(draft, part).values_list("pk", flat=True)) for part in parts} == before


def test_import_without_replace_leaves_differing_records_and_says_so(tmp_path):
    root = write_files(tmp_path)
    import_cases(root, now=NOW, replace=False)
    CaseStudy.objects.all().delete()
    Party.objects.update(name="The laboratory")
    report = import_cases(root, now=NOW, replace=False)
    assert report.sentences() == [
        "Created 1 case study.",
        "Left as they are, though the files say something else: party “lab”.",
    ]
    assert Party.objects.get().name == "The laboratory"


def test_part_with_the_uuid_of_another_case_is_refused(tmp_path):
    other = make_case(slug="other")
    uuid = other.sections.first().uuid
    root = write_files(
        tmp_path, {"cases/the-case/sections/what-happened.md": ("kind: record", f"kind: record\nuuid: {uuid}")}
    )
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=False)
    assert str(refused.value) == ("cases/the-case/sections/what-happened.md:4: Section with this Uuid already exists.")


def test_two_cases_with_one_uuid_are_refused(tmp_path):
    uuid = "0b1f7b6e-0000-4000-8000-000000000000"
    root = write_files(tmp_path, {CASE: ("slug: the-case", f"slug: the-case\nuuid: {uuid}")})
    second = root / "cases/b-case"
    second.mkdir()
    (second / "case.yaml").write_text(f"format: casebook-case/1\nuuid: {uuid}\nslug: b-case\ntitle: B\n")
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=False)
    assert str(refused.value) == f"{CASE}:3: “b-case” has this UUID, too"


def test_windows_line_ends_and_byte_order_mark_are_taken(tmp_path):
    write_files(tmp_path / "plain")
    import_cases(tmp_path / "plain", now=NOW, replace=False)
    expected = take_snapshot(CaseStudy.objects.get()).content
    CaseStudy.objects.all().delete()
    for place in (tmp_path / "plain").rglob("*.*"):
        if place.suffix in (".yaml", ".md", ".json"):
            place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes().replace(b"\n", b"\r\n"))
    import_cases(tmp_path / "plain", now=NOW, replace=False)
    assert take_snapshot(CaseStudy.objects.get()).content == expected
