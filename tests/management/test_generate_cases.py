"""Synthetic cases for load tests: published by the same actions, the same every time, never beside real ones."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casestudies.enums import TermKind
from casestudies.models import CaseStudy, Edition, PublishedTerm
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def test_synthetic_cases_are_published_until_there_are_so_many(client):
    said = StringIO()
    call_command("generate_cases", 2, stderr=said)

    assert "2 of 2" in said.getvalue()
    assert Edition.objects.count() == 2
    assert set(PublishedTerm.objects.values_list("kind", flat=True)) == {
        TermKind.TOPIC,
        TermKind.PARTY,
        TermKind.JURISDICTION,
        TermKind.FRAMEWORK_TERM,
        TermKind.SOURCE,
    }
    assert "picture.parties.wide" in client.get("/cases/synthetic-1/").content.decode()
    call_command("generate_cases", 2, stderr=StringIO())
    assert Edition.objects.count() == 2


def test_synthetic_cases_are_not_put_beside_real_ones():
    make_case()
    with pytest.raises(CommandError, match="real case studies"):
        call_command("generate_cases", 1)
    assert CaseStudy.objects.count() == 1
