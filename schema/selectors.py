"""What clients pick single objects and lists by."""

import strawberry

from datasources.facts.errors import BadInput
from resolvers.programs import ProgramQuestion
from schema.checks import given, plain, some
from schema.enums import AuthorityType, Language
from schema.ids import key_of
from schema.inputs import LocationInput
from schema.items import Item
from schema.scalars import EiaId
from schema.state_codes import StateCode


@strawberry.input(one_of=True, description="Which utility: exactly one of the three.")
class UtilityBy:
    """How a caller names a utility."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Its global id."
    )
    key: str | None = strawberry.field(
        default=strawberry.UNSET, description="Its key in the data set, as `or-pacific-power`."
    )
    eia_id: EiaId | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            "Its EIA id. A company may serve several states: name the state, or get the utility "
            "with most programs."
        ),
    )


@strawberry.input(one_of=True, description="Which program: exactly one of the three.")
class ProgramBy:
    """How a caller names a program."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Its global id."
    )
    key: str | None = strawberry.field(default=strawberry.UNSET, description="Its key.")
    number: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="Its number in the catalog, which programs of the data set do not have.",
    )


@strawberry.input(description="Which programs; what is left out does not narrow the list.")
class ProgramFilter:
    """Which programs a caller wants."""

    at: LocationInput | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            "Only programs of the data set whose authority serves a place; of its state, never "
            "federal."
        ),
    )
    state: StateCode | None = strawberry.field(
        default=strawberry.UNSET, description="Only programs of a state's own."
    )
    utility: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="With `at`: the electric utility that serves the place, by key or EIA id.",
    )
    gas_utility: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="With `at`: the gas utility that serves the place, by key or EIA id.",
    )
    authority_types: list[AuthorityType] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only programs of these; at a place, `OTHER` is always kept.",
    )
    items: list[Item] | None = strawberry.field(
        default=strawberry.UNSET, description="Only programs that pay for one of these."
    )
    enabled: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Only programs that take applications, or do not."
    )
    device_category: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only programs that pay for a kind of device, by its key, as `ev_charger`.",
    )
    stored: bool | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only programs of the catalog, or only those of the data set; null: both.",
    )
    language: Language | None = strawberry.field(
        default=Language.EN, description="Of all texts in the answer."
    )

    def spoken(self) -> Language:
        """Return the language of the answer, and of what goes wrong."""
        return given(self.language) or Language.EN

    def to_question(self) -> ProgramQuestion:
        """Return which programs the caller wants, but for ``enabled`` and ``language``.

        Raises:
            BadInput: A value is malformed, or a utility is named without a place.
        """
        at, state = given(self.at), given(self.state)
        utility = plain(self.utility, "utility")
        gas_utility = plain(self.gas_utility, "gasUtility")
        if at is None and (utility or gas_utility):
            field = "utility" if utility else "gasUtility"
            raise BadInput(f"{field} must come with at: the place that it serves", field)
        return ProgramQuestion(
            at=at.to_whereabouts() if at else None,
            state=state.value if state else None,
            utility=utility,
            gas_utility=gas_utility,
            authority_types=some(self.authority_types, "authorityTypes"),
            items=some(self.items, "items"),
        )


def key_by(id: strawberry.ID | None, key: str | None, kind: str, path: str = "by") -> str | None:
    """Return the key that a selector names by id or by key; None where it names neither.

    Raises:
        BadInput: The id is malformed or of another kind, or the key is malformed.
    """
    identity = given(id)
    if identity is None:
        return plain(key, f"{path}.key")
    return key_of(identity, kind, f"{path}.id")
