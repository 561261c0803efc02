"""The root fields of mutations, one family a file."""
