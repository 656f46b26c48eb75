"""The widget of lesson 1.2: which of the 169 targets are own, shared or not ours."""

from localsdg.localizing.competences import PUBLISHED_CLAIMS
from localsdg.widgets.kit.agenda_words import example_judgements
from localsdg.widgets.kit.base import CourseWidget


class CompetenceMatrix(CourseWidget, module="competence_matrix"):
    """Judge targets one by one; see the share of the 169 beside three published claims.

    ``answer`` holds ``judgements`` (by target code: "own", "shared", "not ours"), ``shared_weight``, the counts
    ``own``, ``shared``, ``not_ours`` and ``not_judged``, ``points``, and ``share`` (percent of 169). Judgements are
    kept in ``workbook.json``; on a built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        claims = [
            {"words": claim.words, "targets": claim.targets, "source": claim.source} for claim in PUBLISHED_CLAIMS
        ]
        keeps = ("1.2", "competences", "competences_taken")
        super().__init__({"claims": claims, "example": example_judgements()}, keeps=keeps)
