"""The loaders: each makes one statement of the many single questions of an operation."""
