"""The stores: one noun a module, each on an open connection, facts in and facts out."""
