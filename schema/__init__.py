"""What clients see: Strawberry types and inputs. Each root field parses, delegates, presents."""
