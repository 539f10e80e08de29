"""A translation's files name its original; it comes in with it, or after it."""

import shutil

import pytest

from casestudies.actions.begin_translation import begin_translation
from casestudies.exchange.exporting import export_cases
from casestudies.exchange.importing import import_cases
from casestudies.exchange.problems import FilesRefused
from casestudies.models import CaseStudy
from casestudies.publication.snapshot import take_snapshot
from tests.exchange.files import read_folder, thrown_away
from tests.factories import NOW, make_account, make_case, publish_case

pytestmark = pytest.mark.django_db


def write_pair():
    """An original and its translation, which comes before it in the alphabet, as files and in the database."""
    by = make_account()
    original = make_case(slug="sora-leak", by=by)
    publish_case(original, by=by)
    draft = begin_translation(original, language="fr", by=by, now=NOW)
    CaseStudy.objects.filter(pk=draft.pk).update(slug="fuite-de-sora")
    return {each.slug: take_snapshot(each).content for each in CaseStudy.objects.all()}


def test_translation_survives_export_and_import_with_its_link(tmp_path):
    with thrown_away():
        before = write_pair()
        export_cases(tmp_path / "first")
    written = (tmp_path / "first/cases/fuite-de-sora/case.yaml").read_text()

    import_cases(tmp_path / "first", now=NOW, replace=False)
    export_cases(tmp_path / "second")

    assert {each.slug: take_snapshot(each).content for each in CaseStudy.objects.all()} == before
    assert ("translation_of: sora-leak\n" in written, "follows: 1\n" in written) == (True, True)
    assert read_folder(tmp_path / "second") == read_folder(tmp_path / "first")
    assert not import_cases(tmp_path / "first", now=NOW, replace=True).changed


@pytest.mark.rows
@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (
            "translation_of: sora-leak",
            "translation_of: gone",
            "there is no case study “gone”, in these files or here: bring the original in first",
        ),
        ("translation_of: sora-leak", "question: Whose", "say in “translation_of” which case study"),
        ("language: fr", "language: en", "The original or another translation of it is in this language already."),
        ("follows: 1", "follows: 0", "“follows” must be a number from 1"),
    ],
)
def test_translation_that_will_not_do_is_refused_at_its_line(tmp_path, was, now, sentence):
    with thrown_away():
        write_pair()
        export_cases(tmp_path)
    file = tmp_path / "cases/fuite-de-sora/case.yaml"
    text = file.read_text().replace("question: What is owed to those who test?\n", "")
    file.write_text(text.replace(was, now))

    with pytest.raises(FilesRefused) as refused:
        import_cases(tmp_path, now=NOW, replace=False)

    assert f"cases/fuite-de-sora/case.yaml:{line_of(file, now, was)}" in str(refused.value)
    assert sentence in str(refused.value)
    assert not CaseStudy.objects.exists()


def line_of(file, now, was):
    """Where the mistake is; of a line that is missing, where what needs it is."""
    wanted = "follows:" if now.startswith("question") else now
    return next(number for number, line in enumerate(file.read_text().splitlines(), start=1) if line.startswith(wanted))


def test_translation_alone_waits_for_its_original(tmp_path):
    with thrown_away():
        write_pair()
        export_cases(tmp_path)
    shutil.move(tmp_path / "cases/sora-leak", tmp_path / "sora-leak")

    with pytest.raises(FilesRefused, match="bring the original in first"):
        import_cases(tmp_path, now=NOW, replace=False)
