"""GraphQL over WebSockets: the protocol graphql-transport-ws, for callers with a key."""
