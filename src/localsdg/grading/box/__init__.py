"""The sandbox in which students' code runs: isolation, limits, and what is read of the files that come out."""
