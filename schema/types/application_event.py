"""What happened to applications, customers and their devices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

import strawberry
from strawberry.scalars import JSON

from datasources.facts import history
from datasources.facts.field import FieldKind
from datasources.facts.fields import FIELDS, camel_case
from resolvers.loaders.answer import known
from schema.derived import derived, derived_by, derived_id
from schema.edges import Asks, edge
from schema.ids import global_id
from schema.partner_enums import ActorKind, ApplicationStatus
from schema.types.node import Node
from schema.view import View

_STATUS = "status"
_ENTITIES: Mapping[str, str] = {
    entity.value: "".join(word.capitalize() for word in entity.split("_")) for entity in FIELDS
}
_CHOICES = frozenset(
    (entity.value, name)
    for entity, fields in FIELDS.items()
    for name, field in fields.items()
    if field.kind is FieldKind.CHOICE
)
"""Fields whose values clients know by the names of an enum."""


@strawberry.type(description="One change that happened; it stays as it was written.")
class ApplicationEvent(Node):
    """One change that happened."""

    id: strawberry.ID = derived_id("ApplicationEvent", "fact.id")
    at: datetime = derived("fact.at", description="When.")
    actor: ActorKind = derived("fact.actor", description="Who did it.")
    request_id: str = derived("fact.request_id", description="Id of the request that did it.")
    entity: str = derived_by(
        lambda event: _ENTITIES[event.fact.entity],
        description="What changed: a `Customer`, a `CustomerDevice` or an `Application`.",
    )
    entity_id: strawberry.ID = derived_by(
        lambda event: global_id(event.entity, str(event.fact.entity_id)),
        description="Global id of what changed; a device may be gone since.",
    )
    field: str | None = derived_by(
        lambda event: event.fact.field and camel_case(event.fact.field),
        description=(
            "Its field; `device` where a device came or went, with its number in the catalog. "
            "Null: the whole came or went."
        ),
    )
    reason: str | None = derived(
        "fact.reason",
        description=(
            "Why, in the words of who did it or by the name of what did it; null: not told."
        ),
    )

    fact: strawberry.Private[history.Event]
    view: strawberry.Private[View]

    @strawberry.field(description="What it was; null: there was nothing.")
    def before(self) -> JSON | None:
        """Tell what it was."""
        return self._shown(self.fact.before)

    @strawberry.field(description="What it is; null: there is nothing.")
    def after(self) -> JSON | None:
        """Tell what it is."""
        return self._shown(self.fact.after)

    @strawberry.field(
        name="from", description="Where the application stood; null: it was new, or did not move."
    )
    def from_status(self) -> ApplicationStatus | None:
        """Tell where the application stood."""
        return self._status(self.fact.before)

    @strawberry.field(
        name="to", description="Where the application stands then; null: it did not move."
    )
    def to_status(self) -> ApplicationStatus | None:
        """Tell where the application stands."""
        return self._status(self.fact.after)

    @edge(
        description=(
            "First characters of the key that did it; null: it was done by a customer or by the "
            "system."
        )
    )
    def key_prefix(self) -> Asks[str | None]:
        """Find the key."""
        if self.fact.key_id is None:
            return known(None)
        found = self.view.loaders.keys.load(self.fact.key_id)
        return found.then(lambda key: key.prefix if key else None)

    @classmethod
    def of(cls, fact: history.Event, view: View) -> Self:
        """Present an event."""
        return cls(fact=fact, view=view)

    def _shown(self, value: Any) -> JSON | None:  # noqa: ANN401 any JSON value
        if value is None:
            return None
        named = isinstance(value, str) and (self.fact.entity, self.fact.field) in _CHOICES
        return JSON(value.upper() if named else value)

    def _status(self, value: object) -> ApplicationStatus | None:
        """Return a status, whether its name or its value was written down."""
        moved = self.fact.entity == "application" and self.fact.field == _STATUS
        return ApplicationStatus(value.lower()) if moved and isinstance(value, str) else None
