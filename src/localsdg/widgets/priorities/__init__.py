"""The widget of lesson 2.3: gates, swing weights, a ranking, and how firmly it stands."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget

_FICTIONAL = {"from": ["fictional", "Port Amani"]}


def _text(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def _port_amani() -> dict[str, Any]:
    """Return criteria and actions of the town's plan, with what is known for each gate, and scores with evidence."""
    from localsdg import datasets

    tables = datasets.load("port-amani").tables
    judged = tables["competences"].set_index("target")["judgement"]
    links = tables["alignment"]
    ours = set(links[links["target"].map(judged).isin(["own", "shared"])]["action"])
    against = links[links["kind"] == "against"]
    unresolved = set(against[against["resolved"].fillna("") == ""]["action"])
    left_out = tables["action_gates"].set_index("action")["left_out"].fillna("")
    criteria = tables["criteria"]
    ids = {name: f"c{at + 1}" for at, name in enumerate(criteria["criterion"])}
    scores = tables["scores"]
    actions = []
    for row in tables["actions"].to_dict("records"):
        code = row["code"]
        harm = "open" if code in unresolved else "resolved" if code in set(against["action"]) else "none"
        own = scores[scores["action"] == code].fillna("").to_dict("records")
        actions.append(
            {
                "id": code,
                "name": f"{code} {row['title']}",
                "ours": "yes" if code in ours else "no",
                "harm": harm,
                "left_out": left_out.get(code, ""),
                "cost": _text(row["cost"]),
                "scores": {ids[each["criterion"]]: _text(each["score"]) for each in own},
                "evidence": {
                    ids[each["criterion"]]: "; ".join(filter(None, (each["evidence"], each["judged_by"])))
                    for each in own
                },
            }
        )
    swings = [int(points) for points in criteria["swing_points"]]
    return {
        "criteria": [
            {"id": ids[row["criterion"]], "name": row["criterion"], "unit": row["unit"], "less": ""}
            for row in criteria.to_dict("records")
        ],
        "actions": actions,
        "cases": [
            {"key": "committee", "swings": swings} | _FICTIONAL,
            {"key": "equal", "swings": [100] * len(swings)} | _FICTIONAL,
        ],
    }


class Priorities(CourseWidget, module="priorities"):
    """Say what each step is worth; read which action comes first, what failed a gate, and how firmly the order stands.

    ``answer`` holds ``ranking`` (by action its rank, its score from 0 to 100, and the percent of all weightings in
    which it is among the first), ``failed`` (actions with the gates that they fail) and ``deciding`` (the criterion
    that separates the first two).
    """

    def __init__(self) -> None:
        super().__init__(_port_amani(), keeps=("2.3", "priorities", "priorities_taken"))
