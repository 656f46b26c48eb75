"""Your own data: read a table, find its faults, repair what is sure, and take the baselines from it."""

from localsdg.implementation.baseline.baselines import baseline
from localsdg.implementation.baseline.files import DataFileError
from localsdg.implementation.baseline.report import DataReport, check_data, diagnose, repair

__all__ = ["DataFileError", "DataReport", "baseline", "check_data", "diagnose", "repair"]
