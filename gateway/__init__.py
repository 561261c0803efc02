"""Wires the floors together: settings, clock, HTTP, command line. Imported by nobody."""
