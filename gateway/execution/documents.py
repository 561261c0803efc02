"""Documents: each query text is parsed, measured and validated once, then remembered."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from hashlib import sha256

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule

from gateway.execution.codes import Code
from gateway.execution.compiled.plans import PATIENCE, Plans
from gateway.execution.costs import Price
from gateway.execution.failures import Failure, locations_of
from gateway.execution.limits import MAX_QUERY_BYTES, MAX_TOKENS, excess
from gateway.observing.record import noted

# Built once: graphql-core does per-rule work for each new tuple of classes.
_RULES = (*specified_rules, MaybeNullValidationRule)
_MAX_VALIDATION_ERRORS = 20

REMEMBERED = 100_000_000
"""Most bytes that what is remembered takes, whatever clients send."""

# Measured: 52 to 122 bytes a character, and some 2,500 besides; plans tell what they take.
_DOCUMENT, _CHARACTER = 2_500, 120


@dataclass(frozen=True, slots=True)
class Runnable:
    """A valid document, with what is found out about its operations when they are asked for.

    Attributes:
        plans: How they are run.
        prices: What they cost, by name.
    """

    document: DocumentNode
    plans: Plans
    prices: dict[str | None, Price] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query text that is ready to be executed, or why it is not.

    Attributes:
        runnable: None where there are failures.
        digest: SHA-256 of the text, in hexadecimal.
    """

    runnable: Runnable | None
    failures: tuple[Failure, ...] = ()
    digest: str = ""


class Documents:
    """Prepares query texts for one schema.

    Args:
        schema: Theirs.
        introspection: Whether they may ask for it; without, names are not suggested either.
        patience: How often an operation is interpreted before it is compiled.
        remembered: Most bytes that it takes to remember them.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        introspection: bool = True,
        patience: int = PATIENCE,
        remembered: int = REMEMBERED,
    ) -> None:
        self._schema = schema
        self._remembered = remembered
        self._patience = patience
        self._introspection = introspection
        self._rules = _RULES if introspection else (*_RULES, NoSchemaIntrospectionCustomRule)
        self._known: OrderedDict[str, Prepared] = OrderedDict()
        self._weights: dict[str, int] = {}
        self._weight = 0

    def prepare(self, query: str) -> Prepared:
        """Return the document of a query text, or its failures."""
        prepared = self._known.get(query)
        if prepared is None:
            digest = sha256(query.encode("utf-8", "surrogatepass")).hexdigest()
            prepared = replace(self._prepare(query), digest=digest)
            self._remember(query, prepared)
        else:
            self._known.move_to_end(query)
        return prepared

    def _prepare(self, query: str) -> Prepared:
        if len(query.encode("utf-8", "surrogatepass")) > MAX_QUERY_BYTES:
            text = f"The query has more than {MAX_QUERY_BYTES} bytes."
            return Prepared(None, (Failure(text, Code.QUERY_TOO_LARGE),))
        try:
            with noted().stage("parse"):
                document = parse(query, max_lexical_tokens=MAX_TOKENS)
        except GraphQLError as error:
            return Prepared(None, (_failure(error, Code.GRAPHQL_PARSE_FAILED),))
        too_much = excess(document)
        if too_much is not None:
            return Prepared(None, (Failure(too_much, Code.QUERY_TOO_LARGE),))
        errors = self._errors(document)
        if errors:
            invalid = Code.GRAPHQL_VALIDATION_FAILED
            return Prepared(None, tuple(_failure(error, invalid) for error in errors))
        plans = Plans(document, self._patience, grew=lambda: self._weigh(query))
        return Prepared(Runnable(document, plans))

    def _errors(self, document: DocumentNode) -> list[GraphQLError]:
        with noted().stage("validate"):
            return validate(
                self._schema,
                document,
                self._rules,
                max_errors=_MAX_VALIDATION_ERRORS,
                hide_suggestions=not self._introspection,
            )

    def _remember(self, query: str, prepared: Prepared) -> None:
        if len(query) <= MAX_QUERY_BYTES:
            self._known[query] = prepared
            self._weigh(query)

    def _weigh(self, query: str) -> None:
        """Note what a query takes, and forget those that nobody sent for the longest time."""
        prepared = self._known.get(query)
        if prepared is None:
            return
        runnable = prepared.runnable
        weight = _DOCUMENT + _CHARACTER * len(query) + (runnable.plans.weight if runnable else 0)
        self._weight += weight - self._weights.get(query, 0)
        self._weights[query] = weight
        while self._weight > self._remembered:
            forgotten, _ = self._known.popitem(last=False)
            self._weight -= self._weights.pop(forgotten)


def _failure(error: GraphQLError, code: Code) -> Failure:
    return Failure(error.message, code, locations=locations_of(error))
