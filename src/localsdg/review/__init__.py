"""The capstone: from a workbook to a draft Voluntary Local Review, and an annex from which each figure comes out.

>>> review = make_review("workbook.json", data="indicators.csv")
>>> review["honesty"]                      # what a sceptical reader would find, in words
>>> write_review(review, "review.docx")    # or .html, .csv (the annex), .ics, .json, or a folder with all of them
>>> recompute("annex.csv")                 # every derived figure again, from the annex alone

Everything in ``__all__`` of a module of this folder can be imported from here. Type checkers and editors read
``__init__.pyi``, which is written when the package is built, and by ``make format``.
"""

from localsdg.core.public_names import offered

__all__, __getattr__, __dir__ = offered(__name__)
