"""The enums of organizations, their customers and applications, described for clients."""

from enum import StrEnum

from datasources.facts.application import ApplicationStatus, PayeeType
from datasources.facts.check import IncentiveOperation
from datasources.facts.customer import AccountStatus
from datasources.facts.field import Demand, Entity, FieldKind, Writer
from datasources.facts.filters import Order
from datasources.facts.history import ActorKind
from datasources.facts.organization import KeyScope
from schema.describe import describe

__all__ = [
    "AccountStatus",
    "ActorKind",
    "ApplicationStatus",
    "Demand",
    "Entity",
    "FieldKind",
    "IncentiveOperation",
    "KeyScope",
    "Order",
    "OrderDirection",
    "PayeeType",
    "Writer",
]


class OrderDirection(StrEnum):
    """Which end of a list comes first."""

    ASC = "asc"
    DESC = "desc"


describe(
    IncentiveOperation,
    "How a check of incentives came about.",
    {
        "LOOKUP": "The customer was looked up or made, and its address resolved.",
        "REFRESH": "The customer was checked again with what is stored.",
        "OVERRIDE": "All devices of the customer were replaced.",
    },
)
describe(
    ApplicationStatus,
    "Where an application stands.",
    {
        "NOT_STARTED": "Nobody has begun with it.",
        "IN_PROGRESS": "The customer is filling it in.",
        "AWAITING_CUSTOMER": "Something is needed of the customer.",
        "AWAITING_PARTNER": "Something is needed of the organization.",
        "COMPLETED": "Everything is there to hand it in.",
        "SUBMITTED": "It was handed in.",
        "APPROVED": "The program pays.",
        "REJECTED": "The program does not pay.",
    },
)
describe(
    PayeeType,
    "Who is paid.",
    {
        "CUSTOMER": "The customer.",
        "CONTRACTOR": "Who installed the device.",
        "INSTANT": "Nobody later: the price is lowered at once.",
    },
)
describe(
    KeyScope,
    "What a key may do; each scope includes the ones before it.",
    {
        "READ": "Ask.",
        "WRITE": "Check incentives, and change customers and applications.",
        "ADMIN": "What operators of programs decide, too.",
    },
)
describe(
    AccountStatus,
    "State of a customer's account with the utility.",
    {
        "ACTIVE": "The utility delivers.",
        "INACTIVE": "The account was closed or suspended.",
        "PENDING": "The account was asked for.",
    },
)
describe(
    Entity,
    "What a field of a form belongs to.",
    {
        "CUSTOMER": "A customer.",
        "CUSTOMER_DEVICE": "One device of a customer.",
        "APPLICATION": "A customer's application to a program.",
    },
    name="FormEntity",
)
describe(
    FieldKind,
    "What a field of a form holds.",
    {
        "TEXT": "Text.",
        "EMAIL": "An email address.",
        "PHONE": "A telephone number.",
        "URL": "A web address.",
        "INTEGER": "A whole number.",
        "MONEY": "An amount in US dollars with at most two digits behind the point.",
        "DATE": "A day.",
        "BOOLEAN": "Yes or no.",
        "CHOICE": "One of a few values.",
        "DOCUMENT": "A JSON object.",
        "LIST": "Several values.",
    },
)
describe(
    Demand,
    "How often programs ask for a field.",
    {
        "HIGH": "Nearly all of them do.",
        "MEDIUM": "Many of them do.",
        "LOW": "Some of them do.",
    },
    name="FieldDemand",
)
describe(
    Writer,
    "Whose key may change a field.",
    {
        "PARTNER": "Every key with the scope write.",
        "ADMINISTRATOR": "Only keys with the scope admin.",
        "NOBODY": "None: it follows from other changes.",
    },
    name="FieldWriter",
)
describe(
    ActorKind,
    "Who acts on an application or a customer.",
    {
        "CUSTOMER": "The customer, by a link.",
        "PARTNER": "The organization, by a key.",
        "ADMINISTRATOR": "Who runs the program, by a key with the scope admin.",
        "SYSTEM": "Nobody: it followed from another change.",
    },
)
describe(
    Order,
    "What applications are ordered by.",
    {
        "CREATED_AT": "When they were made.",
        "UPDATED_AT": "When they last changed.",
    },
    name="ApplicationOrderField",
)
describe(
    OrderDirection,
    "Which end of a list comes first.",
    {
        "ASC": "The oldest.",
        "DESC": "The latest.",
    },
)
