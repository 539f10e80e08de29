"""What goes wrong is answered by the door whose address it was."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/nothing-here/", "text/html"),
        ("/cases/nothing-here/", "text/html"),
        ("/apiary/", "text/html"),
        ("/api/v1/nothing-here/", "application/problem+json"),
        ("/api/v9/", "application/problem+json"),
    ],
)
def test_unknown_address_is_answered_by_its_door(client, address, media_type):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"].split(";")[0]) == (404, media_type)
