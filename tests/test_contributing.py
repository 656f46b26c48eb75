"""A new lesson, method or widget is found by being there: no code outside its own files names those that exist."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path

from localsdg.site.reference import rooms

ROOT = Path(__file__).resolve().parents[1]


def test_no_package_and_no_page_lists_the_modules_of_methods():
    """Their packages and the reference pages go over what is there."""
    for room in rooms():
        package = import_module(room)
        page = ROOT / "book" / "reference" / f"api-{room.rsplit('.', 1)[1]}.md"
        places = [Path(package.__file__), page]
        for module in pkgutil.iter_modules(package.__path__):
            for place in places:
                assert not re.search(rf"{room}\.{module.name}\b", place.read_text("utf-8")), (place, module.name)
