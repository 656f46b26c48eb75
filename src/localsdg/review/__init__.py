"""The capstone: from a workbook to a draft Voluntary Local Review, and an annex from which each figure comes out.

>>> review = make_review("workbook.json", data="indicators.csv")
>>> review["honesty"]                      # what a sceptical reader would find, in words
>>> write_review(review, "review.docx")    # or .html, .csv (the annex), .ics, .json, or a folder with all of them
>>> recompute("annex.csv")                 # every derived figure again, from the annex alone
"""

from localsdg.review.annex import recompute
from localsdg.review.export import write_review
from localsdg.review.model import ReviewError, check_review, make_review
from localsdg.review.recomputing import Check

__all__ = ["Check", "ReviewError", "check_review", "make_review", "recompute", "write_review"]
