"""What HTTP caches are told about an answer, and whether a client has it already."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from schema.caching import public_for_s

PRIVATE = "private, no-store"
NOT_KEPT = "no-store"

_DIGEST_BYTES = 18


def keepable_s(document: DocumentNode, operation: OperationDefinitionNode) -> int | None:
    """Return for how long others may be given an operation's answer; None: not at all."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    fields: set[str] = set()
    waiting: list[SelectionSetNode] = [operation.selection_set]
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FieldNode):
                fields.add(node.name.value)
            elif isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                # Taken out, so that one that spreads itself ends as well.
                fragment = fragments.pop(node.name.value, None)
                waiting += [fragment.selection_set] if fragment else []
    return public_for_s(fields)


def etag(body: bytes, media_type: str, edition: str) -> str:
    """Return the strong tag of an answer.

    Args:
        body: As it is sent.
        media_type: Its media type.
        edition: Of the data that it was made from: others have other tags, however alike.
    """
    digest = sha256(f"{edition} {media_type} ".encode() + body).digest()[:_DIGEST_BYTES]
    return f'"{urlsafe_b64encode(digest).decode()}"'


def has_already(if_none_match: str | None, tag: str) -> bool:
    """Tell whether a client has the answer of a tag.

    >>> has_already('W/"a", "b"', '"b"'), has_already('"a"', '"b"'), has_already("*", '"b"')
    (True, False, True)
    """
    known = [each.strip().removeprefix("W/") for each in (if_none_match or "").split(",")]
    return tag in known or known == ["*"]
