"""What fails in one part of an answer leaves the other parts alone."""

from sqlalchemy import text

from tests.partner import Partners, a_lookup

TWICE = """
mutation Twice($input: LookupIncentivesInput!, $key: String!) {
  replayed: lookupIncentives(input: $input) @idempotent(key: $key) {
    check { customer { referenceId devices { device { name } } }
      utility { key }
      byProgram { program { name } deviceTierResults { device { name } tier { name } } } }
    userErrors { code } changes { field }
  }
  fresh: lookupIncentives(input: $input) {
    check { customer { referenceId devices { device { name } } } utility { key } }
  }
}
"""


async def forget(partners: Partners, known: str) -> None:
    """Make a kept answer name something that nobody knows any more."""
    async with partners.database.write() as writing:
        await writing.run(
            text("UPDATE idempotency_record SET answer = replace(answer, :known, :gone)"),
            {"known": known, "gone": '"gone"'},
        )


async def test_a_replayed_answer_may_name_what_is_gone_without_breaking_the_rest(
    partners: Partners,
):
    whole = await partners.first.ask(TWICE, input=a_lookup(123), key="k")
    await forget(partners, '"or-pacific-power"')
    body = await partners.first.answer(TWICE, input=a_lookup(123), key="k")
    (error,) = body["errors"]

    assert (error["extensions"]["code"], error["path"]) == (
        "CONFLICT",
        ["replayed", "check", "utility"],
    )
    assert body["data"]["replayed"] == whole["replayed"] | {"check": None}
    assert body["data"]["fresh"] == whole["fresh"]


async def test_a_tier_that_is_gone_is_an_error_of_its_own(partners: Partners):
    await partners.first.ask(TWICE, input=a_lookup(123), key="k")
    await forget(partners, '"456"')
    body = await partners.first.answer(TWICE, input=a_lookup(123), key="k")

    assert [each["extensions"]["code"] for each in body["errors"]] == ["CONFLICT"]
    assert body["errors"][0]["path"][-1] == "tier"
    assert body["data"]["fresh"]["check"]["utility"] == {"key": "or-pacific-power"}
