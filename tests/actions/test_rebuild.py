"""What is made from snapshots is made again, and everybody who has the old one is told."""

import pytest

from casestudies.actions.rebuild import rebuild
from casestudies.enums import EditionKind
from casestudies.models import PublicState, PublishedTerm, Rendering, SearchEntry, SearchFacet, SearchGram, SearchWord
from tests.factories import NOW, make_account, publish_approved, publish_case, revise_case

pytestmark = pytest.mark.django_db


def test_rebuild_makes_every_rendering_and_what_lists_read_again():
    first = publish_case(slug="a-leak")
    revise_case(first.case_study, text="A second text.")
    publish_approved(first.case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")
    made = list(Rendering.objects.order_by("edition__number").values("html", "text", "document", "card"))
    found = search_rows()
    terms = list(PublishedTerm.objects.values("kind", "key", "label", "detail"))
    Rendering.objects.update(html="", text="", document="{}", card={})
    SearchEntry.objects.update(title="", passages=[])
    SearchFacet.objects.all().delete()
    SearchWord.objects.update(cases=99)
    PublishedTerm.objects.all().delete()

    assert sorted(edition.number for edition in rebuild()) == [1, 2]

    assert list(Rendering.objects.order_by("edition__number").values("html", "text", "document", "card")) == made
    assert search_rows() == found
    assert list(PublishedTerm.objects.values("kind", "key", "label", "detail")) == terms


def test_rebuild_of_what_is_outdated_leaves_the_rest_alone():
    old = publish_case(slug="old")
    publish_case(slug="new")
    Rendering.objects.filter(edition=old).update(renderer_version=1, html="")
    counter = PublicState.objects.get(slug="new").counter

    assert [edition.pk for edition in rebuild(outdated_only=True)] == [old.pk]
    assert Rendering.objects.get(edition=old).html != ""
    assert PublicState.objects.get(slug="new").counter == counter
    assert [edition.pk for edition in rebuild(outdated_only=True)] == []


def search_rows():
    entries = list(SearchEntry.objects.values("title", "text", "passages", "corrected_at"))
    facets = list(SearchFacet.objects.order_by("facet", "value", "also").values("facet", "value", "also", "label"))
    words = list(SearchWord.objects.order_by("word").values("word", "stem", "cases"))
    return entries, facets, words, SearchGram.objects.count()


def test_rebuild_moves_the_counter_for_old_editions_too_and_no_date():
    first = publish_case(slug="a-leak")
    revise_case(first.case_study)
    publish_approved(first.case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")
    before = PublicState.objects.get()

    counters = [PublicState.objects.get().counter for _ in rebuild()]

    assert counters == [before.counter + 1, before.counter + 2]
    assert PublicState.objects.get().changed_at == before.changed_at
