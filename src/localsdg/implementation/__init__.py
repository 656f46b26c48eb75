"""Module 2: from a plan to results.

Names that need pandas are loaded when they are first used, so that the others work without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from localsdg.implementation.alignment import Alignment, Suggestion, align, concentration, suggest_targets
from localsdg.implementation.budget import (
    TaggedBudget,
    execution,
    execution_table,
    own_revenue_share,
    tag_budget,
)
from localsdg.implementation.chains import (
    IndicatorSheet,
    ResultChain,
    check_chain,
    check_sheet,
    required_changes,
)
from localsdg.implementation.partners import Matching, check_grid, match
from localsdg.implementation.results import Position, TargetPath, target_path

if TYPE_CHECKING:
    from localsdg.implementation.priorities import Ranking as Ranking
    from localsdg.implementation.priorities import Robustness as Robustness
    from localsdg.implementation.priorities import rank_options as rank_options
    from localsdg.implementation.priorities import robustness as robustness

__all__ = [
    "Alignment",
    "IndicatorSheet",
    "Matching",
    "Position",
    "Ranking",
    "ResultChain",
    "Robustness",
    "Suggestion",
    "TaggedBudget",
    "TargetPath",
    "align",
    "check_chain",
    "check_grid",
    "check_sheet",
    "concentration",
    "execution",
    "execution_table",
    "match",
    "own_revenue_share",
    "rank_options",
    "required_changes",
    "robustness",
    "suggest_targets",
    "tag_budget",
    "target_path",
]

_LATER = dict.fromkeys(("Ranking", "Robustness", "rank_options", "robustness"), "priorities")


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"localsdg.implementation.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
