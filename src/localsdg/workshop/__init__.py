"""Workshops: the trainer's card of each lesson, and agendas computed from the cards."""

from localsdg.course.trainer_card import Card, Step, card, lessons_with_cards
from localsdg.workshop.plan import Entry, WorkshopPlan, plan_workshop

__all__ = ["Card", "Entry", "Step", "WorkshopPlan", "card", "lessons_with_cards", "plan_workshop"]
