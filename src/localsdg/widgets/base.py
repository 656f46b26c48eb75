"""What all widgets of the course share: their texts, their data, and the learner's answer as a trait."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from localsdg.widgets.bundle import module_text, style_text


@cache
def texts(module: str, language: str = "en") -> dict[str, Any]:
    """Return the interface texts of one widget: whole sentences by key, with {names} for what is filled in.

    The texts of the kit come with them, under the keys that the widget does not use itself.
    """
    folder = files(__package__).joinpath("strings", language)
    found: dict[str, Any] = {}
    for name in ("kit", module):
        found |= json.loads(folder.joinpath(f"{name}.json").read_text("utf-8"))
    return found


class CourseWidget(anywidget.AnyWidget):
    """A widget whose behaviour is wholly in its JavaScript module, so that it works with and without a kernel.

    Attributes:
        module: name of the JavaScript module under ``widgets/js``, without suffix.
        strings: the interface texts.
        data: what the widget shows, as plain values.
        answer: what the learner has done, as plain values; it changes with every action.
    """

    module = traitlets.Unicode().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, *, module: str | None = None, **kwargs: Any) -> None:
        # traitlets makes a further, nameless subclass of every widget's class: that one inherits all of this.
        if module is not None:
            cls._esm = module_text(module)
            cls._css = style_text(module)
            cls._module_name = module
        super().__init_subclass__(**kwargs)

    _module_name: str

    def __init__(
        self, data: dict[str, Any], strings: dict[str, Any] | None = None, module: str | None = None, **kwargs: Any
    ) -> None:
        """Show the data; with other texts or another module than those of the class, if they are given."""
        if module is not None:
            self._esm = module_text(module)
        strings = texts(self._module_name) if strings is None else strings
        super().__init__(module=module or self._module_name, strings=strings, data=data, **kwargs)
        self.add_class("ls")
