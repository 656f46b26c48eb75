"""Module 1: what the goals mean here, and who is competent for what."""

from localsdg.localizing.competences import JUDGEMENTS, PUBLISHED_CLAIMS, Claim, CompetenceShare, competence_share

__all__ = ["JUDGEMENTS", "PUBLISHED_CLAIMS", "Claim", "CompetenceShare", "competence_share"]
