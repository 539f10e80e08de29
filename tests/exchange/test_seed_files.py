"""The seeds that come with the product: they go in, come out and go in again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casestudies.models import CaseStudy, Edition
from casestudies.publication.snapshot import take_snapshot
from tests.exchange.files import row_counts, thrown_away, write_files

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def digests():
    return {draft.slug: (taken.content_digest, taken.teaching_digest) for draft in CaseStudy.objects.all()
            for taken in [take_snapshot(draft)]}  # fmt: skip


def test_seeds_are_created_and_published_and_then_left_alone():
    created, published = run("seed")
    assert created.startswith("Created 14 topics, 1 person, 9 parties, 10 policy instruments, ")
    assert created.endswith(" sources and 1 case study.")
    edition = Edition.objects.get()
    assert published == f"Published “{edition.case_study.title}” as edition 1."
    before = row_counts()
    assert run("seed") == ["Nothing to seed: all of it is here already."]
    assert row_counts() == before


def test_seeds_survive_export_and_import(tmp_path):
    with thrown_away():
        run("seed")
        before = digests()
        (exported,) = run("export_cases", str(tmp_path / "out"))
        assert Edition.objects.get().content_digest == before["sora-leak-2024"][0]
    assert exported.endswith(f" and 1 case study to {tmp_path / 'out'}.")
    (created,) = run("import_cases", str(tmp_path / "out"))
    assert created.endswith(" and 1 case study.")
    assert digests() == before


def test_seed_from_another_folder(tmp_path):
    assert run("seed", "--from", str(write_files(tmp_path)))[1] == "Published “The case” as edition 1."


@pytest.mark.parametrize("command", [("seed", "--from"), ("import_cases",)])
def test_refused_files_are_told_one_a_line(tmp_path, command):
    write_files(tmp_path, {"cases/the-case/case.yaml": ("minutes: 10", "minutes: ten")})
    with pytest.raises(CommandError) as refused:
        run(*command, str(tmp_path))
    assert str(refused.value).splitlines() == [
        "cases/the-case/case.yaml:18: “minutes” must be a whole number, without quotes",
        "Nothing was written.",
    ]


def test_replacing_import_says_when_there_is_nothing_to_do(tmp_path):
    root = str(write_files(tmp_path))
    run("import_cases", root)
    assert run("import_cases", root, "--replace") == ["Nothing to import: all of it is here already."]


def test_import_from_nowhere_is_refused(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        run("import_cases", str(tmp_path / "nowhere"))


def test_export_over_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(CommandError, match="holds something that is not an export"):
        run("export_cases", str(tmp_path))


def test_export_of_an_empty_site(tmp_path):
    assert run("export_cases", str(tmp_path / "out")) == [f"Wrote nothing, for there is nothing to {tmp_path / 'out'}."]
