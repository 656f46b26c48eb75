"""The widget of lesson 3.1: the indicators of a review, why each was chosen, and what the list still lacks."""

from localsdg.widgets.kit.base import CourseWidget

# Of each indicator of Port Amani: whether it is measured on a map, and how the four questions are answered. Reasons,
# offices and groups stand in the texts of the widget.
_JUDGED = {
    "1.2.1": ("no", "high", "not ours", "low", "yes"),
    "11.1.1": ("yes", "high", "shared", "medium", "yes"),
    "11.2.1": ("yes", "high", "own", "medium", "yes"),
    "11.6.1": ("no", "high", "own", "low", "no"),
    "16.6.1": ("no", "some", "own", "low", "no"),
    "6.3.1": ("no", "high", "shared", "high", "no"),
}
_CRITERIA = ("relevance", "mandate", "cost", "disaggregation")
_BUDGET = ("16.6.1", "budget-execution")  # of a town it is a local indicator: the official one is of states
_BEGUN = ("11.1.1", "11.2.1", "11.6.1", "6.3.1")
_REPAIRED = ("1.2.1", "11.2.1", "11.6.1", _BUDGET[1], "6.3.1")


def _judged(spatial: str, *answers: str) -> dict[str, str]:
    return {"spatial": spatial} | {f"chosen/{name}": each for name, each in zip(_CRITERIA, answers, strict=True)}


def _town() -> dict[str, dict[str, str]]:
    """Return by id what Port Amani (fictional) knows of its indicators, by the names of the workbook."""
    from localsdg import datasets

    tables = datasets.load("port-amani").tables
    wanted = tables["targets"].set_index("indicator")["wanted"]
    sheets = tables["indicator_sheets"].set_index("indicator")
    found = {}
    for code in _JUDGED.keys() & sheets.index:
        sheet = sheets.loc[code]
        found[code] = {
            "name": str(sheet["name"]),
            "code": code,
            "targets": code.rpartition(".")[0],
            "unit": str(sheet["unit"]),
            "wanted": str(wanted[code]),
            "formula": f"{sheet['numerator']} ÷ {sheet['denominator']} × 100",
            "inputs": f"{sheet['numerator']}; {sheet['denominator']}",
            "source": str(sheet["source"]),
        } | _judged(*_JUDGED[code])
    (missing,) = tables["missing_indicators"].to_dict("records")
    columns = {"why": "reason", "plan": "plan", "owner": "owner", "date": "due"}
    found[missing["indicator"]] = (
        {
            "name": str(missing["name"]),
            "code": str(missing["indicator"]),
            "targets": str(missing["target"]),
            "unit": "%",
            "wanted": "increase",
        }
        | {f"missing/{name}": str(missing[column]) for name, column in columns.items()}
        | _judged(*_JUDGED["6.3.1"])
    )
    found[_BUDGET[1]] = found.pop(_BUDGET[0]) | {"code": "local"}
    return found


class IndicatorChooser(CourseWidget, module="indicator_chooser"):
    """Choose five to eight indicators for the review; read what the list still lacks.

    ``answer`` holds ``indicators`` (a list of ``id``, ``name``, ``code``, ``targets``, ``spatial``, ``disaggregated``
    and ``missing``, as :func:`localsdg.monitoring.check_indicators` takes them) and ``findings`` (what each is about,
    and the rule). Indicators are kept in ``workbook.json``; on a built page, where no Python runs, the browser keeps
    them instead.
    """

    def __init__(self) -> None:
        cases = [
            {"key": key, "from": ["fictional", "Port Amani"], "shown": list(shown), "without": list(without)}
            for key, shown, without in (("begun", _BEGUN, ("plan", "owner", "date")), ("repaired", _REPAIRED, ()))
        ]
        super().__init__({"cases": cases, "town": _town()}, keeps=("3.1", "indicators", "indicators_taken"))
