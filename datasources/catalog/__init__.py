"""Packs of devices and of programs kept in storage, as files that people read and write."""
