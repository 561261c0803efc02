"""The root fields of queries, one noun a file."""
