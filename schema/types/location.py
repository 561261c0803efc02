"""Places: where a home is, who serves it, and what counts as income there."""

from typing import Annotated, Self

import strawberry

from datasources.facts.geography import Place
from datasources.facts.income import AmiLimits
from resolvers.places import ami_of
from resolvers.rules.income import ami_limit
from resolvers.utilities import UtilityAnswer, utilities_of
from schema.checks import within
from schema.enums import AmiPrecision, LocationPrecision
from schema.errors import presented
from schema.state_codes import StateCode
from schema.types.dataset import Provenance
from schema.types.program import Utility
from schema.view import View

_MOST_PEOPLE = 8

HouseholdSize = Annotated[
    int, strawberry.argument(description=f"People in the household, 1 to {_MOST_PEOPLE}.")
]


@strawberry.type(description="Income limits of a place, US dollars a year.")
class AreaMedianIncome:
    """Income limits of a place for one household size."""

    household_size: int = strawberry.field(description="For so many people.")
    limit80: int = strawberry.field(
        description="The limit at 80 % of the area median, as published where it is."
    )
    limit150: int = strawberry.field(description="The limit at 150 % of the area median.")
    precision: AmiPrecision = strawberry.field(
        description="The area that the limits were published for."
    )
    provenance: Provenance = strawberry.field(description="Where the limits come from.")

    @classmethod
    def of(cls, limits: AmiLimits, household_size: int, view: View) -> Self:
        """Present the limits for a household size."""
        card = view.scope.dataset.card
        source = next((each for each in card.sources if each.key == limits.source), None)
        return cls(
            household_size=household_size,
            limit80=ami_limit(limits, 80, household_size),
            limit150=ami_limit(limits, 150, household_size),
            precision=limits.precision,
            provenance=Provenance.of(source) if source else Provenance.of_dataset(card),
        )


@strawberry.type(description="Where a home is.")
class Location:
    """Where a home is."""

    state: StateCode = strawberry.field(description="Its state.")
    city: str | None = strawberry.field(description="City or town; null: not known.")
    county: str | None = strawberry.field(
        description="County; of a ZIP code, its main one. Null: not known."
    )
    county_fips: str | None = strawberry.field(
        description="FIPS code of the county, five digits; null: not known."
    )
    zip: str | None = strawberry.field(description="ZIP code, five digits.")
    zcta: str | None = strawberry.field(
        description="Census area of the ZIP code; null: it has none."
    )
    tract_geoid: str | None = strawberry.field(
        description="Census tract, eleven digits; null: not known so exactly."
    )
    latitude: float | None = strawberry.field(
        description="Degrees north; of a ZIP code, of a point in it. Null: not known."
    )
    longitude: float | None = strawberry.field(
        description="Degrees east; of a ZIP code, of a point in it. Null: not known."
    )
    precision: LocationPrecision = strawberry.field(description="How exactly the place is known.")

    place: strawberry.Private[Place]
    view: strawberry.Private[View]

    @strawberry.field(
        description=(
            "Income limits, of the smallest area they are known for, on the day asked about; null: "
            "none are known."
        )
    )
    def ami(self, household_size: HouseholdSize = 4) -> AreaMedianIncome | None:
        """Find the income limits for a household size."""
        with presented(self.view.language):
            within(household_size, 1, _MOST_PEOPLE, "householdSize")
        limits = ami_of(self.view.scope.dataset, self.place, self.view.today)
        return AreaMedianIncome.of(limits, household_size, self.view) if limits else None

    @strawberry.field(description="The utilities that may serve the place.")
    def utilities(self) -> "UtilityLookup":
        """Find the utilities."""
        found = utilities_of(self.view.scope.catalogue, self.place)
        return UtilityLookup.of(found, self.view)

    @strawberry.field(description="What the areas and figures of the place were looked up in.")
    def provenance(self) -> Provenance:
        """Name the data set."""
        return Provenance.of_dataset(self.view.scope.dataset.card)

    @classmethod
    def of(cls, place: Place, view: View) -> Self:
        """Present a place."""
        return cls(
            state=StateCode(place.state),
            city=place.city,
            county=place.county,
            county_fips=place.county_fips,
            zip=place.zip,
            zcta=place.zcta,
            tract_geoid=place.tract,
            latitude=place.latitude,
            longitude=place.longitude,
            precision=place.precision,
            place=place,
            view=view,
        )


@strawberry.type(
    description=(
        "The utilities that may serve a place. Service areas and ZIP codes do not share borders: "
        "one that does not serve it may be among them, one that does is not missing."
    )
)
class UtilityLookup:
    """The utilities that may serve a place."""

    location: Location = strawberry.field(description="The place.")
    electric: list[Utility] = strawberry.field(
        description="Electric utilities, the most likely first."
    )
    gas: list[Utility] | None = strawberry.field(
        description="Gas utilities, the most likely first; null: not known for this state."
    )
    gas_utility_affects_incentives: bool | None = strawberry.field(
        description="Whether naming the gas utility can change the offers; null like `gas`."
    )

    @classmethod
    def of(cls, found: UtilityAnswer, view: View) -> Self:
        """Present who may serve a place."""
        gas = found.gas
        return cls(
            location=Location.of(found.place, view),
            electric=[Utility.of(utility, view) for utility in found.electric],
            gas=None if gas is None else [Utility.of(utility, view) for utility in gas],
            gas_utility_affects_incentives=found.gas_affects_incentives,
        )
