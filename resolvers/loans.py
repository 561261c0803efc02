"""Loans for electrification."""

from datasources.dataset.loans import read_loan
from datasources.facts.loan import Loan
from resolvers.places import Whereabouts, locate
from resolvers.scope import Scope


async def loans_at(scope: Scope, at: Whereabouts) -> list[Loan]:
    """List the loan programs of a place's state and those of the whole nation, in file order.

    Raises:
        BadInput: A ZIP code is malformed.
        LocationNotFound: No such ZIP code or address.
        NoData: The place is outside the 56 jurisdictions of the data set.
    """
    place = await locate(scope, at)
    return [
        read_loan(published)
        for published in scope.dataset.loans
        if published["is_national"] or published["state"] == place.state
    ]
