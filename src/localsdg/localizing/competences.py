"""Who is competent for which target: a share of the 169, with the rule behind it."""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from localsdg.core import agenda2030
from localsdg.core.arguments import listed, mapping, number, shown
from localsdg.core.methods import helper, method

__all__ = ["JUDGEMENTS", "PUBLISHED_CLAIMS", "Claim", "CompetenceShare", "competence_share", "share_by_weight"]

JUDGEMENTS = ("own", "shared", "not ours")
ENOUGH_JUDGED = 100  # of 169 targets, this course's own: with fewer, a share of all 169 would mislead


@dataclass(frozen=True)
class Claim:
    """A published claim about how many of the 169 targets depend on local government."""

    words: str
    targets: int
    source: str


PUBLISHED_CLAIMS = (
    Claim("at least 105 of 169", 105, "OECD, 2020"),
    Claim("65 %", 110, "OECD, page of its programme; others since 2016; no list of targets found"),
    Claim("two thirds", 113, "UCLG, Learning Module 4, 2020, of the goals; as targets, our reading"),
)


@dataclass(frozen=True)
class CompetenceShare:
    """The result of judging targets: four counts that add up to 169, points, and shares in percent.

    ``share`` is of all 169 targets, ``judged_share`` of those that were judged (None if none was). A list with fewer
    than ``ENOUGH_JUDGED`` judgements says little about the 169: give the share of the judged ones, with their number.
    """

    own: int
    shared: int
    not_ours: int
    not_judged: int
    shared_weight: float
    points: float
    share: float
    judged_share: float | None


@method(
    title="Share of targets within competence",
    formula=r"100 \cdot \frac{n_{own} + w \, n_{shared}}{169}",
    unit="% of the 169 targets",
    source="this course; published shares do not state their rule",
    version="version 1",
    lesson="1.2",
    note="The weight of a shared target decides: show the share for several weights. With fewer than 100 judged "
    "targets, give the share of the judged ones.",
)
def competence_share(judgements: Mapping[str, str], *, shared_weight: float = 0.5) -> CompetenceShare:
    """Count targets by judgement and compute the share of the 169 targets that lie within competence.

    An own target counts 1, a shared one ``shared_weight``, the others 0. A target that was not judged counts as not
    ours, so an unfinished list gives a lower bound. The rule is this course's: published shares do not state theirs.

    Args:
        judgements: by target code, "own", "shared" or "not ours".
        shared_weight: what a shared target counts, from 0 to 1.

    Raises:
        ValueError: an unknown code or judgement, or a weight outside 0 to 1.
        TypeError: judgements that are no mapping, or a weight that is no number.
    """
    weight = number(shared_weight, "shared_weight", "a number between 0 (not at all) and 1 (in full)", least=0, most=1)
    judgements = mapping(judgements, "judgements", "a judgement for each target")
    known = {target.code for target in agenda2030.TARGETS}
    for code, judgement in judgements.items():
        if code not in known:
            near = difflib.get_close_matches(str(code), sorted(known), n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise ValueError(f"There is no target {code!r}. Codes are text such as '11.3' or '11.a'.{hint}")
        if not isinstance(judgement, str) or judgement not in JUDGEMENTS:
            words = ", ".join(map(repr, JUDGEMENTS))
            raise ValueError(f"Target {code} is judged {shown(judgement)}: write one of {words}.")
    counts = Counter(judgements.values())
    points = counts["own"] + weight * counts["shared"]
    return CompetenceShare(
        own=counts["own"],
        shared=counts["shared"],
        not_ours=counts["not ours"],
        not_judged=len(known) - len(judgements),
        shared_weight=weight,
        points=points,
        share=100 * points / len(known),
        judged_share=100 * points / len(judgements) if judgements else None,
    )


@helper
def share_by_weight(
    judgements: Mapping[str, str], weights: Sequence[float] = (0, 0.25, 0.5, 0.75, 1)
) -> dict[float, float]:
    """Show how far the share depends on what a shared target counts.

    Args:
        judgements: as in :func:`competence_share`.
        weights: weights of a shared target, each from 0 to 1.

    Returns:
        By weight, the share of the 169 targets in percent.

    Raises:
        ValueError: as in :func:`competence_share`.
        TypeError: as in :func:`competence_share`.
    """
    given = listed(weights, "weights", "weights from 0 to 1")
    return {weight: competence_share(judgements, shared_weight=weight).share for weight in given}
