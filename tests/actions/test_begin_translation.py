import json
from datetime import timedelta

import pytest

from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.delete_case import delete_case
from casestudies.actions.limit import limit
from casestudies.actions.withdraw import withdraw
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import AuditEntry, CaseStudy
from casestudies.publication.snapshot import take_snapshot
from tests.factories import NOW, correct_case, make_account, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@world
def by():
    return make_account()


@world
def original(by):
    return make_case(slug="sora-leak", by=by)


def without_identity(document):
    """What a translation has of its original."""
    rows = {part: [row | {"uuid": ""} for row in document[part]] for part in ("sections", "questions", "timeline")}
    left = {name: value for name, value in document.items() if name not in ("uuid", "language", "translation_of")}
    return left | rows


def test_translation_has_everything_of_the_current_edition(by, original):
    correct_case(publish_case(original, by=by), by=by, now=LATER, text="As it was published.")
    revise_case(original, by=by, text="As nobody has read it.")

    draft = begin_translation(original, language="fr", by=by, now=LATER)

    edition = original.editions.get(number=2)
    document, published = take_snapshot(draft).document, json.loads(edition.payload.content)
    assert without_identity(document) == without_identity(published)
    assert (document["language"], document["translation_of"]) == ("fr", {"uuid": str(original.uuid), "edition": 2})
    assert (draft.slug, draft.stage, draft.editions.count()) == ("sora-leak-fr", "draft", 0)
    assert not {row["uuid"] for row in document["sections"]} & {row["uuid"] for row in published["sections"]}
    notes = json.loads(take_snapshot(draft).teaching)["notes"]
    assert notes == {document["questions"][0]["uuid"]: "Draw out the difference."}
    entry = AuditEntry.objects.get(verb="case_study.translation_begun")
    assert entry.detail == {"original": str(original.uuid), "edition": 2, "language": "fr"}


def test_translation_of_what_was_never_published_follows_nothing_and_says_nothing(by, original):
    draft = begin_translation(original, language="fr", by=by, now=NOW)

    assert (draft.translation_of, draft.follows) == (original, None)
    assert "translation_of" not in take_snapshot(draft).document


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "is in this language already"),
        ("de", "is in this language already"),
        ("Klingon!", "Use a language tag"),
        ("", "may not be blank|cannot be blank"),
    ],
)
def test_language_that_will_not_do_is_refused(by, original, language, sentence):
    begin_translation(original, language="de", by=by, now=NOW)

    with pytest.raises(NotReady, match=sentence) as refused:
        begin_translation(original, language=language, by=by, now=NOW)

    assert {problem.place for problem in refused.value.problems} == {"language"}
    assert CaseStudy.objects.count() == 2


def test_original_may_not_take_the_language_of_its_translation(by, original):
    begin_translation(original, language="de", by=by, now=NOW)

    with pytest.raises(NotReady, match="in this language already"):
        make_case(slug="sora-leak", by=by, language="de")


def test_translation_withdrawn_and_unseen_originals_are_refused(by, original):
    draft = begin_translation(original, language="fr", by=by, now=NOW)
    with pytest.raises(WrongStage, match="is itself a translation"):
        begin_translation(draft, language="de", by=by, now=NOW)

    publish_case(original, by=by)
    withdraw(original, by=by, now=LATER, reason="It was wrong.")
    with pytest.raises(WrongStage, match="withdrawn"):
        begin_translation(original, language="de", by=by, now=LATER)


def test_translation_of_a_limited_original_is_as_limited(by, original):
    named, other = make_member("Author"), make_member("Author")
    limit(original, by=by, now=NOW, to=[named])

    with pytest.raises(NotAllowed):
        begin_translation(original, language="fr", by=other, now=NOW)
    draft = begin_translation(original, language="fr", by=named, now=NOW)

    assert (draft.is_limited, list(draft.limited_to.all())) == (True, [named])


def test_original_of_a_translation_is_not_deleted(by, original):
    draft = begin_translation(original, language="fr", by=by, now=NOW)

    with pytest.raises(WrongStage, match=r"“The leak of sora-leak” .*French"):
        delete_case(original, by=by, now=NOW)
    delete_case(draft, by=by, now=NOW)
    delete_case(original, by=by, now=NOW)

    assert not CaseStudy.objects.exists()
