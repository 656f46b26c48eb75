"""Module 1: what the goals mean here, who is competent, who must be heard, and how goals are linked.

Everything in ``__all__`` of a module of this folder can be imported from here. Type checkers and editors read
``__init__.pyi``, which is written when the package is built, and by ``make format``.
"""

from localsdg.core.public_names import offered

__all__, __getattr__, __dir__ = offered(__name__)
