"""What was done without a second pair of eyes waits until somebody else has looked at it."""

from datetime import timedelta

import pytest

from casestudies.actions.look_at_override import look_at_override
from casestudies.actions.publish import publish
from casestudies.enums import EditionKind
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import AuditEntry, CaseStudy
from casestudies.queries.overrides import overrides_to_look_at
from tests.factories import NOW, make_account, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@world
def publisher():
    return make_member("Publisher")


@world
def flagged(publisher):
    """Two of them; the test looks at the first."""
    for _ in range(2):
        publish(
            make_case(),
            by=publisher,
            now=NOW,
            kind=EditionKind.INITIAL,
            change_note="x",
            override_reason="Nobody was awake.",
        )
    return list(overrides_to_look_at())


def test_look_takes_the_entry_off_the_list_and_leaves_it_unchanged(flagged):
    chief = make_member("Publisher", first_name="Chief")
    first, second = flagged
    before = AuditEntry.objects.filter(pk=first.pk).values().get()

    entry = look_at_override(first, by=chief, now=LATER, note=" Fine. ")

    assert list(overrides_to_look_at()) == [second]
    assert AuditEntry.objects.filter(pk=first.pk).values().get() == before
    assert (entry.verb, entry.actor, entry.subject_id, entry.flagged) == (
        "audit.looked_at",
        chief.uuid,
        first.subject_id,
        False,
    )
    assert entry.detail == {"entry": str(first.uuid), "looked_at": "case_study.published", "note": "Fine."}


def test_look_at_what_one_did_oneself_is_refused(flagged, publisher):
    with pytest.raises(NotAllowed, match="Somebody else has to look at it"):
        look_at_override(flagged[0], by=publisher, now=LATER)


def test_look_twice_is_refused(flagged):
    look_at_override(flagged[0], by=make_account(), now=LATER)

    with pytest.raises(WrongStage, match="Somebody has looked at this already"):
        look_at_override(flagged[0], by=make_account(), now=LATER)


def test_look_at_what_is_not_flagged_is_refused(flagged):
    with pytest.raises(WrongStage):
        look_at_override(AuditEntry.objects.filter(flagged=False).first(), by=make_account(), now=LATER)


def test_look_without_the_permission_or_sight_of_the_draft_is_refused(flagged):
    with pytest.raises(NotAllowed, match="You may not look overrides through"):
        look_at_override(flagged[0], by=make_member("Editor"), now=LATER)
    CaseStudy.objects.update(is_limited=True)
    with pytest.raises(NotAllowed):
        look_at_override(flagged[0], by=make_member("Publisher"), now=LATER)
