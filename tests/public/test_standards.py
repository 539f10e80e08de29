"""The standards page says what the software does, read from the software."""

import pytest
from django.utils.html import escape

from casestudies.models import PublicationSettings
from casestudies.readiness import report

pytestmark = pytest.mark.django_db


def body(answer):
    return answer.content.decode()


def test_page_names_every_check_that_blocks_and_every_one_that_is_shown(client):
    page = body(client.get("/standards/"))

    for label, _checker in (*report.BLOCKING, *report.WARNING):
        assert f"<li>{escape(label)}</li>" in page, label


@pytest.mark.parametrize(("four_eyes", "sentence"), [(True, "Nobody approves a text that they wrote"), (False, "off")])
def test_page_says_whether_four_eyes_are_asked_for(client, four_eyes, sentence):
    first = client.get("/standards/")
    PublicationSettings.objects.update_or_create(pk=1, defaults={"four_eyes": four_eyes})

    again = client.get("/standards/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, sentence in body(again)) == (200, True)
    assert ("switched off on this site" in body(again)) is not four_eyes


def test_page_says_how_long_a_report_is_kept(client):
    page = body(client.get("/standards/"))

    assert "A report is deleted after 24 months, with your address." in page
    assert "as a digest for 24 hours" in page
