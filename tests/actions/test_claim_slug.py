"""An address that was public stays with its case study, whoever writes the other one."""

import pytest

from casestudies.actions.claim_slug import taken_slug
from casestudies.actions.move_case import move_case
from casestudies.actions.save_draft import settle_draft
from casestudies.enums import EditionKind
from casestudies.errors import NotReady
from casestudies.models import CaseStudy, Edition, OldSlug
from tests.factories import NOW, make_account, make_case, publish_approved, publish_case

pytestmark = pytest.mark.django_db


def moved_case():
    """A live case study at `new-name` that was public at `old-name`, with a draft that wants `next-name`."""
    case_study = make_case()
    rename(case_study, "old-name")
    publish_case(case_study)
    for slug in ("new-name", "next-name"):
        rename(case_study, slug)
        if slug == "new-name":
            move_case(case_study, by=make_account(), now=NOW)
    return case_study


def rename(case_study, slug):
    CaseStudy.objects.filter(pk=case_study.pk).update(slug=slug)


@pytest.mark.parametrize("slug", ["old-name", "new-name"])
def test_address_that_is_or_was_public_is_taken_for_others_alone(slug):
    there, other = moved_case(), make_case()

    assert taken_slug(slug, there) is None
    assert taken_slug(slug, other).place == "slug"
    assert taken_slug("free", other) is None


@pytest.mark.parametrize("slug", ["old-name", "new-name"])
def test_draft_under_a_public_address_of_another_is_refused(slug):
    moved_case()

    with pytest.raises(NotReady) as caught:
        make_case(slug=slug)

    assert [problem.place for problem in caught.value.problems] == ["slug"]
    assert CaseStudy.objects.count() == 1


def test_settle_under_a_public_address_of_another_is_refused():
    moved_case()
    other = make_case()
    rename(other, "old-name")

    with pytest.raises(NotReady, match="links lead there"):
        settle_draft(other, by=make_account(), now=NOW)


def test_publish_under_a_public_address_of_another_is_refused_and_its_redirect_stays():
    there = moved_case()
    other = make_case()
    for slug in ("old-name", "new-name"):
        rename(other, slug)
        with pytest.raises(NotReady, match="links lead there"):
            publish_approved(other, by=make_account(), now=NOW, kind=EditionKind.INITIAL, change_note="First.")

    assert Edition.objects.filter(case_study=other).count() == 0
    assert OldSlug.objects.get().case_study == there
