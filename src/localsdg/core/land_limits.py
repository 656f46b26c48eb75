"""Versions and limits of indicator 11.3.1, for Python and for the page, which needs no pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EQUAL_FROM, EQUAL_TO = 0.95, 1.05  # the course's own band, not an official one
LONG = 15  # years; the metadata advise five or ten, and over more the two versions differ visibly
SLOW = 0.5  # % a year, our own limit; below it, a small error in the count can change the sign of the ratio

VERSIONS: Mapping[str, str] = {
    "2021": "metadata of March 2021",
    "earlier": "earlier metadata, logarithms for land too",
}
