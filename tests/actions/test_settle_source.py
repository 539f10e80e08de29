"""What follows when a source was saved."""

import pytest

from casestudies.actions.settle_source import settle_source
from casestudies.models import Rendering, Source
from tests.factories import NOW, make_account, publish_case

pytestmark = pytest.mark.django_db
COPY = "https://web.archive.org/web/2024/https://example.org/"


def test_readers_are_led_to_another_copy_once_the_source_is_saved(django_capture_on_commit_callbacks):
    by = make_account()
    edition = publish_case(by=by)
    Source.objects.filter(key="wiggers2024").update(link_state="dead", archived_url=COPY)

    with django_capture_on_commit_callbacks() as later:
        settle_source(Source.objects.get(key="wiggers2024"), {"archived_url": ""}, by=by, now=NOW)
    assert COPY not in Rendering.objects.get(edition=edition).html

    [show] = later
    show()
    assert COPY in Rendering.objects.get(edition=edition).html
