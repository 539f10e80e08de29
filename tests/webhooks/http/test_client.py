"""Fetching: what is sent, what is followed, what is refused, and that nothing takes longer or more than allowed."""

import gzip
import socket
import time

import httpcore
import pytest

from casestudies.webhooks.http import FetchFailed, FetchRefused, Limits, fetch
from casestudies.webhooks.http.connection import Deadline, GuardedBackend

QUICK = Limits(connect=1.0, read=0.5, total=1.0, size=1000)


def test_page_is_fetched_by_a_client_that_says_who_it_is(web, settings):
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://cases.example", "The desk <desk@cases.example>"
    web.say("/page", b"<p>Hello</p>", Content_Type="text/html", Set_Cookie="a=b")

    answer = fetch(web.url("/page?q=1"), headers={"Accept": "text/html"})

    assert (answer.status, answer.url, answer.body) == (200, web.url("/page?q=1"), b"<p>Hello</p>")
    assert answer.headers["content-type"] == "text/html"
    [(method, path, headers, body)] = web.asked
    assert (method, path, body) == ("GET", "/page?q=1", b"")
    assert headers == {
        "Host": web.host,
        "User-Agent": "Casebook/0.1 (+https://cases.example/; desk@cases.example)",
        "Accept": "text/html",
        "Accept-Encoding": "identity",
    }


def test_proxy_of_the_environment_is_not_used(web, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    web.say("/", b"here")

    assert fetch(web.url()).body == b"here"


def test_redirects_are_followed_and_told(web):
    web.say("/a", status=301, Location="/b")
    web.say("/b", status=302, Location=web.url("/c"), Set_Cookie="s=1")
    web.say("/c", b"there")

    answer = fetch(web.url("/a"))

    assert (answer.status, answer.url, answer.body) == (200, web.url("/c"), b"there")
    assert answer.hops == ((301, web.url("/a")), (302, web.url("/b")))
    assert "Cookie" not in web.asked[-1][2]


def test_sixth_redirect_is_not_followed(web):
    for number in range(7):
        web.say(f"/{number}", status=302, Location=f"/{number + 1}")

    with pytest.raises(FetchFailed, match="more than 5 times"):
        fetch(web.url("/0"))
    assert len(web.asked) == 6


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "gopher://127.0.0.1:6379/_SET", "javascript:alert(1)", "ftp://example.org/"),
        *("http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://2130706433/", "http://0.0.0.0/"),
        *(
            "http://127.0.0.1/",
            "http://localhost:22/",
            "//10.0.0.1/",
            "https://user:word@example.org/",
            "http://[",
        ),
    ],
)
def test_redirect_away_from_the_public_web_is_refused(web, location):
    web.say("/", status=302, Location=location)

    with pytest.raises(FetchRefused):
        fetch(web.url())


def test_redirect_to_another_machine_takes_no_secret_along(web, settings):
    other = f"localhost:{web.port}"
    settings.FETCH_ALLOWED_HOSTS = [web.host, other]
    web.say("/", status=307, Location=f"http://{other}/there")
    web.say("/there", b"ok")

    fetch(web.url(), headers={"Authorization": "Bearer secret", "Accept": "text/html"})

    assert web.asked[0][2]["Authorization"] == "Bearer secret"
    assert "Authorization" not in web.asked[1][2]
    assert web.asked[1][2]["Accept"] == "text/html"


def test_body_is_sent_and_see_other_asks_without_it(web):
    web.say("/", status=303, Location="/seen")
    web.say("/seen", b"ok")

    fetch(web.url(), method="POST", body=b"{}", headers={"Content-Type": "application/json"})

    assert [(method, path, body) for method, path, _, body in web.asked] == [
        ("POST", "/", b"{}"),
        ("GET", "/seen", b""),
    ]


def test_name_that_changes_its_address_after_the_check_gains_nothing(web, names, monkeypatch):
    """The first answer of the resolver is checked and connected to; a second one, inside, is never asked for."""
    names["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    connected = []

    def connect(self, host, port, *args, **kwargs):
        connected.append((host, port))
        raise httpcore.ConnectError("no network here")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(FetchFailed, match=r"No connection to rebind\.example"):
        fetch("https://rebind.example/")

    assert connected == [("93.184.216.34", 443)]


def test_certificate_is_checked_against_the_name_and_not_the_address(names, monkeypatch):
    names["sure.example"] = ["93.184.216.34"]
    asked = []

    class Stream(httpcore.NetworkStream):
        def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            asked.append((server_hostname, ssl_context.check_hostname, ssl_context.verify_mode.name))
            raise httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] no")

        def close(self):
            """Nothing is open."""

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *args: Stream())
    with pytest.raises(FetchFailed, match="its certificate is not valid"):
        fetch("https://sure.example/")

    assert asked == [("sure.example", True, "CERT_REQUIRED")]


def test_plain_socket_of_this_machine_is_never_opened():
    with pytest.raises(httpcore.ConnectError):
        GuardedBackend(Deadline(1)).connect_unix_socket("/var/run/docker.sock")


def drip(first, every):
    def write(file):
        try:
            file.write(first)
            file.flush()
            while True:
                time.sleep(0.05)
                file.write(every)
                file.flush()
        except OSError:
            return

    return write


@pytest.mark.parametrize(
    "first",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b""],
    ids=["headers", "body", "silence"],
)
def test_slow_drip_ends_at_the_total_limit(web, first):
    """Each byte comes well within the read limit."""
    web.say_raw("/", drip(first, b"x" if first else b""))

    started = time.monotonic()
    with pytest.raises(FetchFailed, match="did not answer in time"):
        fetch(web.url(), limits=QUICK)

    assert time.monotonic() - started < 5


def test_resolver_that_hangs_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("casestudies.webhooks.http.guard.getaddrinfo", lambda *args, **kwargs: time.sleep(1.5) or [])

    with pytest.raises(FetchFailed, match="was not resolved in time"):
        fetch("https://slow.example/", limits=Limits(connect=0.2))


def test_body_larger_than_allowed_is_refused_or_cut(web):
    web.say("/", b"x" * 5000)

    with pytest.raises(FetchFailed, match="larger than 1,000 bytes"):
        fetch(web.url(), limits=QUICK)
    assert fetch(web.url(), limits=QUICK, cut=True).body == b"x" * 1000


def test_endless_body_is_cut(web):
    web.say_raw("/", drip(b"HTTP/1.1 200 OK\r\n\r\n", b"y" * 500))

    assert len(fetch(web.url(), limits=QUICK, cut=True).body) == 1000


def test_packed_body_is_unpacked_within_the_same_size(web):
    web.say("/small", gzip.compress(b"text"), Content_Encoding="gzip")
    web.say("/bomb", gzip.compress(b"0" * 500_000), Content_Encoding="gzip")
    web.say("/odd", b"text", Content_Encoding="br")
    web.say("/broken", b"text", Content_Encoding="gzip")

    assert fetch(web.url("/small"), limits=QUICK).body == b"text"
    assert fetch(web.url("/bomb"), limits=QUICK, cut=True).body == b"0" * 1000
    for path, sentence in {"/bomb": "larger than", "/odd": "packed in a way", "/broken": "cannot be"}.items():
        with pytest.raises(FetchFailed, match=sentence):
            fetch(web.url(path), limits=QUICK)


@pytest.mark.parametrize(
    "said", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", b"\x00" * 200]
)
def test_answer_that_is_not_http_is_a_failure(web, said):
    web.say_raw("/", lambda file: file.write(said))

    with pytest.raises(FetchFailed):
        fetch(web.url(), limits=QUICK)


def test_closed_port_is_a_failure(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    settings.FETCH_ALLOWED_HOSTS = [host]

    with pytest.raises(FetchFailed, match=r"No connection to 127\.0\.0\.1"):
        fetch(f"http://{host}/")


def test_line_end_in_an_address_or_a_header_starts_no_second_request(web):
    web.say("/", b"ok")
    web.say("/a%0D%0AX:%201", b"ok")

    fetch(web.url("/a%0D%0AX:%201"))
    with pytest.raises((FetchFailed, ValueError)):
        fetch(web.url("/"), headers={"Accept": "a\r\nX-Evil: 1"})

    assert all("X-Evil" not in headers for _, _, headers, _ in web.asked)
