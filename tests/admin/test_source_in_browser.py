"""A source is changed in a browser, with its own buttons around the form, and by two people at once."""

import pytest
from playwright.sync_api import expect

from casestudies.models import Source
from tests.browser.desk import sign_in
from tests.factories import make_account, make_source

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]


def test_a_save_that_came_too_late_is_chosen_field_by_field(page, live_server):
    sign_in(page.context, live_server, make_account())
    source = make_source()
    page.goto(f"/admin/casestudies/source/{source.pk}/change/")
    page.fill("#id_title", "As I call it")
    Source.objects.update(title="As they call it", publisher="Theirs", save_count=2)

    page.get_by_role("button", name="Save", exact=True).click()
    title = page.get_by_role("group", name="Title Both of you changed this.")
    expect(title.get_by_label("Mine")).to_be_checked()
    title.get_by_label("Theirs").check()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("As they call it", "Theirs")
