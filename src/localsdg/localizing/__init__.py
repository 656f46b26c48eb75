"""Module 1: what the goals mean here, who is competent, who must be heard, and how goals are linked.

Names that need pandas are loaded when they are first used, so that the others work without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from localsdg.localizing.advocacy import Message, allocate, check_message, check_messages
from localsdg.localizing.competences import (
    JUDGEMENTS,
    PUBLISHED_CLAIMS,
    Claim,
    CompetenceShare,
    competence_share,
    share_by_weight,
)
from localsdg.localizing.exchange import Agenda, Item, check_agenda
from localsdg.localizing.stakeholders import GROUPS, Actor, StakeholderMap, stakeholder_map, women_in_councils
from localsdg.localizing.territory import Found, Pin, Pinboard, find_targets, pinboard

if TYPE_CHECKING:
    from localsdg.localizing.interlinkages import Interactions as Interactions
    from localsdg.localizing.interlinkages import interactions as interactions

__all__ = [
    "GROUPS",
    "JUDGEMENTS",
    "PUBLISHED_CLAIMS",
    "Actor",
    "Agenda",
    "Claim",
    "CompetenceShare",
    "Found",
    "Interactions",
    "Item",
    "Message",
    "Pin",
    "Pinboard",
    "StakeholderMap",
    "allocate",
    "check_agenda",
    "check_message",
    "check_messages",
    "competence_share",
    "find_targets",
    "interactions",
    "pinboard",
    "share_by_weight",
    "stakeholder_map",
    "women_in_councils",
]


def __getattr__(name: str) -> Any:
    if name in ("Interactions", "interactions"):
        return getattr(import_module("localsdg.localizing.interlinkages"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
