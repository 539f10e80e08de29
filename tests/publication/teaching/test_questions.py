"""Questions as a class sees them."""

from casestudies.publication.teaching.questions import UNTIMED, questions_of

ONE, TWO = "11111111-2222-4333-8444-555555555555", "11111111-9999-4333-8444-555555555555"


def snapshot(*uuids):
    return {
        "sections": [{"anchor": "pay", "heading": "Pay", "kind": "analysis"}],
        "questions": [{"uuid": uuid, "prompt": "Who?", "section": "pay", "minutes": 5} for uuid in uuids],
    }


def test_question_knows_its_section_and_its_note():
    (question,) = questions_of(snapshot(ONE), {ONE: "Ask twice."})

    assert (question.heading, question.kind, question.minutes, question.note) == ("Pay", "analysis", 5, "Ask twice.")
    assert question.key == "11111111"


def test_question_has_no_note_unless_it_is_given_one():
    assert questions_of(snapshot(ONE))[0].note == ""


def test_questions_whose_identities_begin_alike_are_told_apart():
    assert len({question.key for question in questions_of(snapshot(ONE, TWO))}) == 2


def test_question_about_no_section_and_without_minutes_is_about_the_whole_case():
    content = snapshot(ONE)
    content["questions"][0] |= {"section": "gone", "minutes": None}

    (question,) = questions_of(content)

    assert (question.anchor, question.heading, question.kind) == ("", "", "")
    assert question.planned == UNTIMED
