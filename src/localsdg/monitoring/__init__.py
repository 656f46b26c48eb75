"""Module 3: indicators with their official formulas, versions and traps; scores, progress and disaggregation."""

from localsdg.core.methods import UnitWarning
from localsdg.monitoring.access import (
    OPEN_SPACE_REACH,
    TRANSPORT_REACH,
    Access,
    network_distances,
    service_area,
)
from localsdg.monitoring.colours import Thresholds, colour_scale, goal_colour, indicator_colour
from localsdg.monitoring.groups import Disaggregation, WorstFifth, disaggregate, suppress, worst_fifth
from localsdg.monitoring.index import SDSN_REQUIRED, goal_scores, overall_index, ranks
from localsdg.monitoring.indicators import (
    WasteShares,
    affected_by_disasters,
    fine_particles,
    housing_cost_share,
    neet_share,
    open_space_share,
    share,
    slum_households,
    slum_share,
    urban_policy_score,
    waste_shares,
)
from localsdg.monitoring.land import KINDS, land_and_people, land_ratio
from localsdg.monitoring.scores import normalise, normalise_table
from localsdg.monitoring.trends import RULES, arrows, canada_score, limit_scale, progress, progress_table

__all__ = [
    "KINDS",
    "OPEN_SPACE_REACH",
    "RULES",
    "SDSN_REQUIRED",
    "TRANSPORT_REACH",
    "Access",
    "Disaggregation",
    "Thresholds",
    "UnitWarning",
    "WasteShares",
    "WorstFifth",
    "affected_by_disasters",
    "arrows",
    "canada_score",
    "colour_scale",
    "disaggregate",
    "fine_particles",
    "goal_colour",
    "goal_scores",
    "housing_cost_share",
    "indicator_colour",
    "land_and_people",
    "land_ratio",
    "limit_scale",
    "neet_share",
    "network_distances",
    "normalise",
    "normalise_table",
    "open_space_share",
    "overall_index",
    "progress",
    "progress_table",
    "ranks",
    "service_area",
    "share",
    "slum_households",
    "slum_share",
    "suppress",
    "urban_policy_score",
    "waste_shares",
    "worst_fifth",
]
