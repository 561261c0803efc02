"""The database of organizations, their customers and applications: facts in, facts out."""
