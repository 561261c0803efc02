"""The root of all queries."""

import strawberry

from schema.queries.applications import ApplicationQueries
from schema.queries.calculator import CalculatorQueries
from schema.queries.comparison import ComparisonQueries
from schema.queries.coverage import CoverageQueries
from schema.queries.customers import CustomerQueries
from schema.queries.devices import DeviceQueries
from schema.queries.forms import FormQueries
from schema.queries.loans import LoanQueries
from schema.queries.nodes import NodeQueries
from schema.queries.places import PlaceQueries
from schema.queries.programs import ProgramQueries
from schema.queries.rate_limit import RateLimitQueries


@strawberry.type(description="What can be asked without changing anything.")
class Query(
    CalculatorQueries,
    ComparisonQueries,
    PlaceQueries,
    CoverageQueries,
    ProgramQueries,
    LoanQueries,
    NodeQueries,
    DeviceQueries,
    CustomerQueries,
    ApplicationQueries,
    FormQueries,
    RateLimitQueries,
):
    """All root fields of queries."""
