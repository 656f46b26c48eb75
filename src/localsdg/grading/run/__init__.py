"""Running notebooks: engines, workers that use them, and the credit that the outputs of a check earn."""
