"""The error of own data."""


class DataFileError(ValueError):
    """A file that cannot be read as a table; the message says what was found and what to do."""
