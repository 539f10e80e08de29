"""Every role, every action, every door: who gets through, with open drafts and limited ones, as the tables say."""

import inspect
import pkgutil
from contextlib import contextmanager
from functools import cache
from importlib import import_module

import pytest
from django.core import mail
from django.db import transaction

from casestudies import actions
from casestudies.errors import NotAllowed
from casestudies.models import AuditEntry, Source
from tests.role_table import ACTIONS, INSIDE, LIBRARY, LISTS, OTHERS, READ
from tests.role_world import SECRET, WHO, make_world
from tests.worlds import world

pytestmark = pytest.mark.django_db

WITH_DOOR = [action for action in ACTIONS if action.path]
DESK = "/admin/casestudies/casestudy"


@world
def everybody():
    found = make_world()
    OTHERS["job"] = found.people["A"].pk
    mail.outbox.clear()  # the letter to the checker who was asked
    for browser in found.browsers.values():
        browser.handler.load_middleware()  # once, not for each test's copy
    return found


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def row_of(outcome):
    """The table's row: the letter of each who may, a dot for each who may not; else what went wrong."""
    return "".join(outcome(letter) for letter in WHO)


@pytest.mark.rows
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
@pytest.mark.parametrize("kind", ["open", "limited"])
def test_action_is_open_to_those_in_the_table(everybody, action, kind):
    def outcome(letter):
        with undone():
            case_study = everybody.case(action.stage, kind == "limited")
            try:
                action.act(case_study, everybody.people[letter])
            except NotAllowed:
                return "."
            except action.but:
                return letter
            return letter

    assert row_of(outcome) == getattr(action, kind)


@pytest.mark.rows
@pytest.mark.parametrize("action", WITH_DOOR, ids=lambda action: action.name)
@pytest.mark.parametrize("kind", ["open", "limited"])
def test_desks_door_is_open_to_those_in_the_table(everybody, action, kind):
    def outcome(letter):
        with undone():
            case_study = everybody.case(action.stage, kind == "limited")
            answer = everybody.browsers[letter].post(f"{DESK}/{case_study.pk}/{action.path}", action.data(case_study))
        if answer.status_code == action.done and not asks_to_sign_in(answer):
            return letter
        # Whom it is limited to sees that it is there; to everybody else it is not.
        hidden = kind == "limited" and letter != "N"
        return refused(answer, (404,) if hidden else (403, 404))

    assert row_of(outcome) == getattr(action, kind)


@pytest.mark.rows
@pytest.mark.parametrize("name", LIBRARY)
def test_action_on_the_library_is_open_to_those_in_the_table(everybody, name):
    expected, act = LIBRARY[name]

    def outcome(letter):
        with undone():
            try:
                act(everybody.people[letter])
            except NotAllowed:
                return "."
            except Exception as error:
                return letter if type(error).__name__ == "WrongStage" else f"[{error!r}]"
            return letter

    assert row_of(outcome) == expected


@pytest.mark.rows
@pytest.mark.parametrize(("address", "open_to", "limited_to"), READ, ids=[row[0] for row in READ])
def test_page_opens_for_those_in_the_table(everybody, address, open_to, limited_to):
    def row(is_limited):
        path = address.format(**numbers(everybody, is_limited))

        def outcome(letter):
            answer = everybody.browsers[letter].get(path)
            if answer.status_code in (200, 302) and not asks_to_sign_in(answer):
                return letter
            # Who could open it were it not limited is told that there is nothing; the others are refused either way.
            return refused(answer, (404,) if is_limited and letter in open_to else (403, 404))

        return row_of(outcome)

    assert row(False) == open_to
    assert row(True) == limited_to


@pytest.mark.rows
@pytest.mark.parametrize(("address", "open_to", "limited_to"), LISTS, ids=[row[0] for row in LISTS])
def test_list_shows_a_draft_to_those_in_the_table(everybody, address, open_to, limited_to):
    @cache
    def body(letter, path):
        return everybody.browsers[letter].get(path).content.decode()

    def row(word):
        path = address.format(**numbers(everybody, word == SECRET), word=word)
        titles = [f"{word} {name}" for name in ("draft", "review", "approved", "again")]
        return row_of(lambda letter: letter if any(title in body(letter, path) for title in titles) else ".")

    assert row("Open") == open_to
    assert row(SECRET) == limited_to


def test_tables_name_every_action():
    """A new action that takes `by` needs its row, or a reason why it decides nothing."""
    there = set()
    for module in pkgutil.iter_modules(actions.__path__):
        members = vars(import_module(f"casestudies.actions.{module.name}"))
        for name, member in members.items():
            own = inspect.isfunction(member) and member.__module__ == f"casestudies.actions.{module.name}"
            if own and not name.startswith("_") and "by" in inspect.signature(member).parameters:
                there.add(f"{module.name}.{name}")
    named = {action.name for action in ACTIONS} | {name.split(",")[0].split()[0] for name in LIBRARY} | set(INSIDE)

    assert (there - named, named - there) == (set(), set())


def test_rows_have_a_place_for_everybody():
    rows = [*(action.open for action in ACTIONS), *(action.limited for action in ACTIONS)]
    rows += [expected for expected, _act in LIBRARY.values()]
    rows += [row for _address, *both in [*READ, *LISTS] for row in both]

    def fits(row):
        return len(row) == len(WHO) and all(mark in (".", letter) for letter, mark in zip(WHO, row, strict=True))

    assert [row for row in rows if not fits(row)] == []


def refused(answer, known):
    return "." if asks_to_sign_in(answer) or answer.status_code in known else f"[{answer.status_code}]"


def asks_to_sign_in(answer):
    return answer.status_code == 302 and "/admin/login/" in answer["Location"]


def numbers(everybody, is_limited):
    case_study = everybody.case("draft", is_limited)
    return {
        "pk": case_study.pk,
        "slug": case_study.slug,
        "revision": case_study.revisions.first().pk,
        "entry": AuditEntry.objects.filter(subject_id=str(case_study.uuid)).first().pk,
        "source": Source.objects.get(key="wiggers2024").pk,
        "live": everybody.case("live", is_limited).pk,
    }
