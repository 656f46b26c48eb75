"""How the agenda of a workshop is made, in minutes: rules of this course, for Python and for the page."""

WELCOME, CLOSING, BREAK, LUNCH = 5, 5, 15, 60
LONGEST_STRETCH = 120  # without a break
LEAST_SHARE = 2 / 3  # of the minutes on a card
LONG_DAY = 300  # from so many minutes on there is a lunch
LUNCH_FROM = 11 * 60 + 45
OWN_WORK_FROM = 10  # minutes that are left over; fewer lengthen the closing
