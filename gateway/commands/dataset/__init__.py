"""`dataset`: what the data set holds, whether it can be trusted, where it comes from."""
