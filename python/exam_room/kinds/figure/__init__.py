"""A drawn figure: its artists as they are claimed, its picture as it is read back, for the kind `plot`."""
