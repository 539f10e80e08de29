"""The whole life of a case study through four people: written, returned, checked, approved, scheduled, published,
corrected, withdrawn, reinstated. After each step the others look at their desks, and readers at the site."""

import html
import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from playwright.sync_api import Page, expect

from casestudies.actions.publish_due import publish_due
from casestudies.models import Account, AuditEntry, CaseStudy
from tests.browser.desk import PATIENCE, cite, desk_page, editor, open_case, put_cursor_at_end, save
from tests.factories import make_case, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "The harbour chatbot"
PUBLIC = "/cases/harbour/"
SECRET = "It answered 4,210 times."


@dataclass
class Person:
    """Somebody at the desk: a window of a browser, and a look at the desk's first page without one."""

    account: Account
    page: Page
    client: Client

    def desk(self, part: str) -> str:
        """What the part of that name says on the first page."""
        answer = self.client.get("/admin/").content.decode()
        found = re.search(rf'<section[^>]*aria-label(?:ledby)?="{part}".*?</section>', answer, re.DOTALL)
        return words(found[0]) if found else ""

    def told(self) -> str:
        """What is new for them, which they have read then."""
        said = self.desk("front-told")
        self.client.post(reverse("admin:casestudies_told_read"))
        return said

    def take(self, *steps: str, says: str, **fields: str) -> None:
        """Press the buttons one after the other, the last one with the fields filled."""
        for step in steps[:-1]:
            self.page.get_by_role("link", name=step, exact=True).click()
        button = self.page.get_by_role("button", name=steps[-1], exact=True)
        expect(button).to_be_visible()
        for label, typed in fields.items():
            self.page.get_by_label(label).fill(typed)
        button.click()
        expect(self.page.locator("body")).to_contain_text(says)

    def more(self) -> None:
        self.page.locator(".desk-more summary").click()


def words(markup: str) -> str:
    return " ".join(html.unescape(strip_tags(markup)).split())


@pytest.fixture
def desk(browser, live_server):
    """Ada writes, Cleo checks, Edna edits, Paul publishes."""
    people = {"Ada": "Author", "Cleo": "Fact-checker", "Edna": "Editor", "Paul": "Publisher"}
    with ExitStack() as windows:
        yield [sit_down(windows, browser, live_server, name, role) for name, role in people.items()]


def sit_down(windows, browser, live_server, name: str, role: str) -> Person:
    account = make_member(role, username=name.lower(), first_name=name)
    page = windows.enter_context(desk_page(browser, live_server, account))
    page.set_default_timeout(PATIENCE * 1000)
    client = Client()
    client.force_login(account)
    return Person(account, page, client)


@pytest.fixture
def case_study(desk):
    """A draft of Ada's: a section, an event and a party's words, three statements."""
    return make_case(slug="harbour", by=desk[0].account, title=TITLE, sections=1, questions=[])


def read(path: str = PUBLIC) -> tuple[int, str]:
    answer = Client().get(path)
    return answer.status_code, words(answer.content.decode())


def write(person: Person, case_study: CaseStudy, sentence: str) -> None:
    """At the end of the first section, with a citation."""
    open_case(person.page, case_study, "Sections")
    put_cursor_at_end(person.page, 0)
    person.page.keyboard.type(f" {sentence}")
    cite(person.page, words="wiggers2024")
    expect(editor(person.page, 0)).to_contain_text(f"{sentence}Wiggers 2024")
    save(person.page)


def submit(person: Person) -> None:
    person.take("Submit for review…", "Submit for review", says="Submitted for review.")


def open_check(person: Person, case_study: CaseStudy, query: str = "") -> None:
    person.page.goto(f"/admin/casestudies/casestudy/{case_study.pk}/check/{query}")
    expect(person.page.locator("[data-check-ready]")).to_be_visible()


def claim(person: Person, case_study: CaseStudy) -> None:
    open_case(person.page, case_study)
    person.take("Claim for review…", "Claim for review", says="You are reviewing this text.")


def test_a_case_study_lives_through_four_people(desk, case_study):
    ada, cleo, edna, paul = desk
    written_submitted_and_returned(ada, edna, paul, case_study)
    checked_and_mended(ada, cleo, edna, case_study)
    approved_scheduled_and_published(ada, cleo, edna, paul, case_study)
    corrected(ada, edna, paul, case_study)
    withdrawn_and_reinstated(ada, paul, case_study)
    every_step_is_in_the_audit(case_study)


def written_submitted_and_returned(ada, edna, paul, case_study):
    # Given a draft of Ada's, which waits for nobody else and which no reader sees,
    assert TITLE in ada.desk("Your drafts")
    assert TITLE not in edna.desk("Waiting for you") + paul.desk("Waiting for you")
    assert read()[0] == 404

    # when she writes on and submits it,
    write(ada, case_study, SECRET)
    submit(ada)

    # then it waits for those who review, with her name, and no longer for her; readers see nothing.
    for person in (edna, paul):
        assert f"Ada submitted “{TITLE}” for review." in person.told()
        assert TITLE in person.desk("Waiting for you")
    assert TITLE not in ada.desk("Waiting for you")
    assert read()[0] == 404

    # When Edna claims and returns it,
    claim(edna, case_study)
    assert TITLE not in paul.desk("Waiting for you")
    edna.more()
    reason = "Say who counted the answers."
    edna.take("Return…", "Return to the author", says="It is Ada’s turn", **{"What is to be changed": reason})

    # then Ada is told why, on her desk and above the text, and it is her turn.
    assert f"Edna returned “{TITLE}”: {reason}" in ada.told()
    assert TITLE in ada.desk("Waiting for you")
    assert TITLE not in edna.desk("Waiting for you")
    open_case(ada.page, case_study)
    expect(ada.page.locator("#standing-returned")).to_contain_text(reason)

    # When she mends it and submits it again, the reason is gone from above the text.
    write(ada, case_study, "Nobody else counted.")
    submit(ada)
    expect(ada.page.locator("#standing-returned")).to_have_count(0)


def checked_and_mended(ada, cleo, edna, case_study):
    # Given that Edna reviews the text, which makes five statements,
    claim(edna, case_study)
    open_check(cleo, case_study)
    progress = cleo.page.locator("[data-check-progress]")
    expect(progress).to_contain_text("0 of 5 statements checked")

    # when Cleo ticks one and disputes another,
    cleo.page.keyboard.press("t")
    expect(progress).to_contain_text("1 of 5 statements checked")
    cleo.page.keyboard.press("d")
    note = cleo.page.locator("[data-check-row][aria-current=true]").get_by_label("What is wrong")
    expect(note).to_be_focused()
    cleo.page.keyboard.type("The article says 4,120.")
    cleo.page.keyboard.press("Control+Enter")
    expect(progress).to_contain_text("1 disputed")

    # then Ada and Edna are told,
    for person in (ada, edna):
        assert re.search(r"Cleo disputed “.+: The article says 4,120\.", person.told())

    # and when Ada mends the words, that statement alone is open again, and the text has left the review.
    open_case(ada.page, case_study, "Sections")
    put_cursor_at_end(ada.page, 0)
    mend(ada.page)
    save(ada.page)
    assert f"Ada changed “{TITLE}”. It was in review; it is a draft again." in edna.told()
    submit(ada)
    open_check(cleo, case_study)
    expect(progress).to_contain_text("1 of 5 statements checked")
    open_check(cleo, case_study, "?show=open")
    for checked in range(2, 6):
        cleo.page.keyboard.press("t")
        expect(progress).to_contain_text(f"{checked} of 5 statements checked")
    assert f"Every statement of “{TITLE}” is checked: 5 of 5." in ada.told()


def mend(page: Page) -> None:
    """Select the wrong number and type the right one over it."""
    box = editor(page, 0).evaluate(
        """(dom) => {
            const walker = document.createTreeWalker(dom, NodeFilter.SHOW_TEXT)
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf("4,210")
                if (at < 0) continue
                getSelection().setBaseAndExtent(node, at, node, at + 5)
                return true
            }
        }"""
    )
    assert box
    page.wait_for_function("getSelection().toString() === '4,210'")
    page.keyboard.type("4,120")
    expect(editor(page, 0)).to_contain_text("It answered 4,120 times.")


def approved_scheduled_and_published(ada, cleo, edna, paul, case_study):
    # When Edna approves the text,
    claim(edna, case_study)
    edna.take("Approve…", "Approve this text", says="Approved.")

    # then it waits for Paul, who may publish, and for nobody else;
    for person in (ada, paul):
        assert f"Edna approved “{TITLE}”. It can be published." in person.told()
    assert TITLE in paul.desk("Waiting for you")
    assert TITLE not in edna.desk("Waiting for you") + cleo.desk("Waiting for you")

    # when he schedules it for tomorrow at noon,
    tomorrow = timezone.now() + timedelta(days=1)
    open_case(paul.page, case_study)
    paul.more()
    when = {"Day": f"{tomorrow:%Y-%m-%d}", "Time, ": "12:00"}
    paul.take("Schedule…", "Schedule edition 1", says="Scheduled: edition 1 is published on", **when)

    # then Ada is told, nothing happens before its time, and at its time readers have it, once.
    assert f"scheduled “{TITLE}”" in ada.told()
    assert publish_due(timezone.now()) == []
    assert read()[0] == 404
    noon_has_passed = tomorrow + timedelta(days=1)
    assert [outcome.sentence for outcome in publish_due(noon_has_passed)] == ["Published as edition 1."]
    assert publish_due(noon_has_passed) == []
    status, page = read()
    assert status == 200
    assert "It answered 4,120 times." in page
    assert "5 of 5 statements checked" in page
    assert f"Edition 1 of “{TITLE}” is published." in ada.told()
    assert TITLE not in paul.desk("Waiting for you")


def corrected(ada, edna, paul, case_study):
    # When Ada corrects a sentence, readers still have edition 1;
    open_case(ada.page, case_study)
    ada.page.fill("#id_glance_what", "The city answered by machine.")
    save(ada.page)
    submit(ada)
    assert "The city answered by machine." not in read()[1]

    # when Edna approves and Paul publishes it as a correction,
    open_case(edna.page, case_study)
    edna.more()
    edna.take("Approve…", "Approve this text", says="Approved.")
    open_case(paul.page, case_study)
    paul.page.get_by_role("link", name="Publish…", exact=True).click()
    paul.page.get_by_label("Correction: ").check()
    said = "It was no form that was published."
    paul.take("Publish edition 2", says="Edition 2 is published.", **{"What readers are told": said})

    # then readers see what was wrong under the edition line, and the desk lists it; edition 1 stays as it was.
    page = read()[1]
    assert f"Corrected: {said}" in page
    assert "The city answered by machine." in page
    first = read(f"{PUBLIC}editions/1/")
    assert first[0] == 200
    assert "A form was published." in first[1]
    assert said in words(ada.client.get("/admin/").content.decode())


def withdrawn_and_reinstated(ada, paul, case_study):
    # When Paul withdraws the case study, readers see his reason and no text, partners a tombstone.
    open_case(paul.page, case_study)
    paul.more()
    why = "A court is hearing the matter."
    paul.take("Withdraw…", "Withdraw from the public", says="Readers see your reason", **{"Why it is withdrawn": why})
    status, page = read()
    assert status == 200
    assert why in page
    assert "4,120" not in page
    assert TITLE not in read("/cases/")[1]
    assert Client().get("/api/v1/case-studies/harbour/").status_code == 410
    assert f"Paul withdrew “{TITLE}”: {why}" in ada.told()

    # When he reinstates it, the text is back.
    paul.more()
    again = "The court has found nothing wrong with it."
    paul.take("Reinstate…", "Bring it back", says="Readers see the text again.", **{"Why it is reinstated": again})
    status, page = read()
    assert status == 200
    assert "It answered 4,120 times." in page
    assert TITLE in read("/cases/")[1]
    assert f"Paul reinstated “{TITLE}”: {again}" in ada.told()


def every_step_is_in_the_audit(case_study):
    who = {account.uuid: account.username for account in Account.objects.all()}
    entries = AuditEntry.objects.filter(verb__startswith="case_study.").order_by("pk")
    assert [(who[entry.actor], entry.verb.removeprefix("case_study.")) for entry in entries] == [
        ("ada", "created"),
        ("ada", "saved"),
        ("ada", "submitted"),
        ("edna", "review_claimed"),
        ("edna", "returned"),
        ("ada", "saved"),
        ("ada", "submitted"),
        ("edna", "review_claimed"),
        ("ada", "saved"),
        ("ada", "submitted"),
        ("edna", "review_claimed"),
        ("edna", "approved"),
        ("paul", "scheduled"),
        ("paul", "published"),
        ("ada", "saved"),
        ("ada", "submitted"),
        ("edna", "approved"),
        ("paul", "published"),
        ("paul", "withdrawn"),
        ("paul", "reinstated"),
    ]
