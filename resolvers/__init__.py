"""What the graph does: finds, loads, judges and arranges. No GraphQL, no SQL, no HTTP."""
