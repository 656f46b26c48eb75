"""localsdg: from the Sustainable Development Goals to a review of your own municipality."""

__version__ = "0.1.0"
