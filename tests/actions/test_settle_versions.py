"""What the pages of one text say of each other is written together, whoever acts first."""

from datetime import timedelta

import pytest

from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.publish import publish
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind, NotificationKind
from casestudies.errors import NotReady
from casestudies.models import CaseStudy, Notification, PublicState
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.versions import following, versions_of
from casestudies.queries.evidence import evidence_of
from casestudies.queries.integrity import verify_record
from casestudies.queries.translations import behind
from casestudies.readiness import warnings
from tests.actions.threads import at_once
from tests.factories import (
    NOW,
    approve_case,
    correct_case,
    make_account,
    make_case,
    make_member,
    publish_approved,
    publish_case,
    revise_case,
)
from tests.worlds import world

LATER = NOW + timedelta(hours=1)


@world
def by():
    return make_account()


def translate(original, by, language="fr"):
    return begin_translation(original, language=language, by=by, now=NOW)


def said(case_study):
    """Slug -> edition, and the edition followed, of each text that a public state names."""
    rows = PublicState.objects.get(case_study=case_study).versions
    return {row["slug"]: (row["edition"], row["follows"]) for row in rows}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("swapped", [False, True])
def test_original_and_translation_published_at_once_know_of_each_other(by, swapped):
    """No deadlock, and nothing missed: neither of a first edition nor of a later one, in whichever order they come."""
    original = publish_case(make_case(slug="leak", by=by), by=by).case_study
    french, german = translate(original, by), translate(original, by, "de")
    publish_case(german, by=by)

    def edition(case_study, kind):
        revise_case(case_study, by=by, text=f"Edition of {kind}.")
        approve_case(case_study)
        return lambda: publish(case_study, by=by, now=LATER, kind=kind, change_note="A note.").number

    acts = [
        edition(original, EditionKind.CORRECTION),
        edition(french, EditionKind.INITIAL),
        edition(german, EditionKind.UPDATE),
        lambda: withdraw(german, by=by, now=LATER, reason="No.").pk and "withdrawn",
    ]
    got = at_once(*(acts[::-1] if swapped else acts))

    assert sorted(map(str, got)) in (["1", "2", "2", "withdrawn"], ["1", "2", "WrongStage", "withdrawn"])
    expected = {"leak": (2, None), "leak-fr": (1, 1)}
    assert [said(case_study) for case_study in (original, french, german)] == [expected] * 3


@pytest.mark.django_db
def test_counter_goes_up_once_with_every_change_of_another_language_and_not_for_strangers(by):
    original = publish_case(make_case(slug="leak", by=by), by=by).case_study
    stranger = publish_case(make_case(slug="other", by=by), by=by).case_study
    french = translate(original, by)

    def counters():
        return {state.slug: state.counter for state in PublicState.objects.all()}

    assert counters() == {"leak": 1, "other": 1}
    publish_case(french, by=by)
    assert counters() == {"leak": 2, "other": 1, "leak-fr": 1}
    correct_case(original.editions.first(), by=by, now=LATER)
    assert counters() == {"leak": 3, "other": 1, "leak-fr": 2}
    withdraw(stranger, by=by, now=LATER, reason="No.")
    assert counters() == {"leak": 3, "other": 2, "leak-fr": 2}
    state = PublicState.objects.get(slug="leak-fr")
    followed = following(state.edition.rendering.card, state.versions)
    assert (followed.is_behind, followed.is_corrected, versions_of(state.versions).original.slug) == (
        True,
        True,
        "leak",
    )


@pytest.mark.django_db
def test_record_is_proved_to_say_of_each_other_what_is_public(by):
    original = publish_case(make_case(slug="leak", by=by), by=by).case_study
    publish_case(translate(original, by), by=by)

    def broken():
        return [(found.subject, found.sentence) for found in verify_record() if found.broken]

    assert broken() == []
    PublicState.objects.filter(slug="leak").update(versions=[])
    sentence = "What pages say of this text in other languages is not what is public of it."
    assert broken() == [("leak-fr", sentence)]
    PublicState.objects.filter(slug="leak-fr").update(translation_of=None)
    assert ("leak-fr, edition 1", "What it is a translation of is not what its text says.") in broken()


@pytest.mark.django_db
def test_translation_that_becomes_independent_is_named_no_longer(by):
    original = publish_case(make_case(slug="leak", by=by), by=by).case_study
    french = publish_case(translate(original, by), by=by).case_study

    CaseStudy.objects.filter(pk=french.pk).update(translation_of=None, follows=None)
    publish_approved(french, by=by, now=LATER, kind=EditionKind.UPDATE, change_note="Its own.")

    assert (said(original), said(french)) == ({}, {})


@pytest.mark.django_db
def test_translators_are_told_what_became_of_the_original(by):
    translator, other = make_member("Author", first_name="Ada"), make_member("Author")
    original = publish_case(make_case(slug="leak", by=by), by=by).case_study
    draft = begin_translation(original, language="fr", by=translator, now=NOW)

    correct_case(original.editions.first(), by=by, now=LATER)
    withdraw(original, by=by, now=LATER, reason="No.")

    told = Notification.objects.filter(kind=NotificationKind.ORIGINAL_CHANGED).order_by("pk")
    assert [(each.account, each.case_study, each.sentence) for each in told] == [
        (translator, draft, f"The original was corrected: edition 2. “{draft.title}” (French) follows edition 1."),
        (translator, draft, f"The original was withdrawn. “{draft.title}” (French) follows edition 1."),
    ]
    assert not other.notifications.exists()


@pytest.mark.django_db
def test_readiness_says_where_a_translation_stands_beside_its_original(by):
    original = make_case(slug="leak", by=by)
    draft = translate(original, by)

    def warned():
        found = warnings(take_snapshot(fresh()).document, evidence_of(fresh()))
        return [problem.message for problem in found if problem.place == "follows"]

    def fresh():
        return CaseStudy.objects.get(pk=draft.pk)

    def follow(edition):
        CaseStudy.objects.filter(pk=draft.pk).update(follows=edition)

    assert warned()[0].startswith("The original of this translation was never published")
    assert not behind(CaseStudy.objects.all()).exists()
    publish_case(original, by=by)
    assert warned()[0].startswith("Say which edition of the original this translation follows")
    follow(1)
    assert warned() == []
    correct_case(original.editions.first(), by=by, now=LATER)
    assert warned() == ["The text follows edition 1 of its original, which is at edition 2."]
    assert list(behind(CaseStudy.objects.all())) == [draft]
    follow(3)
    with pytest.raises(NotReady, match="follows edition 3 of its original; it is at edition 2"):
        publish_case(fresh(), by=by)
    withdraw(original, by=by, now=LATER, reason="No.")
    assert warned() == ["The original of this translation is withdrawn."]
