"""Facts: frozen values that sources return and rules read. No I/O, no clock, no framework."""
