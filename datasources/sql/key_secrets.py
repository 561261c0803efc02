"""The form of keys: shown once, found by their first characters, compared by their hash."""

import hmac
import re
import secrets
import string
from dataclasses import dataclass, field
from hashlib import sha256

_KIND = "ig_live_"
_ID_LENGTH = 8
_REST_LENGTH = 32
_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_FORM = re.compile(rf"{_KIND}[0-9A-Za-z]{{{_ID_LENGTH + _REST_LENGTH}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret that was just made.

    Attributes:
        text: The whole, for its owner alone.
        prefix: What it is found and told apart by; no secret.
        hash: What is kept of it.
    """

    text: str = field(repr=False)
    prefix: str
    hash: str


def new_secret() -> NewSecret:
    """Make a secret: 32 characters out of 62 are 190 bits that nobody can guess."""
    text = _KIND + "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH + _REST_LENGTH))
    return NewSecret(text, text[: len(_KIND) + _ID_LENGTH], hash_of(text))


def prefix_of(text: str) -> str | None:
    """Return the prefix of a secret; None for what has not the form of one.

    >>> prefix_of("ig_live_0aB3dE6fGhIjKlMnOpQrStUvWxYz0123456789ab")
    'ig_live_0aB3dE6f'
    >>> prefix_of("ig_live_short") is None
    True
    """
    return text[: len(_KIND) + _ID_LENGTH] if _FORM.fullmatch(text) else None


def hash_of(text: str) -> str:
    """Return what is kept of a secret; it is too long to be guessed, so it needs no slow hash."""
    return sha256(text.encode()).hexdigest()


def matches(text: str, kept: str) -> bool:
    """Tell whether a secret is the one a hash was kept of, in a time that tells nothing."""
    return hmac.compare_digest(hash_of(text), kept)
