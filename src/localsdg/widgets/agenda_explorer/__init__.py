"""The widget of lesson 1.1: find targets by everyday words, pin those that matter here, and make them local."""

from localsdg.widgets.kit.agenda_words import example_judgements
from localsdg.widgets.kit.base import CourseWidget
from localsdg.workbook import kept


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
            "cases": [
                {"key": "kota_tua", "from": ["example", "Kota Tua, Jakarta"]},
                {"key": "port_amani", "from": ["fictional", "Port Amani"]},
            ],
            "judgements": kept("1.2", "competences").get("judgements", {}),
        }
        super().__init__(data, keeps=("1.1", "targets", "targets_taken"))
