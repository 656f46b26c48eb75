"""Module 3: indicators with their official formulas, versions and traps; scores, progress and disaggregation.

Everything in ``__all__`` of a module of this folder can be imported from here. Type checkers and editors read
``__init__.pyi``, which is written when the package is built, and by ``make format``.
"""

from localsdg.core.methods import LeftOutWarning as LeftOutWarning
from localsdg.core.methods import UnitWarning as UnitWarning
from localsdg.core.public_names import offered

__all__, __getattr__, __dir__ = offered(__name__, "LeftOutWarning", "UnitWarning")
