"""Module 2: from a plan to results."""

from localsdg.implementation.results import Position, TargetPath, target_path

__all__ = ["Position", "TargetPath", "target_path"]
