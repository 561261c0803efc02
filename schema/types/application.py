"""Applications: their own values, without what they lead to."""

from datetime import datetime
from typing import Self

import strawberry

from datasources.facts import application
from datasources.facts.field import Entity
from schema.forms.shown import shows
from schema.ids import global_id
from schema.partner_enums import ApplicationStatus
from schema.types.node import Node
from schema.view import View

_NOT_SHOWN = ("program", "recaptcha_token")
"""What leads to an object of its own, and a secret that is only ever written."""


@strawberry.type
@shows(Entity.APPLICATION, without=_NOT_SHOWN)
class ApplicationValues(Node):
    """What is known of an application."""

    number: int = strawberry.field(description="Its number, unique among all applications.")
    version: int = strawberry.field(description="Counts its changes, from 1.")
    status: ApplicationStatus = strawberry.field(description="Where it stands.")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it last changed.")

    fact: strawberry.Private[application.Application]
    view: strawberry.Private[View]

    @classmethod
    def of(cls, fact: application.Application, view: View) -> Self:
        """Present an application."""
        return cls(
            id=global_id("Application", str(fact.id)),
            number=fact.id,
            version=fact.version,
            status=fact.status,
            created_at=fact.created_at,
            updated_at=fact.updated_at,
            fact=fact,
            view=view,
        )
