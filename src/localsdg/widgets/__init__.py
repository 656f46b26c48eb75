"""Widgets of the course: each works in Jupyter with a kernel and on a built page without one.

A widget is a folder: ``__init__.py`` with its class, ``widget.js``, ``method.js``, ``form.js`` for the part "In your
municipality" of its lesson, ``style.css``, and its texts in ``en.json``. It is found by being there.
"""

from importlib import import_module

from localsdg.widgets.kit.bundle import folders

__all__: list[str] = []
for _folder in folders():
    _class = "".join(word.capitalize() for word in _folder.split("_"))
    globals()[_class] = getattr(import_module(f"{__name__}.{_folder}"), _class)
    __all__ += [_class]
