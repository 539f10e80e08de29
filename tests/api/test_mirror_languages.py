"""A text in several languages: whoever follows the documentation has each as it stands, whichever of them changed."""

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.move_case import move_case
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import Coverage
from tests.api.asking import client_for, key_for
from tests.api.test_mirror import copies, public, run, script  # noqa: F401 (the fixture)
from tests.factories import NOW, correct_case, make_account, make_case, make_partner, publish_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_copies_in_every_language_are_what_is_public(script, tmp_path):  # noqa: F811 (the fixture)
    by, partner, seconds = make_account(), make_partner(), count(1)
    key, reader = key_for(partner), client_for(partner)
    mine, anybodys = tmp_path / "mine", tmp_path / "anybodys"

    def now():
        return NOW + timedelta(seconds=next(seconds))

    def cover(*case_studies):
        kind = Coverage.CHOSEN if case_studies else Coverage.EVERYTHING
        set_coverage(partner, kind, case_studies=case_studies, by=by, now=now())

    def move():
        original.refresh_from_db()
        original.slug = "moved"
        original.save(update_fields=["slug"])
        move_case(original, by=by, now=now())

    first = publish_case(make_case(slug="leak", by=by), by=by, now=now())
    original = first.case_study
    french, german = (begin_translation(original, language=tag, by=by, now=NOW) for tag in ("fr", "de"))
    acts = (
        lambda: publish_case(french, by=by, now=now()),
        lambda: publish_case(german, by=by, now=now()),
        lambda: correct_case(first, by=by, now=now()),
        lambda: withdraw(original, by=by, now=now(), reason="Wrong."),
        lambda: reinstate(original, by=by, now=now(), reason="Right."),
        move,
        lambda: withdraw(german, by=by, now=now(), reason="Wrong."),
        lambda: reinstate(german, by=by, now=now(), reason="Right."),
        lambda: cover(original, french),
        lambda: cover(french, german),
        lambda: correct_case(original.editions.get(number=2), by=by, now=now(), text="Again."),
        lambda: cover(original, german),
        cover,
    )
    run(script, mine, key)
    run(script, anybodys)
    for place, act in enumerate(acts):
        before = copies(mine)
        act()
        run(script, mine, key)
        run(script, anybodys)
        assert copies(mine) == public(reader), place
        assert copies(anybodys) == public(Client()), place
        changed = [uuid for uuid, text in copies(mine).items() if before.get(uuid) != text]
        assert changed or place == 10, "what is outside the coverage changes nothing in it"
    assert len(copies(mine)) == 3
