"""The packages as a learning platform fetches them."""

import io
from zipfile import ZipFile

import pytest
from defusedxml import ElementTree

from casestudies.actions.withdraw import withdraw
from casestudies.models import CaseStudy
from tests.factories import NOW, make_account, make_case, publish_case

pytestmark = pytest.mark.django_db
CARTRIDGE, QUESTIONS = "/cases/taught/case.imscc", "/cases/taught/questions.xml"


def test_cartridge_is_a_file_to_keep_that_holds_the_case(client, taught):
    answer = client.get(CARTRIDGE)
    package = ZipFile(io.BytesIO(answer.content))
    (page,) = [name for name in package.namelist() if name.endswith(".html")]

    assert answer["Content-Type"] == "application/vnd.ims.imsccv1p1"
    assert answer["Content-Disposition"] == 'attachment; filename="taught-edition-1.imscc"'
    assert "Statement 1 of the record." in package.read(page).decode()
    assert len([name for name in package.namelist() if name.startswith("questions/")]) == 3
    assert not any(b"PRIVATE" in package.read(name) for name in package.namelist())


def test_questions_are_essays_without_notes(client, taught):
    answer = client.get(QUESTIONS)
    quiz = ElementTree.fromstring(answer.content)

    assert [each.get("type") for each in quiz.findall("question")] == ["category", "essay", "essay", "essay"]
    assert {each.findtext("graderinfo/text") for each in quiz.findall("question")[1:]} == {""}


def test_packages_that_somebody_has_are_not_sent_again(client, taught, django_assert_num_queries):
    for address in (CARTRIDGE, QUESTIONS):
        first = client.get(address)
        assert client.get(address).content == first.content
        with django_assert_num_queries(2):
            assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_withdrawn_case_has_no_packages(client, taught):
    client.get(CARTRIDGE)
    withdraw(CaseStudy.objects.get(), by=make_account(), now=NOW, reason="Wrong.")

    assert [client.get(address).status_code for address in (CARTRIDGE, QUESTIONS)] == [410, 410]


def test_edition_without_questions_has_a_cartridge_and_no_quiz(client, db):
    publish_case(make_case(slug="taught", questions=[]))

    assert [client.get(address).status_code for address in (CARTRIDGE, QUESTIONS)] == [200, 404]
