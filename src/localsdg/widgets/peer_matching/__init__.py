"""The widget of lesson 2.5: who of several towns can help whom, and why."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget
from localsdg.workbook import kept

_TOWN = "Port Amani"


def _four_towns() -> list[list[Any]]:
    """Return offers and needs of the fictional towns: code, kind, town, target, words, language, how many towns.

    The town whose lists a learner can take over as her own has no name here.
    """
    from localsdg import datasets

    rows = datasets.load("port-amani").tables["offers_needs"].to_dict("records")
    return [
        [
            row["code"],
            row["kind"],
            "" if row["town"] == _TOWN else row["town"],
            str(row["target"]),
            row["words"],
            row["language"],
            *([int(row["towns_served"])] if row["kind"] == "offer" else []),
        ]
        for row in rows
    ]


class PeerMatching(CourseWidget, module="peer_matching"):
    """Write what towns offer and need, or paste their lists; read who can help whom, and what has no partner.

    ``answer`` holds ``offers`` and ``needs`` (as :class:`localsdg.implementation.Offer` and
    :class:`localsdg.implementation.Need` take them; lines that are not complete are left out), ``pairs`` of their
    positions with the fit, ``total``, and by position ``offers_left`` and ``needs_left``. One's own lists are kept in
    ``workbook.json``; on a built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        case = {"key": "four", "from": ["fictional", _TOWN], "town": _TOWN, "rows": _four_towns()}
        town = kept("", "profile").get("name", "")
        super().__init__({"cases": [case], "town": town}, keeps=("2.5", "matching", "matching_taken"))
