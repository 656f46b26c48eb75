"""From action to results: a chain whose links are all there, with an indicator that can be measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localsdg import agenda2030
from localsdg.implementation.results import target_path
from localsdg.methods import Finding, Method

if TYPE_CHECKING:
    import pandas as pd

LINKS = {
    "inputs": "What goes in: money, staff, land.",
    "activities": "What will be done.",
    "outputs": "What will be there when it is done, and can be counted.",
    "outcomes": "What will be different for people.",
    "impact": "To which lasting change it adds.",
}


@dataclass(frozen=True)
class IndicatorSheet:
    """How a result will be measured. An empty field is missing.

    Attributes:
        name: what is measured, in words.
        unit: unit of the values.
        source: where the values come from, and how often.
        baseline: value before the action.
        baseline_year: its year.
        target: value to reach.
        target_year: its year.
        responsible: who measures and reports.
        formula: numerator and denominator, or another rule.
    """

    name: str = ""
    unit: str = ""
    source: str = ""
    baseline: float | None = None
    baseline_year: float | None = None
    target: float | None = None
    target_year: float | None = None
    responsible: str = ""
    formula: str = ""


@dataclass(frozen=True)
class ResultChain:
    """An action and what should follow from it, each link in a sentence. An empty field is missing."""

    action: str
    inputs: str = ""
    activities: str = ""
    outputs: str = ""
    outcomes: str = ""
    impact: str = ""
    indicator: IndicatorSheet = field(default_factory=IndicatorSheet)
    targets: tuple[str, ...] = ()


def check_sheet(sheet: IndicatorSheet) -> list[Finding]:
    """Say what an indicator sheet lacks before anybody can measure with it."""
    name = sheet.name.strip() or "the indicator"
    hints = {
        "name": "Say what is measured, in one line.",
        "formula": "Say what is divided by what, or how it is counted.",
        "unit": "Give the unit, such as % of homes.",
        "source": "Say where the values come from, and how often.",
        "responsible": "Name the department that reports it.",
    }
    findings = [
        Finding(name, word, f"The {word} is missing.", hint)
        for word, hint in hints.items()
        if not getattr(sheet, word).strip()
    ]
    numbers = {
        "baseline": "Measure the value before you begin.",
        "baseline_year": "Give the year of the baseline.",
        "target": "Say how far you want to come.",
        "target_year": "Say by when.",
    }
    missing = [word for word in numbers if getattr(sheet, word) is None]
    findings += [Finding(name, word, f"The {word.replace('_', ' ')} is missing.", numbers[word]) for word in missing]
    if not missing:
        try:
            target_path(*(float(getattr(sheet, word)) for word in numbers))
        except ValueError as error:
            findings.append(Finding(name, "path", str(error), "Correct the sheet."))
    return findings


def check_chain(chain: ResultChain) -> list[Finding]:
    """Say which links of a result chain are missing, and what its indicator lacks.

    Raises:
        ValueError: the action has no name, or a target code does not exist.
    """
    if not chain.action.strip():
        raise ValueError("The chain has no action: say in a few words what will be done.")
    for code in chain.targets:
        try:
            agenda2030.target(code)
        except KeyError as error:
            raise ValueError(f"{chain.action}: {error.args[0]}") from None
    findings = [
        Finding(chain.action, link, f"The {link} are missing." if link != "impact" else "The impact is missing.", hint)
        for link, hint in LINKS.items()
        if not getattr(chain, link).strip()
    ]
    if chain.outputs.strip() and chain.outputs.strip().casefold() == chain.outcomes.strip().casefold():
        found = "Outputs and outcomes are the same sentence."
        findings.append(Finding(chain.action, "outcomes", found, LINKS["outcomes"]))
    if not chain.targets:
        findings.append(Finding(chain.action, "targets", "No target is named.", "Say which targets it serves."))
    return findings + check_sheet(chain.indicator)


def required_changes(table: pd.DataFrame) -> pd.DataFrame:
    """Return, for many indicators, the change a year that the target needs, on both paths.

    Args:
        table: one row for each indicator, with ``baseline``, ``baseline_year``, ``target`` and ``target_year``, and, if
            known, ``value`` and ``year`` of the latest figure.

    Returns:
        ``linear_change`` (units a year), ``constant_rate`` (% a year; missing where a value is zero or the sign
        changes), and with a latest figure ``expected_linear``, ``label_linear`` and ``needed_change`` (units a year
        from now on).

    Raises:
        ValueError: a missing column, or a row that ``target_path`` refuses; the message names the row.
    """
    import pandas as pd

    needed = ["baseline", "baseline_year", "target", "target_year"]
    lacking = [name for name in needed if name not in table]
    if lacking:
        raise ValueError(f"Missing columns: {', '.join(lacking)}.")
    latest = "value" in table and "year" in table
    rows = []
    for name, row in table.iterrows():
        try:
            path = target_path(*(float(row[column]) for column in needed))
            found: dict[str, object] = {"linear_change": path.linear_change, "constant_rate": path.constant_rate}
            if latest:
                position = path.position(float(row["year"]), float(row["value"]))
                found |= {
                    "expected_linear": position.expected_linear,
                    "label_linear": position.label_linear,
                    "needed_change": position.needed_change,
                }
        except (TypeError, ValueError) as error:
            raise ValueError(f"Row {name!r}: {error}") from None
        rows.append(found)
    return pd.DataFrame(rows, index=table.index)


METHODS = (
    Method(
        name="localsdg.implementation.target_path",
        title="Linear path to a target",
        formula=r"x(t) = x_0 + (x_T - x_0) \frac{t - t_0}{T - t_0}",
        unit="unit of the indicator; change in units a year",
        source="as in the arrows of SDSN",
        version="2018",
        lesson="2.6",
    ),
    Method(
        name="localsdg.implementation.target_path",
        title="Constant-rate path to a target",
        formula=r"x(t) = x_0 \left( \frac{x_T}{x_0} \right)^{(t - t_0) / (T - t_0)}",
        unit="unit of the indicator; rate in % a year",
        source="compound growth, as in the UN progress chart and Statistics Canada's rule",
        version="common definition",
        lesson="2.6",
        note="Undefined where a value is zero or the sign changes.",
    ),
    Method(
        name="localsdg.implementation.check_chain",
        title="Result chain",
        formula=r"\text{inputs} \rightarrow \text{activities} \rightarrow \text{outputs} \rightarrow "
        r"\text{outcomes} \rightarrow \text{impact}",
        unit="findings",
        source="results chain, a usual tool of project work; checks by this course",
        version="version 1",
        lesson="2.6",
    ),
)
