"""The enums of organizations, their customers and applications, described for clients."""

from datasources.facts.application import ApplicationStatus, PayeeType
from datasources.facts.check import IncentiveOperation
from datasources.facts.organization import KeyScope
from schema.describe import describe

__all__ = ["ApplicationStatus", "IncentiveOperation", "KeyScope", "PayeeType"]

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
