"""Turns the registry of fields into fields of the graph: one line there is one field here."""
