"""What an operation asks of each type, with fragments merged and `@skip` and `@include` decided."""

from dataclasses import dataclass
from inspect import iscoroutinefunction
from keyword import iskeyword
from types import FunctionType
from typing import Any

from graphql import (
    FieldNode,
    GraphQLAbstractType,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_abstract_type,
)
from graphql.execution.collect_fields import (
    FieldDetailsList,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.executor import Executor
from strawberry.types.field import StrawberryField

from gateway.execution.compiled.source import NotCompiled
from schema.edges import asked_by

TYPENAME = "__typename"


@dataclass(slots=True, eq=False)
class Selected:
    """One field of a selection.

    Attributes:
        key: Under which the answer has it.
        parent: The type that it is asked of.
        details: All its occurrences, as graphql-core collects them.
        ours: How Strawberry made it; None for a field that it did not make.
    """

    key: str
    parent: GraphQLObjectType
    details: FieldDetailsList
    definition: GraphQLField
    ours: StrawberryField | None

    @property
    def node(self) -> FieldNode:
        """Its first occurrence, which has the arguments."""
        return self.details[0].node

    @property
    def name(self) -> str:
        """As the type has it."""
        return self.node.name.value

    @property
    def type(self) -> GraphQLOutputType:
        """What it promises."""
        return self.definition.type

    @property
    def nullable(self) -> bool:
        """Whether it may be null, so that a failure ends here."""
        return not isinstance(self.definition.type, GraphQLNonNull)

    @property
    def attribute(self) -> str | None:
        """The attribute that is its value; None where something is called for it."""
        ours = self.ours
        if ours is None or not ours.is_basic_field or ours.default_resolver is not getattr:
            return None
        return ours.python_name if _is_usual(ours) and not iskeyword(ours.python_name) else None

    @property
    def resolver(self) -> Any:  # noqa: ANN401 - any function with any parameters
        """The method that may be called without Strawberry's wrapping; None where there is none."""
        ours = self.ours
        if ours is None or ours.base_resolver is None or ours.extensions or not _is_usual(ours):
            return None
        found = ours.base_resolver
        if found.parent_parameter or found.root_parameter or not found.self_parameter:
            return None
        return found if isinstance(found.wrapped_func, FunctionType) else None

    @property
    def is_awaited(self) -> bool:
        """Whether calling it is certain to return something to wait for."""
        resolver = self.resolver
        return resolver is not None and iscoroutinefunction(resolver.wrapped_func)

    @property
    def asked(self) -> Any:  # noqa: ANN401 - as above
        """The method of an edge that says what to ask; None for what is no edge."""
        return asked_by(self.resolver.wrapped_func) if self.resolver else None


class Selections:
    """The selections of one operation, for the values that its `@skip` and `@include` have."""

    def __init__(self, executor: Executor[Any]) -> None:
        self._executor = executor
        self._below: dict[tuple[str, int], list[Selected]] = {}
        self._direct: dict[int, bool] = {}

    def roots(self) -> list[Selected]:
        """Return what is asked of the root.

        Raises:
            NotCompiled: The schema itself is asked for.
        """
        of = self._executor
        root = of.schema.get_root_type(of.operation.operation)
        if root is None:
            raise NotCompiled("The schema has no such operation.")
        found = collect_fields(of.schema, of.fragments, of.variable_values, root, of.operation)
        return self._selected(root, found.grouped_field_set)

    def below(self, kind: GraphQLObjectType, selected: Selected) -> list[Selected]:
        """Return what is asked of an object of a type that a field leads to."""
        at = kind.name, id(selected.details)
        if at not in self._below:
            of = self._executor
            found = collect_subfields(
                of.schema, of.fragments, of.variable_values, of.operation, kind, selected.details
            )
            self._below[at] = self._selected(kind, found.grouped_field_set)
        return self._below[at]

    def concrete(self, selected: Selected) -> list[GraphQLObjectType]:
        """Return the types of object that a field may lead to; none for a leaf."""
        named = get_named_type(selected.type)
        if isinstance(named, GraphQLObjectType):
            return [named]
        return self.possible(named) if is_abstract_type(named) else []

    def possible(self, kind: GraphQLAbstractType) -> list[GraphQLObjectType]:
        """Return the types that an interface or union stands for."""
        return list(self._executor.schema.get_possible_types(kind))

    def is_direct(self, selected: Selected) -> bool:
        """Tell whether all below a field's value is there at once, without waiting."""
        known = self._direct.get(id(selected.details))
        if known is None:
            known = self._direct[id(selected.details)] = all(
                self.is_read(each) and self.is_direct(each)
                for kind in self.concrete(selected)
                for each in self.below(kind, selected)
            )
        return known

    def is_read(self, selected: Selected) -> bool:
        """Tell whether a field's own value is there at once: an attribute, or a plain method's."""
        if selected.name == TYPENAME or selected.attribute is not None:
            return True
        resolver = selected.resolver
        return resolver is not None and not resolver.is_async and not resolver.info_parameter

    def _selected(self, kind: GraphQLObjectType, fields: GroupedFieldSet) -> list[Selected]:
        return [self._one(kind, key, details) for key, details in fields.items()]

    def _one(self, kind: GraphQLObjectType, key: str, details: FieldDetailsList) -> Selected:
        name = details[0].node.name.value
        definition = self._executor.schema.get_field(kind, name)
        if definition is None or (name.startswith("__") and name != TYPENAME):
            raise NotCompiled(f"{kind}.{name} is graphql-core's own.")
        if definition.resolve is None and name != TYPENAME:
            raise NotCompiled(f"{kind}.{name} is not Strawberry's.")
        ours = definition.extensions.get("strawberry-definition")
        return Selected(key, kind, details, definition, ours)


def _is_usual(field: StrawberryField) -> bool:
    """Tell whether a field has no way of its own to find its value."""
    return type(field).get_result is StrawberryField.get_result
