"""Submit, claim, approve, return at the desk: what the pages promise is what the actions do."""

import pytest
from django.test import Client

from casestudies.actions.save_draft import settle_draft
from casestudies.enums import Stage
from casestudies.models import AuditEntry, PublicationSettings, Source
from tests.admin.forms import address, errors_at, open_form, save, text_of
from tests.admin.workflow.steps import buttons, client_of, open_step, pass_step, said, take_step, typed_into
from tests.factories import NOW, make_account, make_case, make_member, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def author():
    return make_member("Author", username="ada", first_name="Ada")


@world
def reviewer():
    return make_member("Editor", username="ed", first_name="Ed")


@world
def publisher():
    return make_member("Publisher", username="pia", first_name="Pia")


@world
def case_study(author):
    return make_case(by=author)


@world
def submitted(author, case_study):
    pass_step(client_of(author), case_study, "submit")
    return case_study


def stage_of(case_study):
    case_study.refresh_from_db()
    return case_study.stage


def test_author_submits_and_reads_whose_turn_it_is(author, reviewer, case_study):
    page = open_step(client_of(author), case_study, "submit")
    response = take_step(client_of(author), case_study, "submit")

    assert "The draft as saved in revision 1, Ada" in text_of(page)
    assert said(response) == ["Submitted for review. It waits for review by Ed."]
    assert response.redirect_chain == [(address(case_study), 302)]
    assert stage_of(case_study) == Stage.IN_REVIEW


def test_submit_says_when_nobody_could_approve(author, case_study):
    response = take_step(client_of(author), case_study, "submit")

    assert said(response) == ["Submitted for review. At present nobody else may approve it: make somebody an editor."]


def test_submit_tells_what_blocks_and_lets_it_pass(author, reviewer):
    case_study = make_case(by=author, summary="")

    page = text_of(open_step(client_of(author), case_study, "submit"))
    pass_step(client_of(author), case_study, "submit")

    assert "One thing to mend before it can be approved" in page
    assert "The case study has no summary" in page
    assert stage_of(case_study) == Stage.IN_REVIEW


def test_submit_after_somebody_saved_is_refused(author, case_study):
    client = client_of(author)
    typed = typed_into(open_step(client, case_study, "submit"))
    revise_case(case_study)

    response = client.post(address(case_study, "submit"), typed)

    assert response.status_code == 409
    assert "Somebody saved this case study after you opened it. Look at the new text, then submit it." in text_of(
        response
    )
    assert stage_of(case_study) == Stage.DRAFT


def test_bar_offers_each_only_what_can_succeed(author, reviewer, publisher, case_study):
    labels = {}
    for stage in ("draft", "in_review"):
        for account in (author, reviewer, publisher):
            labels[stage, account.username] = buttons(client_of(account).get(address(case_study)))
        if stage == "draft":
            pass_step(client_of(author), case_study, "submit")

    assert labels["draft", "ada"][0] == "Submit for review"
    assert labels["in_review", "ada"] == (None, [])
    assert labels["in_review", "ed"][0] == "Claim for review"
    assert labels["in_review", "ed"][1][:2] == ["Approve", "Return"]
    assert "Publish" not in [label for _first, more in labels.values() for label in more]


def test_reviewer_claims_and_approves_exactly_this_text(reviewer, publisher, submitted):
    client = client_of(reviewer)
    claimed = take_step(client, submitted, "claim")
    assert "You are reviewing this text." in said(claimed)[0]
    assert buttons(claimed)[0] == "Approve"

    response = take_step(client, submitted, "approve")

    submitted.refresh_from_db()
    assert said(response) == ["Approved. It can be published by Pia."]
    assert (submitted.stage, submitted.approved_by) == (Stage.APPROVED, reviewer)
    assert submitted.approved_content_digest == submitted.content_digest


def test_claimed_text_is_released_and_waits_again(reviewer, submitted):
    pass_step(client_of(reviewer), submitted, "claim")

    response = take_step(client_of(reviewer), submitted, "release")

    assert said(response) == ["Released. At present nobody else may approve it: make somebody an editor."]
    submitted.refresh_from_db()
    assert submitted.reviewer is None


def test_approve_after_a_source_changed_is_refused_and_shows_the_text_anew(reviewer, submitted):
    client = client_of(reviewer)
    typed = typed_into(open_step(client, submitted, "approve"))
    Source.objects.filter(key="ars2024").update(title="Another title")

    refused = client.post(address(submitted, "approve"), typed)

    assert refused.status_code == 409
    assert "A source or another shared record changed since you opened this page; look again." in text_of(refused)
    assert stage_of(submitted) == Stage.IN_REVIEW
    assert client.post(address(submitted, "approve"), typed_into(refused)).status_code == 302
    assert stage_of(submitted) == Stage.APPROVED


@pytest.mark.parametrize("missing", ["base_version", "seen"])
def test_approve_without_saying_what_was_shown_is_refused(reviewer, submitted, missing):
    client = client_of(reviewer)
    typed = typed_into(open_step(client, submitted, "approve"))
    del typed[missing]

    response = client.post(address(submitted, "approve"), typed)

    assert response.status_code == 200
    assert "This page did not say which text it showed." in text_of(response)
    assert stage_of(submitted) == Stage.IN_REVIEW


def test_blocked_text_is_not_offered_for_approval_and_each_blocker_leads_to_its_field(author, reviewer):
    case_study = make_case(by=author)
    section = case_study.sections.get(position=2)
    section.prose = "<p>A sentence that nobody can follow.</p>"
    section.save()
    settle_draft(case_study, by=author, now=NOW)
    pass_step(client_of(author), case_study, "submit")
    client = client_of(reviewer)

    page = open_step(client, case_study, "approve")
    response = client.post(address(case_study, "approve"), typed_into(page))

    for shown in (page, response):
        text = text_of(shown)
        assert "A paragraph of the record “Part 2” cites no source: “A sentence that nobody can follow.”" in text
        assert "Approve this text" not in text
        assert f'href="{address(case_study)}#id_sections-1-prose"' in shown.content.decode()
    assert stage_of(case_study) == Stage.IN_REVIEW


def test_return_asks_for_a_reason_and_the_author_reads_it_until_the_next_submission(author, reviewer, submitted):
    client = client_of(reviewer)
    empty = take_step(client, submitted, "return", reason="  ")
    response = take_step(client, submitted, "return", reason="Say who wrote the letter.")

    form = text_of(client_of(author).get(address(submitted)))
    assert errors_at(empty, "id_reason") == ["Say what is to be changed; the author sees it."]
    assert said(response) == ["Returned. It is Ada’s turn, with your reason above the text."]
    assert "Ed returned this on" in form
    assert "Say who wrote the letter." in form

    pass_step(client_of(author), submitted, "submit")
    assert "Ed returned this on" not in text_of(client_of(author).get(address(submitted)))
    assert "Ed: Say who wrote the letter." in text_of(open_step(client, submitted, "approve"))


def test_author_who_reviews_reads_that_somebody_else_approves(reviewer):
    case_study = make_case(by=reviewer)
    pass_step(client_of(reviewer), case_study, "submit")

    page = open_step(client_of(reviewer), case_study, "approve")
    response = client_of(reviewer).post(address(case_study, "approve"), {"base_version": "1", "seen": "a b"})

    assert "You wrote or submitted this text, so somebody else has to approve it." in text_of(page)
    assert "Approve this text" not in text_of(page)
    assert response.status_code == 403
    assert stage_of(case_study) == Stage.IN_REVIEW


def test_override_needs_a_reason_and_is_flagged(desk, case_study):
    pass_step(desk, case_study, "submit")

    page = open_step(desk, case_study, "approve")
    empty = take_step(desk, case_study, "approve", override_reason="")
    response = take_step(desk, case_study, "approve", override_reason="Nobody else is on duty.")

    assert "This goes without a second pair of eyes." in text_of(page)
    assert errors_at(empty, "id_override_reason") == ["Say why this text goes without a second pair of eyes."]
    assert said(response) == ["Approved. You can publish it now, or schedule it."]
    entry = AuditEntry.objects.get(verb="case_study.approved")
    assert (entry.flagged, entry.detail["reason"]) == (True, "Nobody else is on duty.")


def test_without_four_eyes_the_author_approves_without_a_reason(desk, editor):
    PublicationSettings.objects.update_or_create(pk=1, defaults={"four_eyes": False})
    case_study = make_case(by=editor)
    pass_step(desk, case_study, "submit")

    page = open_step(desk, case_study, "approve")
    pass_step(desk, case_study, "approve")

    assert "second pair of eyes" not in text_of(page)
    assert stage_of(case_study) == Stage.APPROVED


@pytest.mark.rows
@pytest.mark.parametrize("step", ["claim", "release", "approve", "return"])
def test_step_of_a_draft_that_nobody_submitted_does_not_fit(reviewer, case_study, step):
    client = client_of(reviewer)

    page = open_step(client, case_study, step)
    refused = client.post(
        address(case_study, step), {"reason": "No.", "base_version": "1", "seen": "a b", "override_reason": ""}
    )

    assert "This text is a draft." in text_of(page)
    assert refused.status_code in (403, 409)
    assert stage_of(case_study) == Stage.DRAFT


@pytest.mark.rows
@pytest.mark.parametrize("step", ["submit", "claim", "release", "approve", "return"])
def test_step_is_forbidden_without_its_permission_and_changes_nothing_by_being_opened(case_study, reviewer, step):
    stranger = client_of(make_member("Fact-checker"))
    assert open_step(stranger, case_study, step).status_code == 403
    assert stranger.post(address(case_study, step), {"reason": "x"}).status_code == 403

    client_of(reviewer).get(address(case_study, step) + "?reason=x")
    assert AuditEntry.objects.exclude(verb="case_study.created").count() == 0


def test_limited_case_study_is_not_found_by_others(case_study, author, reviewer):
    case_study.is_limited = True
    case_study.save()
    case_study.limited_to.add(author)

    assert open_step(client_of(reviewer), case_study, "approve").status_code == 404
    assert client_of(reviewer).get(address(case_study, "readiness")).status_code == 404


def test_step_asks_for_a_csrf_token(author, case_study):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)

    assert client.post(address(case_study, "submit"), {"base_version": "1", "seen": "a b"}).status_code == 403


def test_form_says_what_lapsed(author, reviewer, submitted):
    pass_step(client_of(reviewer), submitted, "approve")
    client = client_of(author)
    fields = open_form(client, submitted)
    save(client, submitted, fields)
    assert stage_of(submitted) == Stage.APPROVED

    assert save(client, submitted, fields | {"title": "Another title"}).status_code == 302

    assert stage_of(submitted) == Stage.DRAFT
    text = text_of(client.get(address(submitted)))
    assert "The text changed after it was approved, so it is a draft again and needs another approval." in text


def test_form_says_who_approved_and_that_a_changed_source_undid_it(author, reviewer, submitted):
    pass_step(client_of(reviewer), submitted, "approve")
    approved = text_of(client_of(author).get(address(submitted)))
    Source.objects.filter(key="ars2024").update(title="Another title")
    changed = text_of(client_of(author).get(address(submitted)))

    assert "Ed approved this text. A change of it takes the approval away." in approved
    assert "changed since the text was approved. Have it approved again." in changed
    assert "Ed approved this text." not in changed


def test_superuser_sees_every_step_of_a_draft(desk, editor):
    case_study = make_case(by=make_account())

    first, more = buttons(desk.get(address(case_study)))

    assert first == "Submit for review"
    assert more == ["Publish without an approval", "Schedule without an approval", "Assign", "Limit who sees it"]
