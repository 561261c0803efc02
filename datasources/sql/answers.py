"""Answers as they are kept for requests that come again."""

import msgspec

from datasources.facts.check import CheckAnswer

_decoder = msgspec.json.Decoder(CheckAnswer)


def dump_answer(answer: CheckAnswer) -> str:
    """Write an answer as JSON text."""
    return msgspec.json.encode(answer).decode()


def load_answer(text: str) -> CheckAnswer:
    """Read an answer that was kept."""
    return _decoder.decode(text)
