"""The list of failures that clients can ask for."""

from gateway.execution.codes import Code
from schema.errors import possibilities


def test_every_code_of_the_gateway_is_listed():
    assert set(Code) - {each.code for each in possibilities()} == set()
