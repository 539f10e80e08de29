"""What somebody without an account sees by a private link, and what they never see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casestudies.actions.preview_link import make_preview_link, revoke_preview_link
from casestudies.models import Note, PreviewLink, Revision
from tests.admin.forms import text_of
from tests.factories import make_account, make_case, make_picture, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def editor():
    return make_account(first_name="ZZEDITORZZ")


@world
def draft(editor):
    return make_case(by=editor, title="The leak in draft", note="ZZTEACHERZZ")


def make(draft, by, **changes):
    values = {"label": "Legal", "days": 7, "now": timezone.now()} | changes
    link, token = make_preview_link(draft, by=by, **values)
    return link, f"/preview/{token}/"


def test_link_shows_the_draft_without_signing_in_and_is_counted(client, draft, editor):
    Note.objects.create(case_study=draft, body="ZZNOTEZZ", by=editor, at=timezone.now())
    link, address = make(draft, editor)

    answer = client.get(address)

    assert answer.status_code == 200
    text = text_of(answer)
    assert "This is a draft, not published." in text
    assert "The leak in draft" in text
    assert "Legal" in text
    for secret in ("ZZTEACHERZZ", "ZZNOTEZZ", "ZZEDITORZZ", editor.username):
        assert secret not in answer.content.decode()
    link.refresh_from_db()
    assert link.views == 1
    assert link.last_viewed_at is not None


def test_link_follows_the_draft_and_a_revisions_link_does_not(client, draft, editor):
    _link, follows = make(draft, editor)
    _link, stays = make(draft, editor, revision=Revision.objects.get(case_study=draft))
    revise_case(draft, text="Words of the second revision.")
    assert "Words of the second revision." in text_of(client.get(follows))
    assert "Words of the second revision." not in text_of(client.get(stays))


def test_nobody_keeps_what_a_link_shows(client, draft, editor):
    answer = client.get(make(draft, editor)[1])
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"].startswith("noindex, nofollow")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "ETag" not in answer
    assert not answer.cookies
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_asking_without_reading_is_not_counted(client, draft, editor):
    link, address = make(draft, editor)
    client.head(address)
    client.get(address, headers={"Sec-Purpose": "prefetch;prerender"})
    link.refresh_from_db()
    assert link.views == 0


@pytest.mark.parametrize("end", ["expired", "revoked", "maker switched off"])
def test_a_link_that_ended_says_so_and_shows_nothing(client, draft, editor, end):
    link, address = make(draft, editor)
    if end == "expired":
        PreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "revoked":
        revoke_preview_link(link, by=editor, now=timezone.now())
    else:
        editor.is_active = False
        editor.save()
    answer = client.get(address)
    assert answer.status_code == 410
    assert "This link has ended" in text_of(answer)
    assert "The leak in draft" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", ["/preview/x/", "/preview/" + "a" * 32 + "/", "/preview/%00/", "/preview/"])
def test_a_guessed_link_is_not_found(client, draft, editor, address):
    make(draft, editor)
    assert client.get(address).status_code in (400, 404)


def test_a_link_is_only_read(client, draft, editor):
    assert client.post(make(draft, editor)[1]).status_code == 405


def test_pictures_of_the_draft_come_by_the_link_and_no_others(client, draft, editor):
    media = make_picture()
    other = make_picture(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"></svg>')
    draft.figures.create(key="form", kind="image", media=media, alt="A form.", position=1)
    link, address = make(draft, editor)
    assert f'src="{address}{media.name}"' in client.get(address).content.decode()
    picture = client.get(address + media.name)
    assert picture.getvalue().startswith(b"<svg")
    assert picture["Cache-Control"] == "no-store, private"
    assert client.get(address + other.name).status_code == 404
    revoke_preview_link(link, by=editor, now=timezone.now())
    assert client.get(address + media.name).status_code == 410
