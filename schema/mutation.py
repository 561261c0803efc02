"""The root of all mutations."""

import strawberry

from schema.mutations.applications import ApplicationMutations
from schema.mutations.claims import ClaimMutations
from schema.mutations.devices import DeviceMutations
from schema.mutations.incentives import IncentiveMutations


@strawberry.type(description="What changes data of the caller's organization; it takes a key.")
class Mutation(IncentiveMutations, ApplicationMutations, DeviceMutations, ClaimMutations):
    """All root fields of mutations."""
