"""Rules: pure functions from facts to findings; every circumstance is an argument, today too."""
