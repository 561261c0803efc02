"""Customers, their devices, applications and what they earn: each leads to the others."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self

import strawberry

from datasources.facts import application, check, customer
from datasources.facts.requirement import CheckStatus as Status
from resolvers.any_program import program_named
from resolvers.customers import calculate_home, stored_check
from resolvers.explanation import Explanation
from schema.checks import given
from schema.enums import BuildingType
from schema.errors import presented
from schema.household import HouseholdInput, household_of
from schema.ids import global_id
from schema.money import dollars_of
from schema.paging import DEFAULT_FIRST, After, Connection, First, Window, page
from schema.partner_enums import ApplicationStatus, IncentiveOperation, PayeeType
from schema.types.calculator import CalculatorResult
from schema.types.check import Check, WithStatus
from schema.types.check_warning import CheckWarning
from schema.types.dataset import Dataset
from schema.types.device import Device
from schema.types.incentive_check import CalculationDetails, HouseholdFlags
from schema.types.node import Node
from schema.types.postal_address import PostalAddress
from schema.types.program import InLanguage, Program, Utility
from schema.types.tier import Tier
from schema.view import View
