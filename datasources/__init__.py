"""What is known: facts, and the sources that return them. No policy."""
