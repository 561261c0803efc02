"""GraphiQL and the start page, served without any other host."""
