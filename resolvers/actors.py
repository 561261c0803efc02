"""Who makes changes, and how history tells of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from datasources.facts.check import Change
from datasources.facts.history import ActorKind, Event
from datasources.facts.organization import KeyScope, Principal
from resolvers.desk import Desk


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who changes data of one organization.

    Attributes:
        key_id: The key that was used; None for customers and the system.
    """

    organization_id: int
    kind: ActorKind
    key_id: int | None = None

    @classmethod
    def of(cls, principal: Principal) -> "Actor":
        """Return who uses a key: a key that may administer is the program operator's."""
        admin = principal.may(KeyScope.ADMIN)
        kind = ActorKind.ADMINISTRATOR if admin else ActorKind.PARTNER
        return cls(principal.organization_id, kind, principal.key_id)

    def system(self) -> "Actor":
        """Return what acts by itself after this one's change."""
        return Actor(self.organization_id, ActorKind.SYSTEM)

    def events(
        self, desk: Desk, customer_id: int, changes: Iterable[Change], reason: str | None = None
    ) -> list[Event]:
        """Write changes of one customer's data as events of the history."""
        return [
            Event(
                entity=change.entity,
                entity_id=change.id,
                customer_id=customer_id,
                at=desk.now,
                actor=self.kind,
                request_id=desk.request_id,
                key_id=self.key_id,
                field=change.field,
                before=change.before,
                after=change.after,
                reason=reason,
            )
            for change in changes
        ]


def writer(desk: Desk) -> Actor:
    """Return who asks, if their key may write.

    Raises:
        Unauthenticated: No valid key came with the request.
        Forbidden: The key may only read.
    """
    return Actor.of(desk.require(KeyScope.WRITE))
