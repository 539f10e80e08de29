"""Discussion questions as Moodle's question XML: essays, in a category that bears the case's name.

Format: https://docs.moodle.org/en/Moodle_XML_format. Each question keeps its identity (`idnumber`), so that one taken
over again is recognised.
"""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _
from lxml import etree

from casestudies.exchange.lms.xml import add, clean, html_paragraphs, short, written
from casestudies.publication.teaching.questions import Question


def moodle_questions(questions: Sequence[Question], *, title: str, url: str) -> bytes:
    """The questions as bytes of XML; a teacher's note, where there is one, as information for graders."""
    quiz = etree.Element("quiz")
    category = add(quiz, "question", type="category")
    name = short(title, 200).replace("/", "//")  # a single slash divides categories
    add(add(category, "category"), "text", f"$course$/top/{name}")
    for question in questions:
        _essay(quiz, question, title, url)
    return written(quiz)


def _essay(quiz: etree._Element, question: Question, title: str, url: str) -> None:
    essay = add(quiz, "question", type="essay")
    add(add(essay, "name"), "text", f"{question.number}. {short(question.prompt)}")
    _html(essay, "questiontext", html_paragraphs(question.prompt) + _about(question, title, url))
    _html(essay, "generalfeedback", "")
    add(essay, "defaultgrade", "1")
    add(essay, "penalty", "0")
    add(essay, "hidden", "0")
    add(essay, "idnumber", question.uuid)
    add(essay, "responseformat", "editor")
    add(essay, "responserequired", "1")
    add(essay, "responsefieldlines", "15")
    add(essay, "attachments", "0")
    add(essay, "attachmentsrequired", "0")
    _html(essay, "graderinfo", html_paragraphs(question.note))
    _html(essay, "responsetemplate", "")


def _about(question: Question, title: str, url: str) -> str:
    words = html_paragraphs(
        _("On “%(section)s” in “%(title)s”.") % {"section": question.heading, "title": title}
        if question.heading
        else _("On “%(title)s”.") % {"title": title}
    )
    address = f"{url}#{question.anchor}" if question.anchor else url
    return words + format_html('<p><a href="{0}">{0}</a></p>', address)


def _html(parent: etree._Element, tag: str, html: str) -> None:
    text = add(add(parent, tag, format="html"), "text")
    if html:
        text.text = etree.CDATA(clean(html).replace("]]>", "]]&gt;"))
