"""A partner that knows only the documentation keeps its copies as what is public, through whatever the desk does.

The script is taken from the site's own documentation and run as it stands there, in a process of its own, against a
server; now and then it is killed on its way. In the end every copy is byte for byte what its address answers.
"""

import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client

from casestudies.actions.move_case import move_case
from casestudies.actions.redact import ask_to_redact, redact
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.api.change_cursors import SALT
from casestudies.enums import Coverage, EditionKind, PublicStatus
from casestudies.models import CaseStudy, Edition, PublicState, Topic
from tests.api.asking import key_for
from tests.factories import NOW, make_account, make_library, make_partner, publish_approved, publish_case, revise_case
from tests.proofs import PROVES

pytestmark = pytest.mark.django_db(transaction=True)
ACTIONS = 1_000 if PROVES else 40
TOPICS = ("creative-labour", "prisons", "schools")


class Desk:
    """Does at random what a desk does, in a fixed order for a seed."""

    def __init__(self, seed, partner):
        self.chance, self.partner = random.Random(seed), partner
        self.by, self.other, self.numbers = make_account(), make_account(), count(1)
        make_library()
        for slug in TOPICS[1:]:
            Topic.objects.create(slug=slug, name=slug)

    def act(self):
        live = PublicState.objects.filter(status=PublicStatus.LIVE)
        gone = PublicState.objects.filter(status=PublicStatus.WITHDRAWN)
        acts = [(self.publish, 3 if live.count() < 12 else 1), (self.cover, 1)]
        if live.exists():
            acts += [(self.revise, 8), (self.withdraw, 2), (self.move, 1), (self.redact, 1)]
        if gone.exists():
            acts.append((self.reinstate, 2))
        self.chance.choices([act for act, _ in acts], [weight for _, weight in acts])[0]()

    @property
    def now(self):
        return NOW + timedelta(seconds=next(self.numbers))

    def one_of(self, status):
        states = PublicState.objects.filter(status=status).order_by("pk")
        return CaseStudy.objects.get(public_state=self.chance.choice(list(states)))

    def publish(self):
        topics = [{"slug": self.chance.choice(TOPICS)}]
        publish_case(slug=f"case-{next(self.numbers)}", by=self.by, now=self.now, topics=topics)

    def revise(self):
        case_study = self.one_of(PublicStatus.LIVE)
        case_study.topics.set(Topic.objects.filter(slug__in=self.chance.sample(TOPICS, self.chance.randint(1, 2))))
        revise_case(case_study, by=self.by, text=f"Words {next(self.numbers)}.")
        kind = self.chance.choice([EditionKind.UPDATE, EditionKind.CORRECTION])
        publish_approved(case_study, by=self.by, now=self.now, kind=kind, change_note="Another.")

    def withdraw(self):
        withdraw(self.one_of(PublicStatus.LIVE), by=self.by, now=self.now, reason="Wrong.")

    def reinstate(self):
        reinstate(self.one_of(PublicStatus.WITHDRAWN), by=self.by, now=self.now, reason="Right.")

    def redact(self):
        """The text of an edition, the newest or an earlier one, which two people remove."""
        there = Edition.objects.filter(case_study=self.one_of(PublicStatus.LIVE), redaction=None).order_by("pk")
        if there:
            request = ask_to_redact(self.chance.choice(list(there)), by=self.other, now=self.now, reason="A court.")
            redact(request, by=self.by, now=self.now)

    def move(self):
        case_study = self.one_of(PublicStatus.LIVE)
        case_study.slug = f"moved-{next(self.numbers)}"
        case_study.save(update_fields=["slug"])
        move_case(case_study, by=self.by, now=self.now)

    def cover(self):
        kind = self.chance.choice(list(Coverage))
        states = list(PublicState.objects.order_by("pk").values_list("case_study", flat=True))
        if kind == Coverage.CHOSEN and not states:
            return
        topics = Topic.objects.filter(slug__in=self.chance.sample(TOPICS, 2))
        chosen = CaseStudy.objects.filter(pk__in=self.chance.sample(states, (len(states) + 1) // 2))
        set_coverage(self.partner, kind, topics=topics, case_studies=chosen, by=self.by, now=self.now)


@pytest.fixture
def script(live_server, settings, tmp_path):
    """The script as the site's documentation gives it."""
    settings.SITE_URL = live_server.url
    settings.API_KEY_BURST = settings.API_KEY_DAILY = settings.API_ANONYMOUS_BURST = 1_000_000
    text = Client().get("/api/v1/docs/scripts/mirror.py").content.decode()
    assert live_server.url in text
    path = tmp_path / "mirror.py"
    path.write_text(text)
    return path


def run(script, folder, key="", killed_after=None):
    """One run of the mirror; `killed_after` seconds it is killed, wherever it is. Whether it was."""
    command = [sys.executable, str(script), str(folder)]
    process = subprocess.Popen(
        command, env={"PATH": os.environ["PATH"], "CASEBOOK_KEY": key}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        said, _ = process.communicate(timeout=killed_after or 120)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert killed_after is not None
        return True
    assert process.returncode == 0, said.decode()
    return False


def copies(folder):
    return {path.stem: path.read_bytes() for path in Path(folder).glob("*.json")}


def public(client):
    """What a reader is given of every case study, by UUID: what its address answers, where that is 200."""
    found = {}
    for uuid, slug in PublicState.objects.values_list("uuid", "slug"):
        answer = client.get(f"/api/v1/case-studies/{slug}/")
        if answer.status_code == 200:
            found[str(uuid)] = answer.content
    return found


@pytest.mark.proves("A partner's copies, made on the documentation alone, are byte for byte what is public")
def test_copies_are_what_is_public_after_whatever_the_desk_does(script, tmp_path, record_property):
    partner = make_partner()
    key = key_for(partner)
    desk, chance = Desk(20261123, partner), random.Random(7)
    mine, anybodys = tmp_path / "mine", tmp_path / "anybodys"
    reader, kills, compared = Client(headers={"authorization": f"Bearer {key}"}), 0, 0
    for number in range(1, ACTIONS + 1):
        desk.act()
        if number % 10 == 5:
            kills += run(script, mine, key, killed_after=chance.uniform(0.05, 0.5))
        if number % 20 == 12:
            run(script, mine, key)
            run(script, anybodys)
        if number % 100 == 0 or number == ACTIONS:
            run(script, mine, key)
            run(script, anybodys)
            assert copies(mine) == public(reader)
            assert copies(anybodys) == public(Client())
            compared += len(copies(mine)) + len(copies(anybodys))
    assert len(copies(anybodys)) > 3
    assert copies(anybodys).keys() >= copies(mine).keys()
    before = (mine / "state").read_text()
    run(script, mine, key)
    assert (mine / "state").read_text() == before, "a run with nothing new changes nothing"
    record_property("actions", ACTIONS)
    record_property("kills", kills)
    record_property("copies compared", compared)


def test_a_mirror_of_another_log_begins_again_and_takes_away_what_is_not_there(script, tmp_path):
    publish_case(slug="here")
    folder = tmp_path / "folder"
    run(script, folder)
    state = (folder / "state").read_text()
    (folder / "11111111-1111-4111-8111-111111111111.json").write_text("{}")
    # The cursor that the same site would have given had it gone on from another history.
    (folder / "state").write_text(state.replace(_cursor(state), _other(_cursor(state))))
    run(script, folder)
    assert copies(folder) == public(Client())


def test_a_folder_is_left_as_it_is_when_another_kind_of_key_comes(script, tmp_path):
    """The script says so, and how to go on; what it says works."""
    covered = publish_case(slug="covered").case_study
    publish_case(slug="outside")
    partner, folder = make_partner(), tmp_path / "folder"
    set_coverage(partner, Coverage.CHOSEN, case_studies=[covered], by=make_account(), now=NOW)
    key = key_for(partner)
    run(script, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    said = refused(script, folder, key)
    assert "/state is not this key’s, or is damaged: " in said
    assert "Traceback" not in said
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert f"delete {folder / 'state'}" in said
    state = (folder / "state").read_text()
    (folder / "state").write_text(state.replace(_cursor(state), f"{_cursor(state)}x"))
    assert "/state is not this key’s, or is damaged: " in refused(script, folder)
    (folder / "state").unlink()
    run(script, folder, key)
    assert copies(folder) == public(Client(headers={"authorization": f"Bearer {key}"}))
    assert len(copies(folder)) == 1
    assert "answer 401: " in refused(script, folder, f"{key[:-1]}{'a' if key[-1] != 'a' else 'b'}")


def refused(script, folder, key=""):
    """What the script says where it cannot go on."""
    command, env = [sys.executable, str(script), str(folder)], {"PATH": os.environ["PATH"], "CASEBOOK_KEY": key}
    ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    return ended.stderr


def _cursor(state):
    return state.partition('"cursor": "')[2].partition('"')[0]


def _other(cursor):
    value = signing.Signer(salt=SALT).unsign_object(cursor)
    return signing.Signer(salt=SALT).sign_object([*value[:3], "0" * 16, *value[4:]])
