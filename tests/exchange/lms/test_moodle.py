"""Moodle's question XML, read back."""

import pytest
from defusedxml import ElementTree

from casestudies.exchange.lms.moodle import moodle_questions
from casestudies.publication.teaching.questions import Question

HOSTILE = "Who <b>owes</b> ]]> what & why?\x0b\x00\uffff"


def question(number, *, note="", prompt=HOSTILE, anchor="pay"):
    return Question(f"0000000{number}", f"uuid-{number}", number, prompt, anchor, "Pay", "analysis", 10, note)


@pytest.fixture
def quiz():
    data = moodle_questions(
        [question(1, note="Ask <twice>."), question(2, prompt="Why? " * 60, anchor="")],
        title="Leak / and <more>",
        url="https://example.org/cases/leak/",
    )
    return ElementTree.fromstring(data)


def test_questions_stand_in_a_category_of_their_case(quiz):
    kinds = [each.get("type") for each in quiz.findall("question")]

    assert kinds == ["category", "essay", "essay"]
    assert quiz.findtext("question/category/text") == "$course$/top/Leak // and <more>"


def test_essay_holds_its_question_as_escaped_html_and_leads_to_the_section(quiz):
    essay = quiz.findall("question")[1]
    html = essay.findtext("questiontext/text")

    assert "<p>Who &lt;b&gt;owes&lt;/b&gt; ]]&gt; what &amp; why?</p>" in html
    assert '<a href="https://example.org/cases/leak/#pay">' in html
    assert essay.find("questiontext").get("format") == essay.find("graderinfo").get("format") == "html"
    assert [essay.findtext(name) for name in ("idnumber", "defaultgrade", "responseformat")] == [
        "uuid-1",
        "1",
        "editor",
    ]


def test_note_is_for_graders_and_only_where_there_is_one(quiz):
    _category, first, second = quiz.findall("question")

    assert first.findtext("graderinfo/text") == "<p>Ask &lt;twice&gt;.</p>"
    assert second.findtext("graderinfo/text") == ""
    assert "twice" not in first.findtext("questiontext/text")


def test_name_of_a_long_question_is_cut_at_a_word(quiz):
    name = quiz.findall("question")[2].findtext("name/text")

    assert name.startswith("2. Why? Why?")
    assert name.endswith("Why?…")
    assert len(name) < 100
