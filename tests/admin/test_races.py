"""A race between two people is told from a defect."""

import pytest
from django.db import IntegrityError, transaction

from casestudies.admin.races import race_of
from casestudies.models import CaseStudy, Reference, Revision, Source
from tests.factories import NOW, make_case

pytestmark = pytest.mark.django_db


def error_of(call):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        call()
    return caught.value


def test_address_taken_at_the_same_moment_is_a_race_named_at_its_field():
    make_case(slug="taken")

    problem = race_of(error_of(lambda: CaseStudy.objects.create(slug="taken", title="Another")))

    assert problem.place == "slug"
    assert "took this address" in problem.message


@pytest.mark.django_db(transaction=True)  # The databases check this at the commit.
def test_record_deleted_at_the_same_moment_is_a_race():
    case_study = make_case()
    gone = Source(pk=10**6)

    problem = race_of(error_of(lambda: Reference.objects.create(case_study=case_study, source=gone, position=9)))

    assert "deleted a record" in problem.message


def test_anything_else_is_a_defect():
    case_study = make_case()

    def again():
        Revision.objects.create(case_study=case_study, number=1, content="", teaching="", saved_at=NOW)

    assert race_of(error_of(again)) is None
