"""The checks of a table of your own: of its file and shape, its cells, its series."""
