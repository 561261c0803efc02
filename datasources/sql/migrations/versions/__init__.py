"""One change of the tables a module, named by its date; none is changed once released."""
