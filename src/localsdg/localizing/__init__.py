"""Module 1: what the goals mean here, who is competent, who must be heard, and how goals are linked.

Everything in ``__all__`` of a module of this folder can be imported from here.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # For type checkers and editors. `make format` writes these lines.
    from localsdg.localizing.advocacy import *
    from localsdg.localizing.competences import *
    from localsdg.localizing.exchange import *
    from localsdg.localizing.interlinkages import *
    from localsdg.localizing.stakeholders import *
    from localsdg.localizing.territory import *
else:
    from localsdg.core.public_names import offered

    __all__, __getattr__, __dir__ = offered(__name__)
