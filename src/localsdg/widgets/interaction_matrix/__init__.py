"""The widget of lesson 1.5: score how six targets act on each other, and see what moves most."""

from localsdg.widgets.kit.base import CourseWidget

# A row acts on a column. All scores are this course's judgement; their reasons stand in the texts of the widget.
_CASES: dict[str, dict[str, list[int]]] = {
    "tram": {
        "11.2": [0, -2, -1, 2, 2, 1],
        "8.3": [-1, 0, 1, 0, -1, 1],
        "11.1": [1, 1, 0, 0, 0, -1],
        "3.6": [1, 0, 0, 0, 1, 2],
        "11.6": [0, 0, 1, 0, 0, 1],
        "11.7": [1, 2, 0, 1, 1, 0],
    },
    "kalijodo": {
        "11.7": [0, -2, -2, 1, 0, 0],
        "11.1": [0, 0, 1, 0, 0, 0],
        "8.3": [0, 1, 0, 0, 0, 0],
        "3.5": [1, 0, -1, 0, 0, 0],
        "16.7": [-1, 1, 1, 0, 0, 0],
        "17.17": [2, 0, 0, 0, 0, 0],
    },
}
_FROM = {"tram": ["fictional", "Port Amani"], "kalijodo": ["example", "Kalijodo, Jakarta"]}
_OWN = ["6.1", "8.3", "11.1", "11.2", "11.6", "13.1"]


class InteractionMatrix(CourseWidget, module="interaction_matrix"):
    """Score thirty pairs of six targets from -3 to 3; read influence, dependence, the top lever and the conflicts.

    ``answer`` holds ``targets``, ``scores`` and ``reasons`` (by pair, such as "11.2 on 8.3"), ``matrix`` (rows act on
    columns, 0 where nothing is scored), ``second_order`` (0 or 0.5), ``influence``, ``dependence``, ``role``,
    ``top_lever`` and ``conflicts``. What the learner has scored is kept in ``workbook.json``; on a built page, where
    no Python runs, the browser keeps it instead.
    """

    def __init__(self) -> None:
        cases = [
            {"key": key, "targets": list(rows), "scores": list(rows.values()), "from": _FROM[key]}
            for key, rows in _CASES.items()
        ]
        keeps = ("1.5", "interactions", "interactions_taken")
        super().__init__({"cases": cases, "own": _OWN}, keeps=keeps)
