"""What the holder of a teacher pass finds, and what everybody else does not."""

import io
from datetime import timedelta

import pytest
from defusedxml import ElementTree
from django.utils import timezone
from pypdf import PdfReader

from casestudies.actions.project import move_slug
from casestudies.actions.teacher_pass import grant_teacher_pass, revoke_teacher_pass
from casestudies.actions.withdraw import withdraw
from casestudies.models import CaseStudy, PublicState, TeacherPass
from cms.logs import without_secrets
from tests.factories import NOW, make_account, make_case, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
BELOW = ("", "project/", "handout/", "handout.pdf", "questions.xml")
UNKNOWN = "a-token-that-nobody-was-given"


def body(answer):
    return answer.content.decode()


def grant(case_study=None):
    return grant_teacher_pass(case_study, by=make_account(), now=timezone.now(), label="Dr <Okoye>", days=30)


@world
def granted(taught):
    return grant(taught)


@world
def root(granted):
    return f"/teach/{granted[1]}/taught/"


def test_pass_leads_to_the_questions_with_their_notes(client, granted, root):
    answer = client.get(f"/teach/{granted[1]}/", follow=True)
    page = body(answer)

    assert answer.redirect_chain == [(root, 302)]
    assert page.count("PRIVATE NOTE: ask &lt;twice&gt;.") == 3
    assert "Given to Dr &lt;Okoye&gt;. Please pass this address to nobody" in page
    assert f'action="{root}"' in page
    assert f'href="{root}project/"' in page


def test_everything_behind_a_pass_is_kept_by_nobody_and_counted(client, granted, root):
    for below in BELOW:
        answer = client.get(root + below)
        assert answer.status_code == 200
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "no-referrer")
        assert "noindex" in answer["X-Robots-Tag"]
        assert "ETag" not in answer
    client.head(root)
    client.get(root, headers={"sec-purpose": "prefetch"})

    granted[0].refresh_from_db()
    assert granted[0].uses == len(BELOW)
    assert granted[0].last_used_at is not None


def test_notes_are_in_the_handout_the_pdf_and_the_quiz_and_not_on_the_screen(client, root):
    quiz = ElementTree.fromstring(client.get(f"{root}questions.xml").content)
    reader = PdfReader(io.BytesIO(client.get(f"{root}handout.pdf").content))
    pages = " ".join(page.extract_text() for page in reader.pages)

    assert body(client.get(f"{root}handout/")).count("PRIVATE NOTE") == 3
    assert pages.count("PRIVATE NOTE: ask <twice>.") == 3
    assert "Please do not pass on to students." in pages
    assert quiz.findall("question")[1].findtext("graderinfo/text") == "<p>PRIVATE NOTE: ask &lt;twice&gt;.</p>"
    assert "PRIVATE" not in body(client.get(f"{root}project/"))
    assert "PRIVATE" not in body(client.get(f"{root}handout/", {"part": "questions"}))


def test_what_a_pass_made_is_not_kept_for_others(client, root):
    client.get(f"{root}handout.pdf")
    public = PdfReader(io.BytesIO(client.get("/cases/taught/handout.pdf").content))

    assert "PRIVATE" not in " ".join(page.extract_text() for page in public.pages)


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_pass_that_has_ended_says_so(client, granted, root, end):
    if end == "revoked":
        revoke_teacher_pass(granted[0], by=make_account(), now=timezone.now())
    else:
        TeacherPass.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    for address in (f"/teach/{granted[1]}/", *(root + below for below in BELOW)):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store, private")
        assert "This teacher pass has ended" in body(answer)
        assert "Who was owed" not in body(answer)


def test_pass_that_there_is_not_leads_nowhere(client, granted):
    other = publish_case(make_case(slug="other"))
    addresses = [f"/teach/{UNKNOWN}/", f"/teach/{UNKNOWN}/taught/", f"/teach/{granted[1]}/{other.case_study.slug}/"]

    answers = [client.get(address) for address in [*addresses, f"/teach/{granted[1]}/nowhere/handout.pdf"]]

    assert {answer.status_code for answer in answers} == {404}
    assert all("This pass leads nowhere" in body(answer) for answer in answers)


@pytest.mark.parametrize(
    "below", ["?page=0", "taught/project/?n=0", "taught/handout/?part=nothing", "taught/handout.pdf?part=x"]
)
def test_page_that_a_pass_does_not_have_is_kept_by_nobody_either(client, granted, below):
    answer = client.get(f"/teach/{granted[1]}/{below}")

    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store, private")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "<h1>Page not found</h1>" in body(answer)


def test_pass_for_all_lists_what_it_opens(client, taught):
    publish_case(make_case(slug="other"))
    publish_case(make_case(slug="limited"))
    CaseStudy.objects.filter(slug="limited").update(is_limited=True)
    _granted, token = grant()

    page = body(client.get(f"/teach/{token}/"))

    assert f'href="/teach/{token}/taught/"' in page
    assert f'href="/teach/{token}/other/"' in page
    assert "limited" not in page
    assert client.get(f"/teach/{token}/limited/").status_code == 404
    assert client.get(f"/teach/{token}/", {"page": "2"}).status_code == 200


def test_withdrawn_case_is_closed_to_holders_of_a_pass_too(client, granted, root):
    withdraw(CaseStudy.objects.get(), by=make_account(), now=NOW, reason="Wrong.")

    for below in BELOW:
        answer = client.get(root + below)
        assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store, private")
        assert "PRIVATE" not in body(answer)
    assert "Nothing that this pass opens is published" in body(client.get(f"/teach/{granted[1]}/"))


def test_pass_follows_a_case_to_its_new_address(client, granted, root):
    state = PublicState.objects.get()
    move_slug(state, "taught-anew")
    state.save()

    answer = client.get(f"{root}project/", {"n": "2"})

    assert answer["Location"] == f"/teach/{granted[1]}/taught-anew/project/?n=2"
    assert "PRIVATE NOTE" in body(client.get(root, follow=True))


def test_token_is_cut_from_the_logs(granted, root):
    assert without_secrets(f"Gone: {root}handout.pdf") == "Gone: /teach/…/taught/handout.pdf"
    assert without_secrets("Not Found: /cases/taught/teach/project/") == "Not Found: /cases/taught/teach/project/"
