"""What the field types take, and what they refuse."""

import pytest
from django.core.exceptions import ValidationError

from casestudies.models.fields import split_jurisdictions, validate_jurisdictions, validate_orcid


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0002-1694-233X"])
def test_orcid_with_a_fitting_check_digit_is_taken(orcid):
    validate_orcid(orcid)


@pytest.mark.parametrize(
    "orcid", ["0000-0002-1825-0096", "0000-0002-1694-2330", "0000000218250097", "٠٠٠٠-0002-1825-0097"]
)
def test_orcid_that_is_mistyped_is_refused(orcid):
    with pytest.raises(ValidationError):
        validate_orcid(orcid)


def test_jurisdictions_are_split_once_each_and_in_order():
    assert split_jurisdictions(" US, US-CA; EU  US ") == ["US", "US-CA", "EU"]


@pytest.mark.parametrize("text", ["USA", "us", "EU, Europe"])
def test_jurisdiction_that_is_no_code_is_refused(text):
    with pytest.raises(ValidationError, match="is not a jurisdiction"):
        validate_jurisdictions(text)
