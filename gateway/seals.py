"""Signs what clients keep for us: with the secret of links, but not as links are signed."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

_ALGORITHM = "sha256"
_PURPOSE = b"incentive-graph.seal"
# Nobody finds 128 bits by trying, and every byte more makes every cursor longer.
_SIGNATURE_BYTES = 16


class SecretSeal:
    """Seals short texts; whoever has the same secret can open them, in any process."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), _PURPOSE, _ALGORITHM)

    def sign(self, text: str, about: str) -> str:
        """Return a text sealed for one purpose; see resolvers.desk.Seal.

        >>> seal = SecretSeal("secret")
        >>> seal.open(seal.sign("41", "customers"), "customers")
        '41'
        >>> seal.open(seal.sign("41", "customers"), "applications") is None
        True
        """
        sealed = self._signature(text.encode(), about) + text.encode()
        return urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, sealed: str, about: str) -> str | None:
        """Return the text; None where it was not sealed with the secret for that purpose."""
        try:
            whole = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            signature, text = whole[:_SIGNATURE_BYTES], whole[_SIGNATURE_BYTES:]
            if hmac.compare_digest(signature, self._signature(text, about)):
                return text.decode()
        except ValueError:
            pass
        return None

    def _signature(self, text: bytes, about: str) -> bytes:
        whole = hmac.digest(self._key, about.encode() + b"\0" + text, _ALGORITHM)
        return whole[:_SIGNATURE_BYTES]
