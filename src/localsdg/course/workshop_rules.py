"""How the agenda of a workshop is made, in minutes: rules of this course, for Python and for the page."""

WELCOME, BREAK, LUNCH = 5, 15, 60
CLOSING, MOST_CLOSING = 5, 30
PEOPLE_IN_CLOSING = 10  # for whom five minutes of the closing are enough: half a minute each
USUAL_PEOPLE = 10
LONGEST_STRETCH = 120  # without a break
LEAST_SHARE = 2 / 3  # of the minutes on a card
STEP = 5  # sessions become shorter in steps of so many minutes
LUNCH_FROM = 11 * 60 + 45
LUNCH_DAY = 240  # a day of so many minutes that begins before this time ...
LUNCH_UNTIL = 13 * 60 + 30  # ... and ends at this one or later has a lunch
LEAST_PART = 15  # of a session that lunch divides
OWN_WORK_FROM = 10  # minutes that are left over; fewer lengthen the closing
MOST_LONGER = 15  # minutes by which one break may be longer than the others
