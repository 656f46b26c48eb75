"""Module 3: indicators with their official formulas, versions and traps; scores, progress and disaggregation.

Everything in ``__all__`` of a module of this folder can be imported from here.
"""

from typing import TYPE_CHECKING

from localsdg.core.methods import UnitWarning as UnitWarning

if TYPE_CHECKING:  # For type checkers and editors. `make format` writes these lines.
    from localsdg.monitoring.access import *
    from localsdg.monitoring.colours import *
    from localsdg.monitoring.groups import *
    from localsdg.monitoring.index import *
    from localsdg.monitoring.indicators import *
    from localsdg.monitoring.land import *
    from localsdg.monitoring.scores import *
    from localsdg.monitoring.trends import *
else:
    from localsdg.core.public_names import offered

    __all__, __getattr__, __dir__ = offered(__name__, "UnitWarning")
