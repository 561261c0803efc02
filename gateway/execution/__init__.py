"""How an operation is run: its context, its limits and the shape of its errors."""
