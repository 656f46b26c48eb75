"""From action to results: a chain whose links are all there, with an indicator that can be measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localsdg.core.arguments import is_missing, shown, target_codes, text
from localsdg.core.arguments import table as as_table
from localsdg.core.methods import Finding, helper, method
from localsdg.implementation.results import target_path

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["IndicatorSheet", "ResultChain", "check_chain", "check_sheet", "required_changes"]

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


@helper
def check_sheet(sheet: IndicatorSheet) -> list[Finding]:
    """Say what an indicator sheet lacks before anybody can measure with it.

    Raises:
        TypeError: not an indicator sheet, or a field of words that is not text.
    """
    if not isinstance(sheet, IndicatorSheet):
        raise TypeError(f"{shown(sheet)} is no indicator sheet: make one with IndicatorSheet(name=..., unit=...).")
    for word in ("name", "unit", "source", "responsible", "formula"):
        text(getattr(sheet, word), f"{word} of the indicator")
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
    missing = [word for word in numbers if is_missing(getattr(sheet, word))]
    findings += [Finding(name, word, f"The {word.replace('_', ' ')} is missing.", numbers[word]) for word in missing]
    if not missing:
        try:
            target_path(*(getattr(sheet, word) for word in numbers))
        except (TypeError, ValueError) as error:
            findings.append(Finding(name, "path", str(error), "Correct the sheet."))
    return findings


@method(
    title="Result chain",
    formula=r"\text{inputs} \rightarrow \text{activities} \rightarrow \text{outputs} \rightarrow "
    r"\text{outcomes} \rightarrow \text{impact}",
    unit="findings",
    source="results chain, a usual tool of project work; checks by this course",
    version="version 1",
    lesson="2.6",
)
def check_chain(chain: ResultChain) -> list[Finding]:
    """Say which links of a result chain are missing, and what its indicator lacks.

    Raises:
        ValueError: the action has no name, or a target code does not exist.
        TypeError: not a result chain, a link that is not text, or one code in place of a list.
    """
    if not isinstance(chain, ResultChain):
        raise TypeError(f"{shown(chain)} is no result chain: make one with ResultChain(action=..., inputs=...).")
    if not text(chain.action, "action of the chain"):
        raise ValueError("The chain has no action: say in a few words what will be done.")
    for link in LINKS:
        text(getattr(chain, link), f"{chain.action}: {link}")
    target_codes(chain.targets, chain.action)
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


@helper
def required_changes(table: pd.DataFrame) -> pd.DataFrame:
    """Return, for many indicators, the change a year that the target needs, on both paths.

    Args:
        table: one row for each indicator, with ``baseline``, ``baseline_year``, ``target`` and ``target_year``, and, if
            known, ``value`` and ``year`` of the latest figure; both may be missing in a row.

    Returns:
        ``linear_change`` (units a year), ``constant_rate`` (% a year; missing where a value is zero or the sign
        changes), and with a latest figure ``expected_linear``, ``label_linear`` and ``needed_change`` (units a year
        from now on).

    Raises:
        ValueError: a missing column, only one of value and year, or a row that ``target_path`` refuses; the message
            names the row.
        TypeError: not a table, or something that is no number.
    """
    import pandas as pd

    needed = ["baseline", "baseline_year", "target", "target_year"]
    latest = ["expected_linear", "label_linear", "needed_change"]
    as_table(table, "table", "one row for each indicator with its baseline and target", needed, empty=False)
    if ("value" in table) != ("year" in table):
        raise ValueError("The table has only one of the columns value and year. The latest figure needs both.")
    figures = [table[column] for column in [*needed, *(("value", "year") if "value" in table else ())]]
    rows = []
    for name, *cells in zip(table.index, *figures, strict=True):
        try:
            path = target_path(*cells[:4])
            found: dict[str, object] = {"linear_change": path.linear_change, "constant_rate": path.constant_rate}
            if len(cells) > 4 and not all(map(is_missing, cells[4:])):
                position = path.position(year=cells[5], value=cells[4])
                found |= {word: getattr(position, word) for word in latest}
        except (TypeError, ValueError) as error:
            raise type(error)(f"Row {shown(name)}: {error}") from None
        rows.append(found)
    columns = ["linear_change", "constant_rate", *(latest if len(figures) > 4 else ())]
    return pd.DataFrame(rows, index=table.index, columns=columns)
