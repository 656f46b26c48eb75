"""Your own data: read a table, find its faults, repair what is sure, and take the baselines from it."""

from localsdg.owndata.baselines import baseline
from localsdg.owndata.errors import DataFileError
from localsdg.owndata.report import DataReport, check_data, diagnose, repair

__all__ = ["DataFileError", "DataReport", "baseline", "check_data", "diagnose", "repair"]
