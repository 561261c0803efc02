"""The graph's enums: the facts' own, described for clients, and those that only clients see."""

from datasources.facts.catalog import BuildingType, PaymentType
from datasources.facts.coverage import RolloutStatus
from datasources.facts.geography import Fuel, LocationPrecision
from datasources.facts.household import OwnerStatus, TaxFiling
from datasources.facts.incentive import AmountType, AmountUnit, AuthorityType, PaymentMethod
from datasources.facts.income import AmiPrecision
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus, Knowable
from datasources.facts.text import Language
from resolvers.rules.outcomes import Outcome
from resolvers.rules.reasons import RelationKind
from schema.describe import describe

__all__ = [
    "AmiPrecision",
    "AmountType",
    "AmountUnit",
    "AuthorityType",
    "BuildingType",
    "CheckCode",
    "CheckOperator",
    "CheckStatus",
    "Fuel",
    "Knowable",
    "Language",
    "LocationPrecision",
    "Outcome",
    "OwnerStatus",
    "PaymentMethod",
    "PaymentType",
    "RelationKind",
    "RolloutStatus",
    "TaxFiling",
]

describe(
    Language,
    "A language of texts.",
    {"EN": "English; every text has it.", "ES": "Spanish; English where it is not translated."},
)
describe(
    OwnerStatus,
    "Whether the household owns its home.",
    {"HOMEOWNER": "It owns the home.", "RENTER": "It rents the home."},
)
describe(
    TaxFiling,
    "Federal income tax filing status.",
    {
        "SINGLE": "Single.",
        "JOINT": "Married filing jointly.",
        "HOH": "Head of household.",
        "MARRIED_FILING_SEPARATELY": "Married filing separately.",
        "QUALIFYING_WIDOWER_WITH_DEPENDENT_CHILD": (
            "Qualifying surviving spouse with a dependent child."
        ),
    },
)
describe(
    AuthorityType,
    "The reach of whoever offers an incentive.",
    {
        "FEDERAL": "The United States.",
        "CITY": "A city or town.",
        "COUNTY": "A county.",
        "STATE": "A state, the District of Columbia or a territory.",
        "UTILITY": "An electric utility.",
        "GAS_UTILITY": "A gas utility.",
        "OTHER": "Anyone else: a non-profit, an air district.",
    },
)
describe(
    PaymentMethod,
    "How the money reaches the consumer.",
    {
        "REBATE": "Paid back after the purchase.",
        "POS_REBATE": "Taken off the price at the point of sale.",
        "TAX_CREDIT": "Taken off income tax.",
        "ACCOUNT_CREDIT": "Credited to the utility account.",
        "ASSISTANCE_PROGRAM": "Work done or paid for by a program.",
        "PERFORMANCE_REBATE": "Paid by measured or modelled performance.",
        "UNKNOWN": "The program does not say.",
    },
)
describe(
    PaymentType,
    "When the money comes, seen from the installation.",
    {
        "UPFRONT": "Before or at the purchase.",
        "INSTALL": "Once, after the installation.",
        "ONGOING": "Over time, as the device is used.",
    },
)
describe(
    AmountType,
    "What an amount's number means.",
    {
        "DOLLAR_AMOUNT": "US dollars.",
        "PERCENT": "A share of the cost, from 0 to 1.",
        "DOLLARS_PER_UNIT": "US dollars for each unit.",
    },
)
describe(
    AmountUnit,
    "What an amount per unit counts.",
    {
        "TON": "A ton of cooling capacity: 12,000 British thermal units an hour.",
        "KILOWATT": "A kilowatt.",
        "WATT": "A watt.",
        "BTUH10K": "10,000 British thermal units an hour.",
        "CFM50": "A cubic foot a minute of air leakage at 50 pascal.",
        "SQUARE_FOOT": "A square foot.",
        "KILOWATT_HOUR": "A kilowatt-hour.",
    },
)
describe(
    Fuel,
    "What a utility delivers.",
    {"ELECTRIC": "Electricity.", "GAS": "Natural gas."},
)
describe(
    LocationPrecision,
    "How exactly a place is known.",
    {
        "STATE": "No better than its state.",
        "ZIP": "The ZIP code, with every area it touches.",
        "STREET": "The street.",
        "ROOFTOP": "The building.",
    },
)
describe(
    AmiPrecision,
    "The area that income limits were published for.",
    {
        "TRACT": "The census tract.",
        "ZCTA": "The census area of the ZIP code.",
        "COUNTY": "The county.",
        "TERRITORY": "The whole territory.",
        "STATE_ESTIMATE": "An estimate for the whole state, where nothing nearer is known.",
    },
)
describe(
    RolloutStatus,
    "How far a state's own data go; federal offers are known everywhere.",
    {
        "LAUNCHED": "Vetted, and used in every answer.",
        "BETA": "Used where beta states are asked for.",
        "NONE": "Not used.",
    },
)
describe(
    BuildingType,
    "What sort of building an offer is for.",
    {
        "RESIDENTIAL": "A home for one household.",
        "MULTIFAMILY": "A building of several homes.",
        "MANUFACTURED_HOME": "A manufactured home.",
        "COMMERCIAL": "A business.",
    },
)
describe(
    CheckCode,
    "What a requirement is about.",
    {
        "AUTHORITY_AREA": "The home lies where the authority serves.",
        "ELIGIBLE_AREA": "The home lies in the areas that the offer is narrowed to.",
        "CHARGER_TRACT": "The home lies in a census tract of the charger credit.",
        "OWNER_STATUS": "Whether the household owns its home.",
        "INCOME": "The household's income is within a limit.",
        "TAX_LIABILITY": "There is income tax that a credit can reduce.",
        "NOT_ENDED": "The offer has not ended.",
        "STARTED": "The offer has begun; reported, but never in the way.",
        "STATE_REPLACEMENT": "The state does not give the same away itself.",
        "SHARED_PROGRAM": "No jointly run program replaces the offer.",
        "PREREQUISITE": "Another incentive is needed first.",
        "EXCLUSION": "Another incentive is not combined with this one.",
        "ACCEPTING": "The program takes applications at present.",
        "UTILITY": "The customer has an account or a rate plan with the utility.",
        "NEW_EQUIPMENT": "The equipment is new.",
        "CHARGER_LEVEL": "The charger is of a level.",
        "APPROVED_PRODUCT": "The product is on the program's list.",
        "SAFETY_LISTING": "The product is listed as safe.",
        "ENERGY_STAR": "The product is ENERGY STAR certified.",
        "POWER_RANGE": "The product's power lies in a range.",
        "NETWORKED": "The product talks to a network, as by OCPP.",
        "CONNECTOR": "The charger has a kind of connector.",
        "PERMANENT_INSTALLATION": "The product is installed for good.",
        "EFFICIENCY": "The product is efficient enough.",
        "CONTRACTOR": "A licensed or listed contractor does the work.",
        "PERMIT": "There is a permit, or an inspection was passed.",
        "VEHICLE": "A vehicle is registered.",
        "HOUSEHOLD_LIMIT": "A household gets it a limited number of times.",
        "CUSTOMER_CLASS": "The building or the customer is of a class.",
        "CLAIM_WINDOW": "The claim is made in time.",
        "ATTESTATION": "Something is signed or attested.",
        "PRICE_KNOWN": "The price is known, of which a share is paid.",
        "CAPACITY_KNOWN": "The capacity is known, by which an amount is paid.",
        "MISCELLANEOUS": "Something else.",
    },
)
describe(
    CheckOperator,
    "How the actual value is compared with the expected ones.",
    {
        "EQ": "Equal.",
        "NEQ": "Not equal.",
        "IN": "One of them; for areas, touching one of them.",
        "NOT_IN": "None of them.",
        "GT": "Greater.",
        "GTE": "Greater or equal.",
        "LT": "Less.",
        "LTE": "Less or equal.",
        "BETWEEN": "From the first to the second, both included.",
        "PRESENT": "There is a value.",
        "ABSENT": "There is no value.",
    },
)
describe(
    Knowable,
    "When a requirement can be checked.",
    {
        "BEFORE_SALE": "Before anything is bought.",
        "AFTER_SALE": "Only after the purchase or the installation.",
    },
)
describe(
    CheckStatus,
    "What a check found.",
    {
        "MET": "The requirement is met.",
        "FAILED": "It is not met.",
        "PENDING": "It cannot be known yet: an input was not given, or the data do not say.",
    },
)
describe(
    Outcome,
    "What a household can make of an incentive; it follows from the checks that are not advisory.",
    {
        "ELIGIBLE": "It can take it, as far as known: nothing is in the way.",
        "CONDITIONAL": "Perhaps: none of the checks failed, and some are pending.",
        "INELIGIBLE": "It cannot: a check failed.",
    },
)
describe(
    RelationKind,
    "How other incentives bear on one.",
    {
        "PREREQUISITE_MISSING": "They are needed first, all or some of them, and not eligible.",
        "SUPERSEDED_BY": "They are eligible and take its place.",
        "COMBINED_MAXIMUM": "Together with it they pay no more than a maximum.",
    },
)
