"""Which machines may be asked, whatever spelling their address comes in."""

import pytest

from casestudies.webhooks.http import FetchFailed, FetchRefused
from casestudies.webhooks.http.guard import addresses_of, is_public, target_of


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.1.1"),
        *("198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
        *("255.255.255.255", "168.63.129.16", "100.100.100.200"),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254"),
        *("fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "fec0::1", "ff02::1", "not an address", ""),
    ],
)
def test_address_that_is_not_public_is_known(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::6810:84e5", "2a00:1450::1"]
)
def test_public_address_is_let_through(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"),
        *("localhost", "localhost.", "LOCALHOST", "::1", "::ffff:127.0.0.1", "169.254.169.254", "2852039166"),
    ],
)
def test_spelling_of_a_local_address_does_not_hide_it(host):
    """Through the machine's own resolver, which reads all of these."""
    with pytest.raises(FetchFailed):
        addresses_of(host, 80, seconds=5)


def test_host_with_public_and_private_addresses_is_asked_at_the_public_one(names):
    names["both.example"] = ["10.0.0.1", "93.184.216.34", "::1"]

    assert addresses_of("both.example", 443, seconds=5) == ["93.184.216.34"]


def test_host_with_private_addresses_alone_is_refused(names):
    names["inside.example"] = ["10.0.0.1", "fd00::1"]

    with pytest.raises(FetchRefused, match=r"inside\.example is not on the public internet"):
        addresses_of("inside.example", 443, seconds=5)


def test_unknown_host_is_a_failure_that_names_it(names):
    with pytest.raises(FetchFailed, match=r"There is no host nowhere\.example"):
        addresses_of("nowhere.example", 443, seconds=5)


def test_host_is_allowed_at_its_port_alone(names, settings):
    settings.FETCH_ALLOWED_HOSTS = ["inside.example:8080"]
    names["inside.example"] = ["10.0.0.1"]

    assert addresses_of("inside.example", 8080, seconds=5) == ["10.0.0.1"]
    with pytest.raises(FetchRefused):
        addresses_of("inside.example", 80, seconds=5)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "javascript:alert(1)", "data:,x", ""),
        *("//example.org/", "example.org", "https:///path", "https://", "http:\\\\127.0.0.1", "mailto:a@example.org"),
        *("https://maria@example.org/", "https://maria:secret@example.org/", "https://@example.org/"),
        *("https://example.org:22/", "http://example.org:6379/", "https://example.org:0/", "https://example.org:x/"),
        *("https://exa mple.org/", "https://example.org:99999/", "https://[::1", "https://.a/", "https://a..example/"),
        *("https://example.org:80/", "http://example.org:443/", f"https://{'a' * 64}.example/", "https://."),
        *(
            "https://localhost./",
            "https://desk.local./",
            "https://a.b.internal./",
            "https://x.localhost",
            "https://nas",
        ),
        *("https://127.1/", "https://0x7f.1/", "https://2130706433/", "https://10.0.0.1./", "https://[fe80::1]/"),
        *("https://desk。local/", "https://DESK.LOCAL/", "https://printer.home.arpa/"),
    ],
)
def test_address_that_is_not_the_webs_is_refused(url):
    with pytest.raises(FetchRefused):
        target_of(url)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://Example.org", "https://example.org/"),
        ("https://example.org:443/a b?q=ä#part", "https://example.org/a%20b?q=%C3%A4"),
        ("http://example.org:80/%2F", "http://example.org/%2F"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://[2606:4700::1]/", "https://[2606:4700::1]/"),
    ],
)
def test_address_is_taken_apart(url, target):
    assert target_of(url).url == target
