"""What clients tell of a home, and how it becomes a question."""

import re
from datetime import date

import strawberry

from datasources.facts.errors import BadInput
from datasources.facts.geography import PostalAddress
from datasources.facts.household import Household
from datasources.facts.money import Dollars
from resolvers.calculator import Question
from resolvers.places import Whereabouts
from resolvers.rules.arrange import Filters
from schema.checks import given, plain, some, within
from schema.enums import AuthorityType, Language, OwnerStatus, PaymentMethod, TaxFiling
from schema.household import MOST_INCOME, MOST_PEOPLE
from schema.items import Item
from schema.state_codes import StateCode

_DAYS = (date(2000, 1, 1), date(2100, 12, 31))
_LONGEST_ADDRESS = 300
_ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")


@strawberry.input(description="A postal address in the United States.")
class AddressInput:
    """A postal address, part by part."""

    street1: str = strawberry.field(description="House number and street.")
    street2: str | None = strawberry.field(
        default=strawberry.UNSET, description="Apartment, unit or suite."
    )
    city: str = strawberry.field(description="City or town.")
    state: StateCode = strawberry.field(description="State.")
    postal_code: str = strawberry.field(description="ZIP code, or ZIP+4.")
    country_code: str | None = strawberry.field(
        default="US", description="Only `US`: the graph knows no other country."
    )

    def to_fact(self, path: str) -> PostalAddress:
        """Return the address.

        Raises:
            BadInput: A part is malformed, or the country is another.
        """
        country = plain(self.country_code, f"{path}.countryCode") or "US"
        if country.upper() != "US":
            raise BadInput("countryCode must be US", f"{path}.countryCode")
        return PostalAddress(
            street1=plain(self.street1, f"{path}.street1") or "",
            street2=plain(self.street2, f"{path}.street2"),
            city=plain(self.city, f"{path}.city") or "",
            state=self.state.value,
            postal_code=self._postal_code(f"{path}.postalCode"),
        )

    def _postal_code(self, path: str) -> str:
        code = (plain(self.postal_code, path) or "").strip()
        # A blank one is missing: whether that matters is not for this place to say.
        if code and not _ZIP.fullmatch(code):
            raise BadInput("postalCode must be written 97701 or 97701-1234", path)
        return code


@strawberry.input(one_of=True, description="Where a home is: exactly one of the three.")
class LocationInput:
    """Where a home is."""

    zip: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="ZIP code of five digits, or ZIP+4. Every area that it touches counts.",
    )
    address: str | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"Address on one line, at most {_LONGEST_ADDRESS} characters.",
    )
    postal_address: AddressInput | None = strawberry.field(
        default=strawberry.UNSET, description="Address part by part."
    )

    def to_whereabouts(self, path: str = "at") -> Whereabouts:
        """Return how the caller names the place.

        Raises:
            BadInput: A text is too long or has control characters.
        """
        address = given(self.postal_address)
        return Whereabouts(
            zip=plain(self.zip, f"{path}.zip"),
            address=plain(self.address, f"{path}.address", _LONGEST_ADDRESS),
            postal_address=address.to_fact(f"{path}.postalAddress") if address else None,
        )


@strawberry.input(
    description=(
        "A home and its household. What is left out is not known: offers that depend on it are "
        "not promised."
    )
)
class CalculatorInput:
    """A household, its home, and what it wants to see."""

    at: LocationInput = strawberry.field(description="Where the home is.")
    owner_status: OwnerStatus | None = strawberry.field(
        default=strawberry.UNSET, description="Whether the household owns its home."
    )
    household_income: int | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"Gross income of the household, US dollars a year, 0 to {MOST_INCOME}.",
    )
    household_size: int | None = strawberry.field(
        default=strawberry.UNSET, description=f"People in the household, 1 to {MOST_PEOPLE}."
    )
    tax_filing: TaxFiling | None = strawberry.field(
        default=strawberry.UNSET, description="Federal income tax filing status."
    )
    authority_types: list[AuthorityType] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only offers of these; `UTILITY` and `GAS_UTILITY` need the utility's name.",
    )
    utility: str | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            "Electric utility of the home's state: its key or its EIA id. Without it, offers of "
            "electric utilities are left out."
        ),
    )
    gas_utility: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Gas utility of the home's state, by key or EIA id, or `none`.",
    )
    items: list[Item] | None = strawberry.field(
        default=strawberry.UNSET, description="Only offers that pay for one of these."
    )
    payment_methods: list[PaymentMethod] | None = strawberry.field(
        default=strawberry.UNSET, description="Only offers that pay in one of these ways."
    )
    include_beta_states: bool | None = strawberry.field(
        default=False, description="Use the data of states that are in beta too."
    )
    include_paused: bool | None = strawberry.field(
        default=True, description="Keep offers that take no applications at present."
    )
    language: Language | None = strawberry.field(
        default=Language.EN, description="Of all texts in the answer."
    )
    as_of: date | None = strawberry.field(
        default=strawberry.UNSET,
        description="The day asked about, in the years 2000 to 2100; null: today in New York.",
    )

    def spoken(self) -> Language:
        """Return the language of the answer, and of what goes wrong."""
        return given(self.language) or Language.EN

    def to_question(self) -> Question:
        """Return what the caller asks.

        Raises:
            BadInput: A value is out of range or malformed.
        """
        return Question(
            at=self.at.to_whereabouts(),
            household=self._household(),
            utility=plain(self.utility, "utility"),
            gas_utility=plain(self.gas_utility, "gasUtility"),
            filters=self._filters(),
            include_beta_states=bool(given(self.include_beta_states)),
            as_of=self._day(),
        )

    def _household(self) -> Household:
        income = within(self.household_income, 0, MOST_INCOME, "householdIncome")
        return Household(
            owner_status=given(self.owner_status),
            income=None if income is None else Dollars(income),
            size=within(self.household_size, 1, MOST_PEOPLE, "householdSize"),
            tax_filing=given(self.tax_filing),
        )

    def _filters(self) -> Filters:
        return Filters(
            authority_types=some(self.authority_types, "authorityTypes"),
            items=some(self.items, "items"),
            payment_methods=some(self.payment_methods, "paymentMethods"),
            include_paused=given(self.include_paused) is not False,
        )

    def _day(self) -> date | None:
        day, (first, last) = given(self.as_of), _DAYS
        if day is not None and not first <= day <= last:
            raise BadInput(f"asOf must be >= {first} and <= {last}", "asOf")
        return day
