"""What the source library refuses."""

import pytest
from django.core.exceptions import ValidationError

from casestudies.models import Source


@pytest.mark.django_db
@pytest.mark.parametrize(
    "extra",
    [{"note": "a\0b"}, {"a\0": "b"}, {"note": "\ud800"}, {"note": float("inf")}, {"note": [{"deep": 2**53}]}],
    ids=ascii,
)
def test_extra_that_a_database_or_a_digest_cannot_hold_is_refused(extra):
    with pytest.raises(ValidationError) as caught:
        Source(key="wiggers2024", title="A title", extra=extra).full_clean()

    assert list(caught.value.message_dict) == ["extra"]


@pytest.mark.django_db
def test_extra_of_plain_json_is_taken():
    Source(key="wiggers2024", title="A title", extra={"note": ["x", 1, 1.5, None, True, {"a": "é"}]}).full_clean()
