"""Published case studies as a reader finds them."""

from datetime import timedelta

from casestudies.enums import EditionKind
from tests.factories import NOW, make_account, make_case, publish_approved, publish_case, revise_case
from tests.worlds import world


def publish_next(case_study, *, kind=EditionKind.UPDATE, note="More is known.", hours=1, text="A sentence more."):
    """The next edition of a case study, with other text than the one before."""
    revise_case(case_study, text=text)
    now = NOW + timedelta(hours=hours)
    return publish_approved(case_study, by=make_account(), now=now, kind=kind, change_note=note)


@world
def sora():
    """A case study with one edition, published on 14 November 2026."""
    case_study = make_case(slug="sora-leak")
    publish_case(case_study)
    return case_study
