"""Reads YAML files into structs; a fault names the file, the line and the key."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
import yaml

from datasources.dataset.errors import Fault, ImportRefused, SourceUnusable


class Shape(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of a file; fields that are not named here are refused."""


Content = TypeVar("Content", bound=Shape)
Content_co = TypeVar("Content_co", bound=Shape, covariant=True)
KeyPath = tuple[str | int, ...]

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_MESSAGE = re.compile(r"(?P<text>.*?)(?: - at (?:`key` in )?`\$(?P<path>[^`]*)`)?", re.DOTALL)
_UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(?P<field>.*)`")


class _Loader(yaml.CSafeLoader):
    """Reads YAML's own types, with two differences: days stay text, and no key may come twice."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML reads it from the class
        first: [
            (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"
        ]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Construct a mapping, which PyYAML would do with the last of equal keys."""
        keys = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="a key is no plain text", problem_mark=key.start_mark
                )
            if key.value in keys:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} comes twice", problem_mark=key.start_mark
                )
            keys.add(key.value)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, slots=True)
class Document(Generic[Content_co]):
    """A file that was read.

    Attributes:
        name: What faults call it.
    """

    name: str
    text: str
    content: Content_co

    def fault(self, message: str, *path: str | int) -> ImportRefused:
        """Return the error to raise for what stands at a path of the file."""
        return ImportRefused((self.found(message, *path),))

    def found(self, message: str, *path: str | int) -> Fault:
        """Return what is wrong at a path of the file."""
        return _fault(self.name, self.text, path, message)


def read_document(path: Path, shape: type[Content], name: str) -> Document[Content]:
    """Read one file and check its shape.

    Args:
        path: The file.
        shape: What the whole file is.
        name: What faults call the file.

    Raises:
        ImportRefused: The file is not YAML, or has another shape.
        SourceUnusable: The file cannot be read.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SourceUnusable(f"{name} cannot be read: {reason}") from error
    return parse_document(text, shape, name)


def parse_document(text: str, shape: type[Content], name: str) -> Document[Content]:
    """Read the text of a file and check its shape; see read_document."""
    try:
        # The loader is a safe one; it only keeps days as text.
        plain = yaml.load(text, _Loader)  # noqa: S506
        return Document(name, text, msgspec.convert(plain, shape))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        fault = Fault(name, f"line {line}", error.problem or "not YAML")
        raise ImportRefused((fault,)) from error
    except msgspec.ValidationError as error:
        path, message = _place(str(error))
        raise ImportRefused((_fault(name, text, path, message),)) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ImportRefused((Fault(name, "line 1", "not YAML that can be read"),)) from error


def _place(error: str) -> tuple[KeyPath, str]:
    """Split msgspec's text into the path of what is wrong and what is wrong with it."""
    match = _MESSAGE.fullmatch(error)
    message, where = (match["text"], match["path"] or "") if match else (error, "")
    path: KeyPath = tuple(key or int(index) for key, index in _STEP.findall(where))
    if unknown := _UNKNOWN_FIELD.fullmatch(message):
        return (*path, unknown["field"]), "unknown field"
    return path, message


def _fault(name: str, text: str, path: KeyPath, message: str) -> Fault:
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    where = f"line {_line(text, path)}" + (f", {shown.lstrip('.')}" if shown else "")
    return Fault(name, where, message)


def _line(text: str, path: KeyPath) -> int:
    """Find the line of a path, or of the innermost part of it that exists."""
    node: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader)
    line: int = node.start_mark.line + 1 if node else 1
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        else:
            return line
    return line
