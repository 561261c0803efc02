"""Which web pages may open WebSockets."""

import pytest

from gateway.sockets.origins import may_connect

NAMED = ("https://app.example.org",)
HERE = "graph.example.org"
# Origin, host that the request was sent to.
OWN = [
    ("https://graph.example.org", HERE),
    ("http://graph.example.org", HERE),
    ("HTTPS://Graph.Example.ORG", HERE),
    ("https://graph.example.org", "GRAPH.example.org"),
    ("https://graph.example.org", f"{HERE}:443"),
    ("https://graph.example.org:443", HERE),
    ("http://graph.example.org", f"{HERE}:80"),
    ("http://graph.example.org:8000", f"{HERE}:8000"),
    ("http://127.0.0.1:8000", "127.0.0.1:8000"),
    ("http://[::1]:8000", "[::1]:8000"),
    ("http://[2001:DB8::1]", "[2001:db8::1]:80"),
]
NOT_OWN = [
    ("null", HERE),
    ("", HERE),
    ("*", HERE),
    ("https://", HERE),
    ("https://evil.example.org", HERE),
    ("https://graph.example.org.evil.org", HERE),
    ("https://evilgraph.example.org", HERE),
    ("https://example.org", HERE),
    ("https://graph.example.org:444", HERE),
    ("https://graph.example.org", f"{HERE}:444"),
    ("https://graph.example.org", f"{HERE}:80"),
    ("http://graph.example.org", f"{HERE}:443"),
    ("https://graph.example.org/", HERE),
    ("https://evil.org@graph.example.org", HERE),
    ("https://graph.example.org@evil.org", HERE),
    ("https://graph.example.org https://evil.org", HERE),
    ("ftp://graph.example.org", HERE),
    ("wss://graph.example.org", HERE),
    ("graph.example.org", HERE),
    ("file://", HERE),
    ("https://graph.example.org", ""),
    ("https://graph.example.org:x", f"{HERE}:x"),
    ("http://[::1", "[::1"),
    ("http://::1", "::1"),
]


@pytest.mark.parametrize(("origin", "host"), OWN)
def test_our_own_pages_may_connect(origin, host):
    assert may_connect([origin], host, (), secure=False)


@pytest.mark.parametrize(("origin", "host"), NOT_OWN)
def test_pages_elsewhere_may_not(origin, host):
    assert not may_connect([origin], host, (), secure=False)


def test_what_is_no_page_may_connect():
    assert may_connect([], HERE, (), secure=False)


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        (NAMED[0], True),
        ("https://app.example.org:443", False),
        ("http://app.example.org", False),
        ("https://app.example.org.evil.org", False),
        ("null", False),
    ],
)
def test_pages_that_are_named_may_connect_by_the_very_name(origin, may):
    assert may_connect([origin], HERE, NAMED, secure=True) is may


def test_two_origins_are_nobodys():
    assert not may_connect([NAMED[0], NAMED[0]], HERE, NAMED, secure=False)


def test_where_the_connection_is_encrypted_the_page_must_be_too():
    assert may_connect(["https://graph.example.org"], HERE, (), secure=True)
    assert not may_connect(["http://graph.example.org"], HERE, (), secure=True)
