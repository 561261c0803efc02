"""Who asks."""

from collections.abc import Iterable
from typing import Self

import strawberry

from datasources.facts import organization as facts
from datasources.facts.field import Entity
from datasources.facts.fields import FieldName
from datasources.facts.history import ClaimedField
from schema.edges import Asks, edge
from schema.ids import global_id
from schema.partner_enums import KeyScope
from schema.types.form_field import FormField
from schema.view import View


@strawberry.type(description="A partner; nobody else sees its customers.")
class Organization:
    """A partner."""

    id: strawberry.ID = strawberry.field(description="Opaque id.")
    name: str = strawberry.field(description="Its name.")
    slug: str = strawberry.field(description="Its short name, as in links.")

    @classmethod
    def of(cls, fact: facts.Organization) -> Self:
        """Present an organization."""
        return cls(id=global_id("Organization", str(fact.id)), name=fact.name, slug=fact.slug)


@strawberry.type(description="The API key that came with the request.")
class Key:
    """An API key, without its secret."""

    prefix: str = strawberry.field(description="Its first characters, to tell it from others.")
    scope: KeyScope = strawberry.field(description="What it may do.")

    @classmethod
    def of(cls, fact: facts.ApiKey) -> Self:
        """Present a key."""
        return cls(prefix=fact.prefix, scope=fact.scope)


@strawberry.type(description="Who asks.")
class Viewer:
    """Who asks."""

    organization: Organization = strawberry.field(description="For whom the key speaks.")
    key: Key = strawberry.field(description="The key.")

    view: strawberry.Private[View]

    @edge(description="The fields that the organization fills in itself; see `claimFields`.")
    def claimed_fields(self) -> Asks[list[FormField]]:
        """List the fields that are claimed."""
        return self.view.loaders.claimed_fields.load("all").then(_in_order)


def _in_order(claims: Iterable[ClaimedField]) -> list[FormField]:
    named = sorted(FieldName(Entity(each.entity), each.field) for each in claims)
    return [FormField.of(each) for each in named]
