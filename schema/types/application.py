"""Applications: their own values, without what they lead to."""

from datetime import datetime
from typing import Self

import strawberry

from datasources.facts import application
from datasources.facts.field import Entity
from schema.derived import derived, derived_id
from schema.forms.shown import shows
from schema.partner_enums import ApplicationStatus
from schema.types.node import Node
from schema.view import View

_NOT_SHOWN = ("program", "recaptcha_token")
"""What leads to an object of its own, and a secret that is only ever written."""


@strawberry.type
@shows(Entity.APPLICATION, without=_NOT_SHOWN)
class ApplicationValues(Node):
    """What is known of an application."""

    id: strawberry.ID = derived_id("Application", "fact.id")
    number: int = derived("fact.id", description="Its number, unique among all applications.")
    version: int = derived("fact.version", description="Counts its changes, from 1.")
    status: ApplicationStatus = derived("fact.status", description="Where it stands.")
    created_at: datetime = derived("fact.created_at", description="When it was made.")
    updated_at: datetime = derived("fact.updated_at", description="When it last changed.")

    fact: strawberry.Private[application.Application]
    view: strawberry.Private[View]

    @classmethod
    def of(cls, fact: application.Application, view: View) -> Self:
        """Present an application."""
        return cls(fact=fact, view=view)
