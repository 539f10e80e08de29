import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from casestudies.models import CaseStudy, Figure, MediaFile, Reference, Source, SourceAuthor
from tests.factories import make_account, make_source
from tests.worlds import world

pytestmark = pytest.mark.django_db
NAMES = ("search", "labels", "figures")


def address(name):
    return reverse(f"admin:casestudies_cite_{name}")


@world
def case_study():
    return CaseStudy.objects.create(slug="sora", title="Sora")


@pytest.fixture
def editor(client):
    account = make_account(is_superuser=False)
    account.user_permissions.add(Permission.objects.get(codename="change_casestudy"))
    client.force_login(account)
    return client


def make_sources(count):
    for number in range(count):
        source = Source.objects.create(
            key=f"wiggers{number:02}", title="Sora leaks", container_title="TechCrunch", year=2024, month=11, day=26
        )
        SourceAuthor.objects.create(source=source, family="Wiggers", given="Kyle")


def test_search_answers_with_what_a_person_needs_to_choose(editor, case_study):
    make_sources(1)
    Reference.objects.create(case_study=case_study, source=Source.objects.get())
    answer = editor.get(address("search"), {"q": "wiggers 2024", "case": case_study.pk})
    assert answer.json() == {
        "results": [
            {
                "key": "wiggers00",
                "label": "Wiggers 2024",
                "title": "Sora leaks",
                "detail": "Kyle Wiggers · TechCrunch · 26 November 2024",
                "reference": True,
            }
        ],
        "more": False,
    }
    assert "no-store" in answer["Cache-Control"]


def test_search_stops_at_twenty_and_says_that_there_are_more(editor):
    make_sources(21)
    answer = editor.get(address("search"), {"q": "wiggers"}).json()
    assert (len(answer["results"]), answer["more"]) == (20, True)


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_the_same_queries_for_one_source_and_for_three(
    editor, case_study, count, django_assert_num_queries
):
    make_sources(count)
    with django_assert_num_queries(8):  # time zone, session, account, two for permissions, the case, sources, authors
        answer = editor.get(address("search"), {"q": "sora", "case": case_study.pk})
    assert len(answer.json()["results"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_labels_come_in_one_batch(editor, count, django_assert_num_queries):
    make_sources(count)
    keys = [f"wiggers{number:02}" for number in range(count)]
    with django_assert_num_queries(7):
        answer = editor.get(address("labels"), {"keys": ",".join([*keys, "gone"])})
    assert {key: source["label"] for key, source in answer.json()["labels"].items()} == dict.fromkeys(
        keys, "Wiggers 2024"
    )


def test_figures_are_those_of_the_case_alone(editor, case_study):
    other = CaseStudy.objects.create(slug="other", title="Other")
    media = MediaFile.objects.create(
        sha256="a" * 64, file="aa/a.svg", extension="svg", media_type="image/svg+xml", width=1, height=1, size=1
    )
    Figure.objects.create(case_study=case_study, key="exposed", media=media, caption="What was exposed", alt="A form")
    Figure.objects.create(case_study=case_study, key="film", kind="video", video_url="https://example.org/v")
    Figure.objects.create(case_study=other, key="secret", kind="video", video_url="https://example.org/s")
    assert editor.get(address("figures"), {"case": case_study.pk}).json() == {
        "figures": [
            {
                "key": "exposed",
                "kind": "image",
                "caption": "What was exposed",
                "alt": "A form",
                "picture": reverse("admin:casestudies_mediafile_raw", args=["a" * 64]),
            },
            {"key": "film", "kind": "video", "caption": "", "alt": "", "picture": ""},
        ]
    }


@pytest.mark.rows
@pytest.mark.parametrize("case", ["", "0", "-1", "x", "9" * 30, "²"])
@pytest.mark.parametrize("name", NAMES)
def test_a_case_that_is_none_gives_an_empty_answer(editor, name, case):
    answer = editor.get(address(name), {"case": case})
    assert (answer.status_code, not any(answer.json().values())) == (200, True)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_session_the_answer_is_401_and_no_redirect(client, name):
    answer = client.get(address(name), {"q": "wiggers", "keys": "wiggers00"})
    assert (answer.status_code, answer.json()) == (401, {"error": "signed_out"})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_staff": True}, {"is_staff": False, "is_superuser": True}])
def test_who_may_not_change_case_studies_is_refused(client, name, fields):
    client.force_login(make_account(**({"is_superuser": False} | fields)))
    answer = client.get(address(name))
    assert (answer.status_code, answer.json()) == (403, {"error": "not_allowed"})


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_get_is_answered(editor, name):
    assert editor.post(address(name)).status_code == 405


def test_source_is_found_by_its_address_or_doi_however_it_is_written(editor):
    make_source("there2024", url="https://example.org/there", doi="10.1000/there")

    for words in ("http://www.example.org/there/?utm_source=x", "https://doi.org/10.1000/THERE", "10.1000/there"):
        results = editor.get(address("search"), {"q": words}).json()["results"]
        assert [source["key"] for source in results] == ["there2024"]
    assert editor.get(address("search"), {"q": "https://example.org/other"}).json()["results"] == []
