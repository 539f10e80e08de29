"""Export writes drafts and library, nothing else, and only where it may."""

import json

import pytest
import yaml

from casestudies.exchange import exporting
from casestudies.exchange.exporting import ExportRefused, export_cases
from casestudies.exchange.importing import import_cases
from casestudies.models import CaseStudy, MediaFile, Section, Source, Topic
from tests.exchange.files import read_folder, write_files
from tests.factories import NOW, make_case, make_source, publish_case, revise_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path):
    import_cases(write_files(tmp_path / "files"), now=NOW, replace=False)
    return CaseStudy.objects.get()


def test_export_is_the_same_bytes_every_time(tmp_path, imported):
    export_cases(tmp_path / "one")
    export_cases(tmp_path / "two")
    assert read_folder(tmp_path / "one") == read_folder(tmp_path / "two")
    assert sorted(read_folder(tmp_path / "one")) == [
        "cases/the-case/case.yaml",
        "cases/the-case/figures/the-page.svg",
        "cases/the-case/sections/what-happened.md",
        "export.yaml",
        "sources.json",
        "vocabularies/frameworks.yaml",
        "vocabularies/instruments.yaml",
        "vocabularies/parties.yaml",
        "vocabularies/people.yaml",
        "vocabularies/topics.yaml",
    ]


def test_section_is_markdown_with_a_head(tmp_path, imported):
    export_cases(tmp_path / "out")
    uuid = imported.sections.get().uuid
    assert (tmp_path / "out/cases/the-case/sections/what-happened.md").read_text() == (
        f"---\nuuid: {uuid}\nheading: What happened\nkind: record\n---\n\n"
        "A page appeared. [see @smith2024, p. 3]\n\n![](figure:the-page)\n"
    )


def test_files_are_yaml_and_json_to_anybody(tmp_path, imported):
    export_cases(tmp_path / "out")
    case = yaml.safe_load((tmp_path / "out/cases/the-case/case.yaml").read_text())
    assert (case["uuid"], case["when"], case["references"]) == (str(imported.uuid), "2024-11", ["jones2025"])
    sources = json.loads((tmp_path / "out/sources.json").read_text())
    assert sources[1]["custom"] == {"source_check": "read", "provenance": "Read at this address."}


def test_export_carries_the_draft_with_notes_and_no_history(tmp_path):
    edition = publish_case(make_case(slug="the-case", note="Only for teachers."))
    revise_case(edition.case_study, text="Words that are not public yet.")
    export_cases(tmp_path / "out")
    written = b"\n".join(read_folder(tmp_path / "out").values()).decode()
    assert "Words that are not public yet." in written
    assert "Only for teachers." in written
    assert "Statement 1 of the record." not in written
    assert "First edition." not in written
    assert edition.edition_digest not in written


def test_export_of_some_cases_takes_along_only_what_they_use(tmp_path, imported):
    make_source("unused2020")
    Topic.objects.create(slug="unused", name="Unused")
    CaseStudy.objects.create(slug="other", title="Other")
    export_cases(tmp_path / "out", slugs=["the-case"])
    written = b"\n".join(read_folder(tmp_path / "out").values()).decode()
    assert "unused" not in written
    assert not (tmp_path / "out/cases/other").exists()
    export_cases(tmp_path / "out")
    assert (tmp_path / "out/cases/other/case.yaml").exists()
    assert "unused2020" in (tmp_path / "out/sources.json").read_text()


def test_export_of_an_unknown_case_is_refused(tmp_path):
    with pytest.raises(ExportRefused, match="There is no case study with the slug “nothing”"):
        export_cases(tmp_path / "out", slugs=["nothing"])
    assert not (tmp_path / "out").exists()


def test_export_replaces_an_earlier_export_and_nothing_else(tmp_path, imported):
    out = tmp_path / "out"
    export_cases(out)
    (out / ".git").mkdir()
    (out / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (out / "README.md").write_text("Ours.\n")
    imported.slug = "moved"
    imported.save()
    export_cases(out)
    assert sorted(place.name for place in (out / "cases").iterdir()) == ["moved"]
    assert (out / "README.md").read_text() == "Ours.\n"
    assert (out / ".git/HEAD").exists()
    assert not list(out.glob(".export-*"))


def test_export_into_an_empty_folder_is_taken(tmp_path, imported):
    (tmp_path / "out").mkdir()
    export_cases(tmp_path / "out")
    assert (tmp_path / "out/export.yaml").read_text() == "format: casebook-export/1\n"


def test_export_into_a_folder_with_something_else_is_refused(tmp_path, imported):
    (tmp_path / "letter.txt").write_text("Dear")
    before = read_folder(tmp_path)
    with pytest.raises(ExportRefused, match="holds something that is not an export"):
        export_cases(tmp_path)
    assert read_folder(tmp_path) == before


def test_export_onto_a_file_is_refused(tmp_path, imported):
    (tmp_path / "file").write_text("Dear")
    with pytest.raises(ExportRefused, match="is not a folder"):
        export_cases(tmp_path / "file")


def test_export_over_a_link_leaves_alone_what_it_leads_to(tmp_path, imported):
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    export_cases(out)
    (out / "cases").rename(elsewhere)
    (out / "cases").symlink_to(elsewhere)
    before = read_folder(elsewhere)
    export_cases(out)
    assert not (out / "cases").is_symlink()
    assert read_folder(elsewhere) == before


def test_failed_export_leaves_the_earlier_one_as_it_was(tmp_path, imported, monkeypatch):
    out = tmp_path / "out"
    export_cases(out)
    before = read_folder(out)
    imported.title = "Changed"
    imported.save()

    def fail(root, records):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_write_library", fail)
    with pytest.raises(OSError, match="No space left"):
        export_cases(out)
    assert read_folder(out) == before
    assert not list(out.glob(".export-*"))


def test_draft_that_would_not_come_back_is_not_exported(tmp_path, imported):
    Section.objects.update(prose="<p>A <blink>page</blink></p>")
    with pytest.raises(ExportRefused, match=r"“The case” cannot be exported so that an import would give it back\."):
        export_cases(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_library_that_would_not_come_back_is_not_exported(tmp_path, imported):
    Source.objects.filter(key="jones2025").update(year=2023, month=2, day=31)
    with pytest.raises(ExportRefused) as refused:
        export_cases(tmp_path / "out")
    assert str(refused.value).splitlines() == [
        "The library cannot be exported so that an import would give it back.",
        "sources.json:6: “issued” is no day of the calendar",
    ]


def test_missing_picture_is_named(tmp_path, imported):
    media = MediaFile.objects.get()
    media.file.storage.delete(media.file.name)
    with pytest.raises(ExportRefused, match=r"The picture cases/the-case/figures/the-page\.svg is missing"):
        export_cases(tmp_path / "out")


def test_name_that_leads_out_is_never_written(tmp_path, imported):
    CaseStudy.objects.update(slug="../../escaped")
    with pytest.raises(ExportRefused, match=r"“cases/\.\./\.\./escaped/case\.yaml” will not do"):
        export_cases(tmp_path / "out")
    assert not (tmp_path / "escaped").exists()


def test_figures_that_differ_in_capitals_alone_get_names_that_do_not(tmp_path, imported):
    figure = imported.figures.get()
    figure.pk, figure.key = None, "The-Page"
    figure.save()
    export_cases(tmp_path / "out")
    names = {place.name.casefold() for place in (tmp_path / "out/cases/the-case/figures").iterdir()}
    assert names == {"the-page.svg", f"{figure.media.sha256}.svg"}


def test_export_of_an_empty_site_says_so_with_a_marker_alone(tmp_path):
    report = export_cases(tmp_path / "out")
    assert report.created == {}
    assert list(read_folder(tmp_path / "out")) == ["export.yaml"]
