"""What is sealed can be opened with the same secret for the same purpose, and else by nobody."""

import pytest

from gateway.seals import SecretSeal

SEAL = SecretSeal("secret")


@pytest.mark.parametrize("text", ["", "41", "2026-11-21T12:00:00.123456+00:00 2147483647", "ñ:\0"])
def test_every_process_with_the_secret_opens_what_one_sealed(text: str):
    assert SecretSeal("secret").open(SEAL.sign(text, "a list"), "a list") == text


def test_another_secret_or_purpose_opens_nothing():
    sealed = SEAL.sign("41", "a list")
    assert SecretSeal("other").open(sealed, "a list") is None
    assert SEAL.open(sealed, "another list") is None


def test_text_cannot_be_moved_into_the_purpose():
    assert SEAL.open(SEAL.sign("b", "a"), "") is None
    assert SEAL.sign("b", "a") != SEAL.sign("ab", "")


@pytest.mark.parametrize("sealed", ["", "x", "%%%%", "é", "A" * 22, "A" * 40])
def test_what_was_never_sealed_opens_as_nothing(sealed: str):
    assert SEAL.open(sealed, "a list") is None


def test_the_longest_cursor_stays_short():
    longest = "9999-12-31T23:59:59.999999+00:00 2147483647"
    assert len(SEAL.sign(longest, "a list" * 100)) < 120
