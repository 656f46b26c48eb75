"""The steps of a review, their proposed lengths and the limits of its calendar, for Python and for the page."""

# The steps of a review in their order, the working days that this course proposes for each, and whether a step runs
# beside the one before it. The lesson says what each number rests on.
PROPOSED = (
    ("mandate", 10, False),
    ("team", 10, False),
    ("data", 40, False),
    ("asked", 20, True),
    ("draft", 20, False),
    ("peers", 5, False),
    ("read", 25, False),
    ("revise", 20, False),
    ("council", 1, False),
    ("layout", 20, False),
    ("hand in", 20, False),
    ("present", 1, False),
    ("follow up", 60, False),
)
COUNCIL, PRESENT = "council", "present"
ROUNDS = ("asked", "read")  # the steps in which people take part
ANSWER = "revise"  # the step in which what they said changes the text
LEAST_ROUND = 10  # working days of a round of participation: this course's limit
LEAST_ANSWER = 5  # working days between the last round and the council: this course's limit
MOST_DAYS = 400  # working days of one step
FIRST_YEAR, LAST_YEAR = 2000, 2100
