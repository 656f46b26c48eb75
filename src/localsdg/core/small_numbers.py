"""Which numbers of people are too small to be shown: one rule for lesson 3.4, for the review, and for the page."""

SMALLEST_COUNT = 5  # people; the smallest count that is shown where nobody has chosen another: this course's choice
GROUP = 4  # a share is hidden among fewer people than so many times the smallest count
