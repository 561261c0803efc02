"""Loan programs, asked in GraphQL."""

from collections.abc import Iterator
from typing import Any

import pytest

from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from tests.builders import NOW
from tests.graphs import Graph, a_small_country

ASK = """
query Ask($at: LocationInput!) {
  loanPrograms(at: $at) {
    number key name description spanish: description(language: ES) websiteUrl status state
    isNational eligibleProjectTypes createdAt updatedAt
    financialAuthority { number type name state city logo { src } createdAt }
    terms {
      minCreditScore maxDebtToIncome minLoanAmount maxLoanAmount minInterestRate maxInterestRate
      maxRepaymentMonths
    }
  }
}
"""


def a_loan(**changes: Any) -> dict[str, Any]:
    loan = {
        "id": 44,
        "loan_program_key": "OR-1",
        "name": "Home loan",
        "description": "A loan.",
        "description_langs": {"es": "Un préstamo."},
        "status": "PUBLISHED",
        "state": "OR",
        "is_national": False,
        "website_url": "https://example.org/loan",
        "financial_authority": {
            "id": 32,
            "authority_type": "credit_union",
            "name": "A credit union",
            "state": "OR",
            "city": None,
            "Image": {"src": "https://example.org/logo.png", "width": 1, "height": 1},
            "created_at": "2025-02-28T21:37:06.053Z",
        },
        "eligible_project_types": [{"type": "SOLAR"}, {"type": "WATER_HEATER"}],
        "loan_program_terms": {
            "min_credit_score": 640,
            "max_debt_to_income": None,
            "max_loan_amount": 50_000,
            "min_interest_rate": 5.25,
            "max_repayment_months": 120,
        },
        "created_at": "2025-02-28T21:46:23.913Z",
    }
    return loan | changes


@pytest.fixture(scope="module")
def lending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Return the graph over loans of two states and of the nation."""
    content = a_small_country()
    content.loans = [
        a_loan(),
        a_loan(id=45, name="Of Washington", state="WA"),
        {"name": "Of the nation", "state": None, "is_national": True},
        a_loan(id=46, name="Another", description_langs={"es": ""}, loan_program_terms=None),
    ]
    path = tmp_path_factory.mktemp("lending") / "country.dataset"
    write_dataset(content, path, NOW)
    dataset = Dataset.open(path)
    yield Graph(dataset)
    dataset.close()


async def test_a_place_has_the_loans_of_its_state_and_of_the_nation_in_order(lending: Graph):
    found = (await lending.ask(ASK, at={"zip": "97701"}))["loanPrograms"]
    assert [loan["name"] for loan in found] == ["Home loan", "Of the nation", "Another"]


async def test_a_loan_shows_what_its_source_says(lending: Graph):
    found = (await lending.ask(ASK, at={"zip": "97701"}))["loanPrograms"][0]

    assert found == {
        "number": 44,
        "key": "OR-1",
        "name": "Home loan",
        "description": "A loan.",
        "spanish": "Un préstamo.",
        "websiteUrl": "https://example.org/loan",
        "status": "PUBLISHED",
        "state": "OR",
        "isNational": False,
        "eligibleProjectTypes": ["SOLAR", "WATER_HEATER"],
        "createdAt": "2025-02-28T21:46:23.913000+00:00",
        "updatedAt": None,
        "financialAuthority": {
            "number": 32,
            "type": "credit_union",
            "name": "A credit union",
            "state": "OR",
            "city": None,
            "logo": {"src": "https://example.org/logo.png"},
            "createdAt": "2025-02-28T21:37:06.053000+00:00",
        },
        "terms": {
            "minCreditScore": 640,
            "maxDebtToIncome": None,
            "minLoanAmount": None,
            "maxLoanAmount": "50000.00",
            "minInterestRate": 5.25,
            "maxInterestRate": None,
            "maxRepaymentMonths": 120,
        },
    }


async def test_what_a_source_leaves_out_is_null(lending: Graph):
    _, bare, untranslated = (await lending.ask(ASK, at={"zip": "97701"}))["loanPrograms"]

    assert (bare["number"], bare["key"], bare["description"], bare["spanish"]) == (None,) * 4
    assert (bare["financialAuthority"], bare["terms"]) == (None, None)
    assert bare["eligibleProjectTypes"] == []
    assert (untranslated["spanish"], untranslated["terms"]) == ("A loan.", None)


async def test_a_place_that_does_not_exist_has_no_loans(lending: Graph):
    assert await lending.refusal(ASK, at={"zip": "00000"}) == (
        "LOCATION_NOT_FOUND",
        "at",
        ["loanPrograms"],
    )


async def test_without_loans_the_list_is_empty(graph: Graph):
    assert await graph.ask(ASK, at={"zip": "97701"}) == {"loanPrograms": []}
