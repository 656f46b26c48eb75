"""Module 3: indicators with their official formulas, versions and traps."""

from localsdg.monitoring.land import KINDS, land_and_people

__all__ = ["KINDS", "land_and_people"]
