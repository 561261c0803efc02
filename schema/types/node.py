"""Objects that can be asked for by a global id."""

import strawberry


@strawberry.interface(description="An object with a global id, to be asked for again by `node`.")
class Node:
    """An object with a global id."""

    id: strawberry.ID = strawberry.field(description="Opaque id, unique over all kinds of object.")
