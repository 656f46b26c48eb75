"""What all widgets of the course share: their texts, their data, and the learner's answer as a trait."""

import hashlib
import json
import warnings
from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from localsdg.core.catalogue import course_language, direction, spoken, written_language
from localsdg.core.catalogue import texts as catalogue_texts
from localsdg.widgets.kit.bundle import KIT, folder_of, module_text, own_parts, own_style, shared_style
from localsdg.workbook import Workbook, WorkbookError, WorkbookWarning, keep, kept, workbook_path

# What writes the same sentences in Python and in the page has them from the one catalogue.
_SHARED = {"my_review_model": "review", "table_check_method": "owndata"}


def own_texts(module: str, language: str | None = None) -> dict[str, Any]:
    """Return the interface texts of one module alone, in a language or that of the course.

    There are none for a module that shows nothing. Those of a widget stand in ``<language>.json`` of its folder, and so
    do those of the kit. What Python writes too has its texts from a catalogue of ``localsdg/locales``.

    Raises:
        LookupError: nobody has translated them; the message names the file that is not there.
    """
    return _own_texts(module, language or course_language())


@cache
def _own_texts(module: str, language: str) -> dict[str, Any]:
    if module in _SHARED:
        return catalogue_texts(_SHARED[module], language)
    folder = files("localsdg.widgets").joinpath(folder_of(module))
    before = "" if module in (folder.name, KIT) else f"_{module}"
    file, english = (folder.joinpath(f"{code}{before}.json") for code in (written_language(language), "en"))
    if not english.is_file():
        return {}
    if not file.is_file():
        raise LookupError(
            f"The exercise {module!r} has no texts in the language {language!r}: there is no {file.name} in "
            f"widgets/{folder.name}. Translate {english.name} there, or set another language in _config.yml."
        )
    found: dict[str, Any] = spoken(json.loads(file.read_text("utf-8")), language)
    return found


def texts(module: str, language: str | None = None) -> dict[str, Any]:
    """Return the interface texts of one widget: whole sentences by key, with {names} for what is filled in.

    The texts of the kit come with them, under the keys that the widget does not use itself.
    """
    return own_texts("kit", language) | own_texts(module, language)


def opened_workbook() -> tuple[Workbook, str]:
    """Return the workbook in use, and what is wrong with its file; the workbook is empty then, or if none is in use."""
    path = workbook_path()
    try:
        return Workbook.load(path) if path else Workbook(), ""
    except WorkbookError as error:
        return Workbook(), str(error)


class CourseWidget(anywidget.AnyWidget):
    """A widget whose behaviour is wholly in its JavaScript module, so that it works with and without a kernel.

    Attributes:
        module: name of the JavaScript module, such as ``stakeholder_map``.
        strings: the interface texts.
        language: that of the course, in which the widget writes numbers and lists too.
        direction: "rtl" if it is written from right to left, else "ltr".
        data: what the widget shows, as plain values.
        answer: what the widget shows, as plain values; it changes with every action. It may be a ready case.
        kept: the learner's own entries in the workbook, by part; a ready case never stands here.
        asked: when the browser last asked to keep something (milliseconds).
        told: the answer to it: ``asked``, the name of the ``file`` ("" if keeping is turned off), and ``trouble``.
        file: the name of the workbook's file, "" if keeping is turned off.
        book: a mark of that file, so that a browser does not take one file for another.
    """

    module = traitlets.Unicode().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    direction = traitlets.Unicode().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)
    asked = traitlets.Int().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)
    file = traitlets.Unicode().tag(sync=True)
    book = traitlets.Unicode().tag(sync=True)

    def __init_subclass__(cls, *, module: str | None = None, **kwargs: Any) -> None:
        # traitlets makes a further, nameless subclass of every widget's class: that one inherits all of this.
        if module is not None:
            cls._css = f"{shared_style()}\n{own_style(module)}"
            cls._module_name = module
        super().__init_subclass__(**kwargs)

    _module_name: str

    def __init__(
        self,
        data: dict[str, Any],
        strings: dict[str, Any] | None = None,
        module: str | None = None,
        keeps: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        """Show the data; with other texts or another module than those of the class, if they are given.

        ``keeps`` names what the widget keeps: a lesson and its parts, such as ``("1.3", "stakeholders")``, or the empty
        string and parts of the course, such as ``("", "needs")``.
        """
        shown = module or self._module_name
        # Only now: limits that a script shares with Python may need what is slow to load.
        self._esm = module_text(shown, {part: own_texts(part) for part in own_parts(shown)})
        strings = texts(self._module_name) if strings is None else strings
        lesson, parts = (keeps[0], keeps[1:]) if keeps else ("", ())
        self._lesson = lesson
        self._found = {part: kept(lesson, part) for part in parts}
        path = workbook_path() if keeps else None
        book = hashlib.sha256(str(path).encode()).hexdigest()[:12] if path else ""
        language = course_language()
        super().__init__(
            module=shown,
            strings=strings,
            language=language,
            direction=direction(language),
            data=data,
            kept=self._found,
            book=book,
            **{"file": path.name if path else ""} | kwargs,
        )
        self.add_class("ls")
        if keeps:
            self.observe(self._keep, names=["kept", "asked"])

    def _keep(self, _: dict[str, Any]) -> None:
        """Record in the workbook what the browser has changed, and say what became of it."""
        trouble = ""
        with warnings.catch_warnings(record=True, category=WorkbookWarning) as said:
            try:
                for part, entry in self.kept.items():
                    before = self._found.get(part, {})
                    if entry == before:
                        continue
                    keep(self._lesson, part, entry, since=before)
                    self._found[part] = entry
            except WorkbookError as error:
                trouble = str(error)
        if said:
            trouble = " ".join([trouble, *(str(each.message) for each in said)]).strip()
        self.told = {"asked": self.asked, "file": self.file, "trouble": trouble}
