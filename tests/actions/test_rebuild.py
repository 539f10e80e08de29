"""What is made from snapshots is made again, and everybody who has the old one is told."""

import pytest

from casestudies.actions.rebuild import rebuild
from casestudies.enums import EditionKind
from casestudies.models import PublicState, PublishedTerm, Rendering, SearchEntry
from tests.factories import NOW, make_account, publish_approved, publish_case, revise_case

pytestmark = pytest.mark.django_db


def test_rebuild_makes_every_rendering_and_what_lists_read_again():
    first = publish_case(slug="a-leak")
    revise_case(first.case_study, text="A second text.")
    publish_approved(first.case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")
    made = list(Rendering.objects.order_by("edition__number").values("html", "text", "document", "card"))
    found = SearchEntry.objects.values("title", "folded").get()
    terms = list(PublishedTerm.objects.values("kind", "key", "label", "detail"))
    Rendering.objects.update(html="", text="", document="{}", card={})
    SearchEntry.objects.update(title="", folded="")
    PublishedTerm.objects.all().delete()

    assert sorted(edition.number for edition in rebuild()) == [1, 2]

    assert list(Rendering.objects.order_by("edition__number").values("html", "text", "document", "card")) == made
    assert SearchEntry.objects.values("title", "folded").get() == found
    assert list(PublishedTerm.objects.values("kind", "key", "label", "detail")) == terms


def test_rebuild_moves_the_counter_for_old_editions_too_and_no_date():
    first = publish_case(slug="a-leak")
    revise_case(first.case_study)
    publish_approved(first.case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")
    before = PublicState.objects.get()

    counters = [PublicState.objects.get().counter for _ in rebuild()]

    assert counters == [before.counter + 1, before.counter + 2]
    assert PublicState.objects.get().changed_at == before.changed_at
