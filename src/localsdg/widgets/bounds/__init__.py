"""The widget of lesson 3.5: bounds, weights and mean of an index are moved, and the ranks follow."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget

_CITIES = {
    "La Paz (La Paz)": "La Paz",
    "El Alto (La Paz)": "El Alto",
    "Santa Cruz de la Sierra (Santa Cruz)": "Santa Cruz",
    "Cochabamba (Cochabamba)": "Cochabamba",
    "Sucre (Chuquisaca)": "Sucre",
    "Oruro (Oruro)": "Oruro",
    "Potosí (Potosí)": "Potosí",
    "Tarija (Tarija)": "Tarija",
    "Trinidad (Beni)": "Trinidad",
    "Cobija (Pando)": "Cobija",
}
# Worst and best value of an association of towns that is as fictional as the towns.
_BOUNDS = {"4.1.1": (30, 90), "6.1.1": (30, 100), "11.2.1": (20, 100), "11.6.1": (20, 95)}


def _bolivia() -> dict[str, Any]:
    """Return goal 6 of the capitals of the departments, and of El Alto, with the bounds that were fitted."""
    from localsdg import datasets

    data = datasets.load("bolivia")
    about = data.tables["indicators"].query("goal == 6")
    codes = about["indicator"].tolist()
    values = data.table.pivot(index="place", columns="indicator", values="value")
    return {
        "key": "water",
        "from": ["example", "Bolivia"],
        "town": "Trinidad",
        "names": about["title"].tolist(),
        # Two decimals are enough for the published index, and read as one number everywhere.
        "bounds": about[["fitted_worst", "fitted_best"]].round(2).to_numpy().tolist(),
        "rows": [[name, *map(float, values.loc[place, codes])] for place, name in _CITIES.items()],
    }


def _towns() -> dict[str, Any]:
    from localsdg import datasets

    tables = datasets.load("port-amani").tables
    values = tables["peer_values"].pivot(index="town", columns="indicator", values="value")
    return {
        "key": "towns",
        "from": ["fictional", "Port Amani"],
        "town": "Port Amani",
        "names": list(_BOUNDS),
        "bounds": [list(ends) for ends in _BOUNDS.values()],
        "rows": [[town, *map(float, values.loc[town, list(_BOUNDS)])] for town in tables["peer_towns"]["town"]],
    }


class Bounds(CourseWidget, module="bounds"):
    """Move the worst and the best value, the weights and the mean of an index; read how the ranks move.

    ``answer`` holds ``places`` (by name the ``index``, its ``rank``, and the ``best``, ``median`` and ``worst`` rank
    when one thing is changed at a time), ``bounds`` (by indicator, worst and best), ``weights``, ``average`` ("mean" or
    "geometric") and ``cap``.
    """

    def __init__(self) -> None:
        super().__init__({"cases": [_bolivia(), _towns()]}, keeps=("3.5", "index", "index_taken"))
