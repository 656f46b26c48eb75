"""Module 2: from a plan to results.

Everything in ``__all__`` of a module of this folder can be imported from here.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # For type checkers and editors. `make format` writes these lines.
    from localsdg.implementation.alignment import *
    from localsdg.implementation.budget import *
    from localsdg.implementation.chains import *
    from localsdg.implementation.partners import *
    from localsdg.implementation.priorities import *
    from localsdg.implementation.results import *
else:
    from localsdg.core.public_names import offered

    __all__, __getattr__, __dir__ = offered(__name__)
