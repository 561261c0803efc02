"""What is deployed shows less than what is developed on."""

import re
from pathlib import Path

import pytest
import yaml

from gateway.settings import Settings, variable

CLOSED = ("graphiql", "introspection")
_SET = re.compile(r"^ +(GATEWAY_[A-Z_]+)=(\S+)", re.MULTILINE)


@pytest.mark.parametrize("field", CLOSED)
def test_a_checkout_is_open_and_the_container_is_not(repository: Path, field: str):
    assert Settings.model_fields[field].default is True
    image = dict(_SET.findall((repository / "Dockerfile").read_text("utf-8")))
    assert image[variable(field)] == "false"


@pytest.mark.parametrize("field", CLOSED)
def test_composing_leaves_it_closed_unless_it_is_opened(repository: Path, field: str):
    composed = yaml.safe_load((repository / "docker-compose.yml").read_text("utf-8"))
    chosen = composed["services"]["gateway"]["environment"][variable(field)]
    assert chosen == f"${{{variable(field)}:-false}}"


def test_the_container_sets_nothing_that_is_no_setting(repository: Path):
    image = _SET.findall((repository / "Dockerfile").read_text("utf-8"))
    composed = yaml.safe_load((repository / "docker-compose.yml").read_text("utf-8"))
    named = {name for name, _ in image} | set(composed["services"]["gateway"]["environment"])
    assert named - {variable(field) for field in Settings.model_fields} == set()
