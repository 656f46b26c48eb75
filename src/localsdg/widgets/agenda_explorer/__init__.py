"""The widget of lesson 1.1: find targets by everyday words, pin those that matter here, and make them local."""

from localsdg.widgets.kit.agenda_words import example_judgements
from localsdg.widgets.kit.base import CourseWidget
from localsdg.workbook import kept

_KOTA_TUA = {
    "from": ["example", "Kota Tua, Jakarta"],
    "name": "Kota Tua, Jakarta",
    "hint": "what the note of 2017 says",
    "pins": {
        "11.4": [
            "281 heritage buildings in Kota Tua, and those who live and work there",
            "141 private owners, 134 national or state owners, the city with 6",
            "",
        ],
        "11.7": ["Kalijodo: families, in a park that was a red-light district", "", ""],
    },
}
_PORT_AMANI = {
    "from": ["fictional", "Port Amani"],
    "name": "Port Amani",
    "hint": "fictional; two of four are localized",
    "pins": {
        "6.1": [
            "Homes in Saltfield, where fewest have piped water",
            "Water and Drainage, with the municipal water company",
            "Homes with piped water: 61.3 % in 2025, 80 % in 2030",
        ],
        "8.6": ["Young women in every district", "", "24.3 % of those aged 15 to 24 in 2025"],
        "11.6": [
            "Streets and drains of the whole town",
            "Waste and Environment, with the groups of waste pickers",
            "Households with weekly collection: 71 % in 2025, 90 % in 2030",
        ],
        "13.1": ["", "", ""],
    },
}


class AgendaExplorer(CourseWidget, module="agenda_explorer"):
    """Search the 169 targets by everyday words, filter them by competence, pin some, and say what they mean here.

    ``answer`` holds ``pins`` (a list of ``target``, ``here``, ``who``, ``sign``, as :class:`localsdg.localizing.Pin`
    takes them), and of the pinned targets ``localized``, ``begun``, ``labels``, ``goals``, ``listed`` and
    ``different``. Pins are kept in ``workbook.json``; on a built page, where no Python runs, the browser keeps them
    instead. The filter uses the judgements of lesson 1.2 if there are any, else those of the fictional Port Amani.
    """

    def __init__(self) -> None:
        data = {
            "example": example_judgements(),
            "cases": [_KOTA_TUA, _PORT_AMANI],
            "judgements": kept("1.2", "competences").get("judgements", {}),
        }
        super().__init__(data, keeps=("1.1", "targets", "targets_taken"))
