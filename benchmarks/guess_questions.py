"""How far somebody comes who knows nothing: ways of guessing at the questions with one right option, against chance.

Run it with ``python benchmarks/guess_questions.py [LESSON ...]``, such as 2.6; without a lesson, all questions of the
course are taken. ``--blind`` prints the questions with their options as they are shown, and not which of them is right.
"""

from __future__ import annotations

import sys

from localsdg.course.guessing import GUESSES, expected, habits, hits, limits
from localsdg.course.lesson import lesson, lessons
from localsdg.course.questions import choices


def main(arguments: list[str]) -> None:
    """Print the table, or the questions."""
    named = [lesson(each) for each in arguments if each != "--blind"]
    taken = choices({each.number: each.questions for each in named or lessons()})
    if "--blind" in arguments:
        for each in taken:
            print(f"{each.name}: {' '.join(each.text.split())}")
            print("".join(f"   {text}\n" for text, _ in each.options))
        return
    fewest, most = limits(taken)
    print(f"{len(taken)} questions. By chance {expected(taken):.1f} are right; {fewest} to {most} are nothing unusual.")
    for guess in GUESSES:
        print(f"{hits(guess, taken):5.1f}  {guess}")
    print("\n".join(habits(taken)) or "No way of guessing is better or worse than chance.")


if __name__ == "__main__":
    main(sys.argv[1:])
