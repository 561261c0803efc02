"""What clients see: Strawberry types, inputs and payloads. Each root field parses, delegates, presents."""
