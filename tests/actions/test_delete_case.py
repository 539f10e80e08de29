"""A draft is deleted by an action: as it stands when it is locked, and never once an edition of it is public."""

import pytest

from casestudies.actions.delete_case import delete_case
from casestudies.admin.case_study import CaseStudyAdmin
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import CaseStudy
from tests.actions.told import audited
from tests.factories import NOW, make_account, make_case, make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def editor():
    return make_member("Editor")


def test_delete_takes_the_draft_and_leaves_an_entry(editor):
    case_study = make_case(title="The leak")

    delete_case(case_study, by=editor, now=NOW)

    assert not CaseStudy.objects.exists()
    entry = audited("case_study.deleted")
    assert (entry.actor, entry.subject_id, entry.detail) == (editor.uuid, str(case_study.uuid), {})


def test_delete_hides_the_entry_of_a_draft_that_was_limited_meanwhile():
    case_study = make_case()
    CaseStudy.objects.filter(pk=case_study.pk).update(is_limited=True)

    delete_case(case_study, by=make_account(), now=NOW)

    assert audited("case_study.deleted").detail == {"limited": True}


def test_delete_of_a_limited_draft_by_who_does_not_see_it_is_refused(editor):
    case_study = make_case()
    CaseStudy.objects.filter(pk=case_study.pk).update(is_limited=True)

    with pytest.raises(NotAllowed):
        delete_case(case_study, by=editor, now=NOW)
    assert CaseStudy.objects.exists()


def test_delete_of_what_was_published_is_refused(editor):
    case_study = publish_case().case_study

    with pytest.raises(WrongStage, match="what was published stays"):
        delete_case(case_study, by=editor, now=NOW)
    assert CaseStudy.objects.exists()


def test_delete_of_what_is_gone_says_so(editor):
    case_study = make_case()
    CaseStudy.objects.filter(pk=case_study.pk).delete()

    with pytest.raises(WrongStage, match="somebody deleted it"):
        delete_case(case_study, by=editor, now=NOW)


def test_desk_says_why_a_draft_that_was_published_meanwhile_stays(client, editor, monkeypatch):
    client.force_login(editor)
    case_study = publish_case().case_study
    monkeypatch.setattr(CaseStudyAdmin, "has_delete_permission", lambda *args: True)  # as the page had found it
    monkeypatch.setattr(CaseStudyAdmin, "get_deleted_objects", lambda *args: ([], {}, set(), []))

    answer = client.post(f"/admin/casestudies/casestudy/{case_study.pk}/delete/", {"post": "yes"}, follow=True)

    assert "what was published stays. Withdraw it instead." in answer.content.decode()
    assert CaseStudy.objects.exists()
