"""The whole graph over a small data set, asked as a client would ask it."""

from base64 import urlsafe_b64encode
from datetime import date
from typing import Any

from datasources.dataset.content import DatasetContent
from datasources.dataset.reader import Dataset
from datasources.facts.coverage import DataPartner, RebateRollout, RolloutStatus
from datasources.facts.dates import FuzzyDate
from datasources.facts.geography import GeographyKind, ZipCode
from datasources.facts.incentive import AuthorityType, Image, PaymentMethod
from datasources.facts.income import AmiShare, IncomeTest
from datasources.facts.text import Text
from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from resolvers.catalogue import Catalogue
from resolvers.ports import Geocoder, PostalCodeGeocoder
from resolvers.scope import Scope
from schema.build import build_schema
from schema.context import Context
from tests.builders import (
    BEND,
    DESCHUTES,
    OREGON,
    TODAY,
    a_content,
    a_federal_incentive,
    a_federal_program,
    a_geography,
    a_jurisdiction,
    a_program,
    ami_limits,
    an_authority,
    an_incentive,
)

WASHINGTON = 53
REQUEST = "request-1"
LOGO = Image("https://example.org/logo.png", 60, 40)


class Graph:
    """The schema over a data set."""

    def __init__(
        self, dataset: Dataset, today: date = TODAY, geocoder: Geocoder | None = None
    ) -> None:
        self.scope = Scope(Catalogue(dataset), geocoder or PostalCodeGeocoder(), today)
        self._engine = Engine(build_schema(), patience=0)

    async def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer, with its errors."""
        context = Context(self.scope, REQUEST)
        answer = await self._engine.run(Operation(query, variables), context)
        return answer.body(REQUEST)

    async def ask(self, query: str, **variables: Any) -> Any:
        """Return the data of an answer without errors."""
        body = await self.answer(query, **variables)
        assert "errors" not in body, body["errors"]
        return body["data"]

    async def refusal(self, query: str, **variables: Any) -> tuple[str, str | None, Any]:
        """Return code, field and path of the only error of an answer."""
        (error,) = (await self.answer(query, **variables))["errors"]
        return error["extensions"]["code"], error["extensions"].get("field"), error.get("path")


def opaque(text: str) -> str:
    """Encode a text the way ids and cursors are."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def a_small_country() -> DatasetContent:
    """Return two states with programs of every reach, an offer that has ended and one on pause."""
    content = a_content(
        jurisdictions=[
            a_jurisdiction(freshest=date(2026, 11, 1)),
            a_jurisdiction("WA", name="Washington", fips="53", status=RolloutStatus.BETA),
        ],
        rollouts=[RebateRollout("OR", "HEAR", "open", TODAY, "https://example.org/hear")],
        partners=[
            DataPartner("or-partner", "OR", "Partner of Oregon", LOGO),
            DataPartner("wa-partner", "WA", "Partner of Washington"),
        ],
        authorities=[
            an_authority(logo=LOGO),
            an_authority(
                "or-oregon",
                type=AuthorityType.STATE,
                name="State of Oregon",
                geographies=frozenset({OREGON}),
            ),
            an_authority(
                "or-bend",
                type=AuthorityType.CITY,
                name="City of Bend",
                geographies=frozenset({BEND}),
            ),
            an_authority(
                "wa-washington",
                type=AuthorityType.STATE,
                state="WA",
                name="State of Washington",
                geographies=frozenset({WASHINGTON}),
            ),
        ],
        programs=_programs(),
        incentives=_incentives(),
        income_tests=[IncomeTest("below-80", AmiShare(80))],
    )
    content.geographies.append(
        a_geography(WASHINGTON, kind=GeographyKind.STATE, name="Washington", state="WA")
    )
    bend = ("97701", "97701", "OR", "Bend", "Deschutes", "41017")
    content.zips = [
        ZipCode("97701", *bend),
        ZipCode("97702", "97702", "97702", "OR", "Bend", "Deschutes", "41017"),
        ZipCode("97708", *bend),
        ZipCode("97999", "97999", None, "OR"),
        ZipCode("98101", "98101", "98101", "WA", "Seattle"),
    ]
    content.overlaps = [
        ("97701", OREGON, 1.0),
        ("97701", DESCHUTES, 0.98),
        ("97701", BEND, 0.4),
        ("97702", OREGON, 1.0),
        ("97999", OREGON, 1.0),
        ("98101", WASHINGTON, 1.0),
    ]
    areas = [("zcta", "97701"), ("zcta", "97702"), ("zcta", "98101")]
    content.ami = [(area, ami_limits()) for area in areas]
    content.charger_tracts = [(area, False) for area in areas]
    return content


def _programs() -> list[Any]:
    return [
        a_federal_program(),
        a_program(),
        a_program(
            "or_oregon_homes",
            authority_type=AuthorityType.STATE,
            authority="or-oregon",
            name=Text("Home rebates", "Reembolsos para viviendas"),
        ),
        a_program(
            "or_bend_solar",
            authority_type=AuthorityType.CITY,
            authority="or-bend",
            name=Text("Solar grants"),
            items=("rooftop_solar_installation",),
        ),
        a_program(
            "wa_washington_homes",
            state="WA",
            authority_type=AuthorityType.STATE,
            authority="wa-washington",
            name=Text("Washington homes"),
        ),
    ]


def _incentives() -> list[Any]:
    return [
        a_federal_incentive(
            payment_methods=(PaymentMethod.TAX_CREDIT,), end=FuzzyDate.parse("2025")
        ),
        an_incentive(items=("ducted_heat_pump", "smart_thermostat")),
        an_incentive(
            "OR-2",
            program="or_oregon_homes",
            items=("hydrogen_boiler", "heat_pump_water_heater"),
            description=Text("$500 off a water heater.", "$500 de descuento."),
            url=Text("https://example.org/en", "https://example.org/es"),
            more_info_url=Text("https://example.org/more"),
            payment_methods=(PaymentMethod.POS_REBATE,),
            income_test="below-80",
        ),
        an_incentive(
            "OR-3", program="or_oregon_homes", start=FuzzyDate.parse("2024H2"), paused=True
        ),
        an_incentive(
            "WA-1",
            state="WA",
            program="wa_washington_homes",
            payment_methods=(PaymentMethod.ACCOUNT_CREDIT,),
            paused=True,
        ),
    ]
