"""A receiver is tried on one's own machine: what nobody reaches from here is refused with a way, and the way works."""

import os
import socket
import subprocess
import sys

import pytest
from django.test import Client

from casestudies.enums import Scope, WebhookEvent
from casestudies.models import Endpoint
from casestudies.queries.sandbox.hooks import SECRET
from tests.api.asking import key_for
from tests.factories import make_partner

SCRIPTS = "/api/v1/docs/scripts/"
HEADING = "Try it on your own machine"


@pytest.fixture
def run(tmp_path, live_server, settings):
    """Starts a script as it is served, in a process that knows nothing of this site but its address."""
    settings.SITE_URL = live_server.url
    started = []

    def start(name, *arguments, **environment):
        script = tmp_path / name
        script.write_bytes(Client().get(f"{SCRIPTS}{name}").content)
        process = subprocess.Popen(
            [sys.executable, "-I", "-u", script, *arguments],
            env={"PATH": os.environ["PATH"], **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.django_db(transaction=True)
def test_samples_of_every_event_reach_a_receiver_on_the_same_machine(run):
    partner = make_partner()
    key = key_for(partner, Scope.WEBHOOKS, Scope.EMBARGO, is_sandbox=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"http://localhost:{port}/"
    receiver = run("receive.py", port, WEBHOOK_SECRET=SECRET)
    assert receiver.stderr.readline() == f"Listening at {address}\n"

    def send(*arguments, **environment):
        process = run("send_sample.py", *arguments, **({"CASEBOOK_KEY": key, "WEBHOOK_SECRET": SECRET} | environment))
        said, complained = process.communicate(timeout=60)
        return process.returncode, said.splitlines(), complained

    code, said, complained = send("all", address)
    assert (code, complained) == (0, "")
    assert sorted(line for line in said) == sorted(f"{event}: 204" for event in WebhookEvent.values)
    assert send("case_study.withdrawn", address)[:2] == (0, ["case_study.withdrawn: 204"])

    # Another secret, a kind that there is not, a live key, nobody there.
    forged = send("case_study.withdrawn", address, WEBHOOK_SECRET=SECRET.replace("Y", "Z"))
    assert forged == (1, ["case_study.withdrawn: 401"], "1 not taken: only 200 to 299 counts.\n")
    unknown = send("case_study.withdrawm", address)
    assert (unknown[0], unknown[2].endswith("Did you mean “case_study.withdrawn”?\n")) == (1, True), unknown
    assert "a sandbox key" in send("all", address, CASEBOOK_KEY=key_for(partner))[2]
    assert "WEBHOOK_SECRET" in send("all", address, WEBHOOK_SECRET="whsec_x")[2]
    receiver.terminate()
    printed = receiver.communicate()[0].splitlines()
    assert [line.split(" ")[0] for line in printed] == [*(line.split(":")[0] for line in said), "case_study.withdrawn"]
    assert len(printed) == len(set(WebhookEvent.values)) + 1
    gone = next(line for line in printed if line.startswith("case_study.withdrawn"))
    assert gone.endswith("/api/v1/case-studies/sample-withdrawn/")
    for nowhere in (address, "nonsense", "localhost:9000"):
        assert send("webhook.test", nowhere)[2].endswith("Is your receiver running?\n")


@pytest.mark.django_db
@pytest.mark.parametrize("is_sandbox", [True, False])
def test_address_of_ones_own_machine_is_refused_with_what_to_do_instead(is_sandbox):
    key = key_for(make_partner(), Scope.WEBHOOKS, is_sandbox=is_sandbox)
    client = Client(headers={"authorization": f"Bearer {key}"})

    def refusal(url):
        answer = client.post("/api/v1/webhooks/endpoints/", {"url": url}, content_type="application/json")
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["pointer"]) == (422, "/url")
        return error["detail"]

    docs = Client().get("/api/v1/docs/webhooks/").content.decode()
    assert f'<h2 id="local">{HEADING}</h2>' in docs
    for host in ("localhost:8000", "localhost", "127.0.0.1:5000", "[::1]:8000", "192.168.1.7", "mac.local:3000", "web"):
        for scheme in ("http", "https"):
            said = refusal(f"{scheme}://{host}/hook")
            assert "is not on the public internet" in said
            assert HEADING in said, host
            assert "Port" not in said, "another port would not help"
    for url in ("http://partner.example/", "http://partner.example:8080/"):
        assert refusal(url) == "Webhooks are sent over https alone. Use an address that begins with https://."
    assert "only 443" in refusal("https://partner.example:8443/")
    assert HEADING not in refusal("https://partner.example:8443/")
    assert not Endpoint.objects.exists()
