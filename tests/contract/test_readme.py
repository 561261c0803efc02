"""The README's question has the answer that stands below it."""

import json
import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
EXAMPLE = re.compile(r"```graphql\n(?P<query>.+?)```\s+```json\n(?P<answer>.+?)```", re.DOTALL)


async def test_the_readmes_answer_is_the_real_one(nation):
    example = EXAMPLE.search(README.read_text("utf-8"))
    assert example is not None
    assert await nation.ask(example["query"]) == json.loads(example["answer"])
