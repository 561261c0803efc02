"""How a message is logged."""

import json
import logging

from gateway.logs import JsonFormatter


def line_of(**extra) -> dict:
    record = logging.LogRecord("gateway.x", logging.WARNING, "x.py", 1, "%s left", ("one",), None)
    vars(record).update(extra)
    return json.loads(JsonFormatter().format(record))


def test_a_message_is_one_line_of_json():
    line = line_of()
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "warning", "logger": "gateway.x", "message": "one left"}


def test_fields_stand_beside_the_message():
    assert line_of(fields={"status": 200})["status"] == 200


def test_a_traceback_is_a_field():
    error = KeyError("x")
    line = line_of(exc_info=(KeyError, error, error.__traceback__))
    assert line["traceback"] == ["KeyError"]
