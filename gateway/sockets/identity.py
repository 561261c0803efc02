"""Whose connection it is: the key that it was opened with, for as long as that is in force."""

from dataclasses import dataclass

from starlette.datastructures import Headers

from datasources.facts.errors import Forbidden, StorageUnavailable
from datasources.facts.organization import Principal
from gateway.callers import KEY_HEADER
from gateway.client_address import Address
from gateway.sockets.closing import FORBIDDEN, Ended, malformed
from gateway.sockets.messages import Payload
from gateway.wiring import Services

_OTHER_HEADER = "authorization"


def key_told(headers: Headers, payload: Payload) -> str | None:
    """Return the key that a client tells, in a header or, as browsers must, in its first message.

    Raises:
        Ended: It tells several, or credentials of another kind as well: whichever we took, somebody
            in between might have taken the other.
    """
    keys: list[object] = [
        *headers.getlist(KEY_HEADER),
        *(value for name, value in payload.items() if name.lower() == KEY_HEADER),
    ]
    others = [*headers, *map(str.lower, payload)].count(_OTHER_HEADER)
    if len(keys) > 1 or (keys and others):
        raise Ended(malformed(f"Send one {KEY_HEADER}, and no authorization beside it."))
    key = keys[0] if keys else None
    if key is None or isinstance(key, str):
        return key
    raise Ended(malformed(f"The {KEY_HEADER} must be a string."))


@dataclass(frozen=True, slots=True)
class Identity:
    """Who has opened a connection.

    Attributes:
        key: As it was told; it may be anybody's or nobody's.
        address: Whence.
    """

    services: Services
    key: str
    address: Address | None

    @property
    def headers(self) -> Headers:
        """What a request of theirs would bring along, and nothing else that the first one did."""
        return Headers({KEY_HEADER: self.key})

    async def principal(self) -> Principal:
        """Return whom the key speaks for.

        Raises:
            Ended: For nobody, or not from there.
            StorageUnavailable: The database does not answer.
        """
        partners = self.services.partners
        if partners is None:
            raise StorageUnavailable("Storage is not open.")
        try:
            principal = await partners.callers.principal(self.key, self.address)
        except Forbidden as error:
            raise Ended(FORBIDDEN) from error
        if principal is None:
            raise Ended(FORBIDDEN)
        return principal

    async def check(self) -> None:
        """Check that nobody is known to have revoked the key.

        Raises:
            Ended: Somebody has.
        """
        try:
            await self.principal()
        except StorageUnavailable:
            return
