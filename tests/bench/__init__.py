"""Benchmarks: they measure and print; nothing passes or fails by them."""
