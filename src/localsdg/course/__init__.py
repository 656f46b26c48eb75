"""The course as it is written: lessons with their questions, forms and cards, and checks of how they are written."""
