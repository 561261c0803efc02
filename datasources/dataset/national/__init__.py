"""Imports the national data set from a copy of Rewiring America's public repository."""
