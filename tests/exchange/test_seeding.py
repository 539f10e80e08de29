"""The seed creates what is absent, publishes what it created, and leaves editors' work alone."""

import pytest
from django.contrib.auth import authenticate

from casestudies.actions.save_draft import settle_draft
from casestudies.errors import CasebookError
from casestudies.exchange.identity import derived_uuid
from casestudies.exchange.seeding import seed
from casestudies.exchange.system_accounts import SEED, system_account
from casestudies.models import (
    Account,
    AuditEntry,
    CaseStudy,
    Edition,
    Party,
    Source,
    Topic,
)
from tests.exchange.files import row_counts, write_files
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db


def test_seed_creates_everything_and_publishes_it(tmp_path):
    report = seed(write_files(tmp_path), now=NOW)
    assert report.sentences() == [
        "Created 1 topic, 1 person, 1 party, 1 policy instrument, 1 framework, 2 sources and 1 case study.",
        "Published “The case” as edition 1.",
    ]
    edition = Edition.objects.get()
    assert (edition.case_study.slug, edition.number, edition.kind) == ("the-case", 1, "initial")
    assert edition.change_note == "First edition."
    assert edition.fact_check == {"statements": 3, "checked": 0, "checkers": [], "marks": []}


def test_seed_overrides_four_eyes_in_its_own_name_and_is_flagged(tmp_path):
    seed(write_files(tmp_path), now=NOW)
    account = Account.objects.get()
    assert (account.username, account.is_system, account.is_staff) == ("seed", True, False)
    entry = AuditEntry.objects.get(verb="case_study.published")
    assert (entry.actor, entry.flagged) == (account.uuid, True)
    assert entry.detail["reason"] == "seeded from files"


def test_seed_account_cannot_sign_in(tmp_path):
    seed(write_files(tmp_path), now=NOW)
    assert not Account.objects.get(username=SEED).has_usable_password()
    for password in ("", "seed", "!"):
        assert authenticate(username=SEED, password=password) is None


def test_second_seed_has_nothing_to_do(tmp_path):
    root = write_files(tmp_path)
    seed(root, now=NOW)
    before = row_counts()
    assert seed(root, now=NOW).sentences() == []
    assert row_counts() == before


def test_seed_leaves_an_edited_draft_alone(tmp_path):
    root = write_files(tmp_path)
    seed(root, now=NOW)
    editor = make_account()
    draft = CaseStudy.objects.get()
    draft.title = "A better title"
    draft.save()
    settle_draft(draft, by=editor, now=NOW)
    before = row_counts()
    assert seed(root, now=NOW).sentences() == []
    draft.refresh_from_db()
    assert (draft.title, draft.updated_by, draft.version) == ("A better title", editor, 2)
    assert row_counts() == before


def test_seed_leaves_a_case_that_moved_to_another_address_alone(tmp_path):
    root = write_files(tmp_path)
    seed(root, now=NOW)
    CaseStudy.objects.update(slug="elsewhere")
    before = row_counts()
    seed(root, now=NOW)
    assert row_counts() == before


def test_seed_leaves_another_case_at_its_address_alone(tmp_path):
    there = make_case(slug="the-case")
    seed(write_files(tmp_path), now=NOW)
    assert list(CaseStudy.objects.all()) == [there]
    assert not Edition.objects.exists()


def test_seed_does_not_publish_a_case_it_did_not_create(tmp_path):
    root = write_files(tmp_path, {"publish.yaml": None})
    assert seed(root, now=NOW).published == []
    write_files(tmp_path)
    assert seed(root, now=NOW).sentences() == []
    assert not Edition.objects.exists()


def test_seed_leaves_edited_library_records_alone_and_says_so(tmp_path):
    root = write_files(tmp_path)
    seed(root, now=NOW)
    Party.objects.update(name="The laboratory")
    Source.objects.filter(key="smith2024").update(source_check="secondhand", link_state="dead")
    assert seed(root, now=NOW).sentences() == [
        "Left as they are, though the files say something else: party “lab”, source “smith2024”."
    ]
    assert Party.objects.get().name == "The laboratory"
    assert Source.objects.get(key="smith2024").source_check == "secondhand"


def test_checked_link_is_no_difference(tmp_path):
    root = write_files(tmp_path)
    seed(root, now=NOW)
    Source.objects.update(link_state="dead")
    assert seed(root, now=NOW).sentences() == []


def test_seed_brings_back_a_record_that_is_gone(tmp_path):
    root = write_files(tmp_path, {"cases/the-case/case.yaml": None, "publish.yaml": None})
    for name in ("sections/what-happened.md", "figures/page.svg"):
        (root / "cases/the-case" / name).unlink()
    for folder in ("sections", "figures", ""):
        (root / "cases/the-case" / folder).rmdir()
    seed(root, now=NOW)
    Topic.objects.all().delete()
    assert seed(root, now=NOW).sentences() == ["Created 1 topic."]


def test_seed_leaves_out_a_record_that_an_editors_own_stands_in_the_way_of(tmp_path):
    root = write_files(tmp_path)
    seed(root, now=NOW)
    CaseStudy.objects.get().topics.clear()
    Topic.objects.update(slug="the-testers")
    assert seed(root, now=NOW).sentences() == [
        "Left as they are, though the files say something else:"
        " vocabularies/topics.yaml:2 (Topic with this Name already exists.)."
    ]
    assert Topic.objects.get().slug == "the-testers"


def test_seed_refuses_to_act_in_a_persons_name(tmp_path):
    make_account(username=SEED)
    before = row_counts()
    with pytest.raises(CasebookError, match="A person's account is called “seed”"):
        seed(write_files(tmp_path), now=NOW)
    assert row_counts() == before


def test_system_account_is_made_once():
    assert system_account(SEED) == system_account(SEED)


def test_seeded_uuids_follow_from_the_files(tmp_path):
    seed(write_files(tmp_path), now=NOW)
    draft = CaseStudy.objects.get()
    assert str(draft.uuid) == "6d996e5b-1b75-53ce-a8d1-a8e09ac6bf9d"
    assert str(draft.sections.get().uuid) == derived_uuid("the-case", "sections", "what-happened")
    assert str(draft.questions.get().uuid) == derived_uuid("the-case", "questions", 0)
    assert str(draft.timeline.get().uuid) == derived_uuid("the-case", "timeline", 0)
