"""The sandbox in which students' code runs: what it may use, and what of its files is read."""
