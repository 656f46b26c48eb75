"""Running notebooks: engines, the workers that hold them, and what the outputs of a check are worth."""
