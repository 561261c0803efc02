"""How much each caller may ask of the server: buckets of points that leak with time."""
