"""Objects that can be asked for by a global id."""

import strawberry

from schema.derived import ID


@strawberry.interface(description="An object with a global id, to be asked for again by `node`.")
class Node:
    """An object with a global id."""

    id: strawberry.ID = strawberry.field(description=ID)
