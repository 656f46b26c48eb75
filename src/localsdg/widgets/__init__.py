"""The widgets of the course. Each is one Python class and one JavaScript module of the same name."""

from localsdg.widgets.agenda_builder import AgendaBuilder
from localsdg.widgets.agenda_explorer import AgendaExplorer
from localsdg.widgets.catalogue import Catalogue
from localsdg.widgets.competence_matrix import CompetenceMatrix
from localsdg.widgets.interaction_matrix import InteractionMatrix
from localsdg.widgets.land_and_people import LandAndPeople
from localsdg.widgets.message_checker import MessageChecker
from localsdg.widgets.municipality import Municipality
from localsdg.widgets.my_course import MyCourse
from localsdg.widgets.needs_check import NeedsCheck
from localsdg.widgets.questions import Questions
from localsdg.widgets.stakeholder_map import StakeholderMap
from localsdg.widgets.target_path import TargetPath
from localsdg.widgets.workshop_plan import WorkshopPlan

__all__ = [
    "AgendaBuilder",
    "AgendaExplorer",
    "Catalogue",
    "CompetenceMatrix",
    "InteractionMatrix",
    "LandAndPeople",
    "MessageChecker",
    "Municipality",
    "MyCourse",
    "NeedsCheck",
    "Questions",
    "StakeholderMap",
    "TargetPath",
    "WorkshopPlan",
]
