"""Known answers: over the same data, loan programs are shown as the public service shows them."""

import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from tests.contract.test_cases import at, cases
from tests.national import needs_sample

pytestmark = needs_sample

LOANS = """
query ($at: LocationInput!) {
  loanPrograms(at: $at) {
    number key name websiteUrl status eligibleProjectTypes state isNational createdAt updatedAt
    description(language: EN) spanish: description(language: ES)
    financialAuthority {
      number type name description state city logo { src width height } createdAt updatedAt
    }
    terms {
      number minCreditScore maxDebtToIncome minLoanAmount maxLoanAmount
      minInterestRate maxInterestRate maxRepaymentMonths createdAt updatedAt
    }
  }
}
"""


def moments(row):
    """Write the moments of a row as they are published."""
    return {
        name: datetime.fromisoformat(row[key]).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        for name, key in (("created_at", "createdAt"), ("updated_at", "updatedAt"))
    }


def a_lender_as_published(row):
    return {
        "id": row["number"],
        "authority_type": row["type"],
        "description": row["description"],
        "name": row["name"],
        "state": row["state"],
        "city": row["city"],
        "Image": row["logo"],
        **moments(row),
    }


def terms_as_published(row):
    return {
        "id": row["number"],
        "min_credit_score": row["minCreditScore"],
        "max_debt_to_income": row["maxDebtToIncome"],
        "min_loan_amount": row["minLoanAmount"] and float(row["minLoanAmount"]),
        "max_loan_amount": row["maxLoanAmount"] and float(row["maxLoanAmount"]),
        "min_interest_rate": row["minInterestRate"],
        "max_interest_rate": row["maxInterestRate"],
        "max_repayment_months": row["maxRepaymentMonths"],
        **moments(row),
    }


def a_loan_as_published(row):
    return {
        "id": row["number"],
        "loan_program_key": row["key"],
        "name": row["name"],
        "description": row["description"],
        # Without a translation, which is published as an empty text, the English one is answered.
        "description_langs": {"es": row["spanish"] if row["spanish"] != row["description"] else ""},
        "status": row["status"],
        "state": row["state"],
        "is_national": row["isNational"],
        "website_url": row["websiteUrl"],
        "financial_authority_id": row["financialAuthority"]["number"],
        "financial_authority": a_lender_as_published(row["financialAuthority"]),
        "eligible_project_types": [{"type": each} for each in row["eligibleProjectTypes"]],
        "loan_program_terms": terms_as_published(row["terms"]),
        **moments(row),
    }


def loans_as_published(rows):
    """Drop the numbers of pictures, which mean nothing outside their source."""
    return [
        row
        | {
            "financial_authority": {
                key: value for key, value in row["financial_authority"].items() if key != "image_id"
            }
        }
        for row in rows
    ]


@pytest.mark.parametrize("case", cases("finance/loan-programs"))
async def test_loan_programs_are_those_published_in_their_order(sample, case):
    found = (await sample.ask(LOANS, at=at(case["params"])))["loanPrograms"]
    assert [a_loan_as_published(row) for row in found] == loans_as_published(case["response"])


async def test_every_loan_program_is_shown_as_published(sample, sample_file):
    with closing(sqlite3.connect(sample_file)) as file:
        zips = dict(file.execute("SELECT state, zip FROM zip"))
    published = sample.scope.dataset.loans
    for state in {loan["state"] for loan in published}:
        found = (await sample.ask(LOANS, at={"zip": zips[state]}))["loanPrograms"]
        expected = [loan for loan in published if loan["state"] == state]
        assert [a_loan_as_published(row) for row in found] == loans_as_published(expected)
