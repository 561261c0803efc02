"""What fields cost: the data by which an operation's cost is known before it runs.

A point is about a twentieth of a millisecond of one core. Every object that is answered costs one
point, plain values and the wrappers of a page cost nothing; what takes work of its own costs more.
"""

from collections.abc import Mapping

REQUEST = 10
"""What every operation costs, whatever it asks for."""

MAX_COST = 10_000
"""Most points that an operation may cost where nothing else is set: half a second of a core."""

USUAL_LENGTH = 10
"""How many objects a list holds of which nothing more is said."""

CALLS: Mapping[str, int] = {
    "Query.__schema": 1500,
    "Query.__type": 100,
    "Query.application": 10,
    "Query.applications": 20,
    "Query.authorities": 1,
    "Query.calculator": 20,
    "Query.compareHouseholds": 10,
    "Query.customer": 10,
    "Query.customers": 20,
    "Query.dataset": 1,
    "Query.device": 10,
    "Query.deviceCategories": 1,
    "Query.devices": 20,
    "Query.formFields": 1,
    "Query.loanPrograms": 2,
    "Query.location": 2,
    "Query.node": 10,
    "Query.nodes": 10,
    "Query.possibleErrors": 1,
    "Query.program": 10,
    "Query.programs": 20,
    "Query.rateLimit": 1,
    "Query.state": 1,
    "Query.states": 1,
    "Query.utilities": 4,
    "Query.utility": 1,
    "Query.viewer": 10,
    "Mutation.addCustomerDevice": 100,
    "Mutation.claimFields": 50,
    "Mutation.lookupIncentives": 200,
    "Mutation.mapDevices": 50,
    "Mutation.overrideIncentives": 200,
    "Mutation.refreshIncentives": 150,
    "Mutation.removeCustomerDevice": 100,
    "Mutation.transitionApplication": 100,
    "Mutation.undoOverride": 100,
    "Mutation.updateApplication": 100,
    "Subscription.applicationChanged": 100,
    "Application.history": 5,
    "CalculatorResult.evaluations": 5,
    "CalculatorResult.missingInputs": 10,
    "CalculatorResult.totals": 2,
    "Customer.applications": 5,
    "Customer.history": 5,
    "Customer.household": 20,
    "Customer.incentives": 50,
    "HouseholdComparison.baseline": 20,
    "ScenarioResult.result": 20,
    "Utility.programs": 5,
    "ApplicationConnection.totalCount": 5,
    "ApplicationEventConnection.totalCount": 5,
    "CustomerConnection.totalCount": 5,
    "DeviceConnection.totalCount": 5,
    "ProgramConnection.totalCount": 5,
}
"""What asking a field costs each time, besides what it answers; every root field has a line."""

USUAL_PAGES: Mapping[str, int] = {"Customer.applications": 5}
"""How many rows a page of a field holds for which nobody says ``first``, where its default is more
than there ever are: a customer has one application a program at most."""

LENGTHS: Mapping[str, int | str] = {
    "Application.devices": 5,
    "Application.missingFields": 10,
    "ApplicationsFiled.applications": 5,
    "AppliedMaximum.incentives": 10,
    "CalculatorResult.authorities": 10,
    "CalculatorResult.dataPartners": 2,
    "CalculatorResult.incentives": 50,
    "CalculatorResult.missingInputs": 8,
    "CalculatorResult.warnings": 3,
    "CalculatorTotals.appliedMaximums": 5,
    "CalculatorTotals.byPaymentMethod": 7,
    "CalculatorTotals.uncounted": 20,
    "ClaimFieldsPayload.claimedFields": "fields",
    "ClaimFieldsPayload.userErrors": 2,
    "CouldUnlock.incentives": 10,
    "Customer.devices": 10,
    "CustomerDevicePayload.changes": 20,
    "CustomerDevicePayload.userErrors": 2,
    "Dataset.sources": 10,
    "DeviceTierResult.checks": 8,
    "DevicesNotOnCustomer.shortages": 5,
    "HouseholdComparison.scenarios": "scenarios",
    "IncentiveCheck.byProgram": 20,
    "IncentiveCheck.possibleUtilities": 3,
    "IncentiveCheck.warnings": 3,
    "IncentiveCheckPayload.changes": 20,
    "IncentiveCheckPayload.userErrors": 2,
    "IncentiveEvaluation.checks": 8,
    "IncentiveEvaluation.relatedIncentives": 2,
    "IncentiveRelation.incentives": 4,
    "MapDevicesPayload.mappings": "input",
    "MapDevicesPayload.userErrors": 2,
    "Program.deviceCategories": 5,
    "Program.tiers": 8,
    "Program.utilities": 2,
    "ProgramResult.deviceTierResults": 10,
    "Query.authorities": 40,
    "Query.deviceCategories": 30,
    "Query.formFields": 60,
    "Query.loanPrograms": 10,
    "Query.nodes": "ids",
    "Query.possibleErrors": 60,
    "Query.states": 56,
    "ScenarioResult.added": 20,
    "ScenarioResult.removed": 20,
    "StateCoverage.dataPartners": 2,
    "StateCoverage.rebateRollouts": 2,
    "StatusTransition.missing": 10,
    "Tier.requirements": 6,
    "UndoOverridePayload.changes": 50,
    "UndoOverridePayload.userErrors": 2,
    "UpdateApplicationPayload.changes": 20,
    "UpdateApplicationPayload.userErrors": 2,
    "UtilityLookup.electric": 4,
    "UtilityLookup.gas": 2,
    "UtilityNotFound.candidates": 5,
    "Viewer.claimedFields": 20,
}
"""How many objects a list holds: about so many where nothing bounds it, or as many as the argument
of that name says, the field's own or that of the field it stands under. Pages go by ``first``."""
