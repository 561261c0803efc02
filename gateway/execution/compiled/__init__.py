"""Runs operations as Python functions that are written for them, instead of interpreting them."""
