"""The preview beside the form, and the desk's page of private links."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casestudies.models import PreviewLink, Revision, WorkingCopy
from tests.admin.forms import open_form, text_of
from tests.factories import make_account, make_case, make_picture, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def editor():
    return make_account()


@world
def desk(editor):
    browser = Client()
    browser.force_login(editor)
    return browser


@world
def draft(editor):
    return make_case(by=editor, title="The leak in draft", note="Only for teachers.")


def address(draft, name="preview"):
    return reverse(f"admin:casestudies_casestudy_{name}", args=[draft.pk])


def test_preview_shows_the_draft_marked_as_one(desk, draft):
    answer = desk.get(address(draft))

    assert answer.status_code == 200
    text = text_of(answer)
    assert "This is a draft, not published." in text
    assert "The leak in draft" in text
    assert "Revision 1" in text
    assert "0 of 4 statements checked" in text
    assert "Only for teachers." not in answer.content.decode()


def test_preview_is_kept_by_nobody_and_framed_by_the_desk_alone(desk, draft):
    answer = desk.get(address(draft))
    assert answer["Cache-Control"].startswith("no-store, private")
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


def test_preview_of_what_is_typed_is_not_saved(desk, draft):
    fields = open_form(desk, draft) | {"title": "Typed <b>& not saved", "_theme": "dark"}
    answer = desk.post(address(draft), fields)
    assert answer.status_code == 200
    assert "Typed &lt;b&gt;&amp; not saved" in answer.content.decode()
    assert 'data-theme="dark"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title == "The leak in draft"


def test_preview_shows_ones_own_working_copy(desk, draft, editor):
    fields = {name: [value] for name, value in open_form(desk, draft).items()} | {"title": ["Kept, not saved"]}
    WorkingCopy.objects.create(case_study=draft, account=editor, base_version=1, fields=fields, kept_at=timezone.now())
    assert "Kept, not saved" in text_of(desk.get(address(draft)))
    desk.force_login(make_account())
    assert "Kept, not saved" not in text_of(desk.get(address(draft)))


def test_preview_of_a_revision_shows_what_it_said(desk, draft):
    revise_case(draft, text="Words of the second revision.")
    assert "Words of the second revision." in text_of(desk.get(address(draft)))
    assert "Words of the second revision." not in text_of(desk.get(address(draft), {"revision": "1"}))


@pytest.mark.parametrize("number", ["7", "0", "x", "9" * 40, "-1"])
def test_preview_of_no_revision_is_not_found(desk, draft, number):
    assert desk.get(address(draft), {"revision": number}).status_code == 404


def test_pictures_of_the_draft_answer_at_the_desk_alone(desk, draft):
    media = make_picture()
    draft.figures.create(key="form", kind="image", media=media, alt="A form.", position=1)
    shown = desk.get(address(draft)).content.decode()
    source = f"/admin/casestudies/casestudy/preview-picture/{media.name}"
    assert f'src="{source}"' in shown
    assert desk.get(source).getvalue().startswith(b"<svg")
    desk.logout()
    assert desk.get(source).status_code == 302


def test_a_limited_draft_does_not_exist_for_others(desk, draft, editor):
    draft.is_limited = True
    draft.save()
    draft.limited_to.add(editor)
    other = make_account(is_superuser=False)
    other.user_permissions.set(permissions("view_casestudy", "change_casestudy", "share_casestudy"))
    desk.force_login(other)
    for name in ("preview", "preview_links"):
        assert desk.get(address(draft, name)).status_code == 404
        assert desk.post(address(draft, name), {"label": "Me", "days": "7"}).status_code == 404
    assert not PreviewLink.objects.exists()


def permissions(*codenames):
    return Permission.objects.filter(codename__in=codenames)


def test_links_are_made_once_shown_once_and_revoked(desk, draft):
    answer = desk.post(address(draft, "preview_links"), {"label": "Legal", "days": "30", "revision": ""})
    link = PreviewLink.objects.get()
    page = answer.content.decode()
    assert "http://testserver/preview/" in page
    token = page.split("http://testserver/preview/")[1].split("/")[0]
    assert desk.get(f"/preview/{token}/").status_code == 200
    assert token not in desk.get(address(draft, "preview_links")).content.decode()
    assert "Legal" in text_of(desk.get(address(draft, "preview_links")))

    revoke = reverse("admin:casestudies_preview_link_revoke", args=[draft.pk, link.uuid])
    assert desk.get(revoke).status_code == 302
    assert desk.get(f"/preview/{token}/").status_code == 200
    desk.post(revoke)
    assert desk.get(f"/preview/{token}/").status_code == 410
    assert "Revoked" in text_of(desk.get(address(draft, "preview_links")))


def test_a_link_needs_to_be_for_somebody(desk, draft):
    answer = desk.post(address(draft, "preview_links"), {"label": "", "days": "5000", "revision": "99"})
    assert answer.status_code == 200
    assert "Say for whom this link is." in text_of(answer)
    assert not PreviewLink.objects.exists()


def test_links_page_asks_the_same_with_one_link_and_with_many(desk, draft, editor, django_assert_num_queries):
    revision = Revision.objects.get(case_study=draft)

    def make(number):
        PreviewLink.objects.create(
            case_study=draft,
            revision=revision,
            label=f"Reader {number}",
            token_digest=f"{number:064}",
            made_by=make_account(),
            made_at=timezone.now(),
            expires_at=timezone.now(),
        )

    make(1)
    desk.get(address(draft, "preview_links"))
    with CaptureQueriesContext(connection) as one:
        desk.get(address(draft, "preview_links"))
    for number in range(2, 12):
        make(number)
    with django_assert_num_queries(len(one)):
        desk.get(address(draft, "preview_links"))
