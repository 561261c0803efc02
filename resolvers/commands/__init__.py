"""What changes stored data: each command is one transaction, or on a dry run none."""
