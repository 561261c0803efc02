"""Links for customers, who have no key: signed, and valid for a time."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadSignature, URLSafeTimedSerializer

from datasources.facts.organization import Organization

VALID_S = 90 * 24 * 60 * 60
"""How long a link opens its page: as long as most programs let people apply."""

_FILE = "link-secret"
_SALT = "incentive-graph.connect"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whose page a link opens."""

    organization_id: int
    reference_id: str


class ConnectLinks:
    """Makes links to customers' pages, and tells whose page a link opens."""

    def __init__(self, address: str, secret: str) -> None:
        self._address = address.rstrip("/")
        self._serializer = URLSafeTimedSerializer(secret, salt=_SALT)

    def connect(self, organization: Organization, reference_id: str) -> str:
        """Return a link to the page of one customer.

        Args:
            organization: Whose customer it is; its short name is there for people to see.
            reference_id: The organization's own id for the customer.
        """
        token = self._serializer.dumps([organization.id, reference_id])
        return f"{self._address}/connect/{organization.slug}/{token}"

    def open(self, token: str) -> Invitation | None:
        """Return whose page a link opens; None for one that is forged or too old."""
        try:
            organization_id, reference_id = self._serializer.loads(token, max_age=VALID_S)
        except BadSignature:
            return None
        return Invitation(organization_id, reference_id)


def link_secret(home: Path) -> str:
    """Return the secret that links are signed with; made on first use, for the owner only."""
    path = home / _FILE
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(32), "ascii")
        made.rename(path)
    return path.read_text("ascii")
