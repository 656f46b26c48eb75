"""Index and progress over one million place-years, against the same arithmetic in bare NumPy.

Run it with ``python benchmarks/index_and_progress.py``. It prints, for each task, the median time of both and their
ratio; the two take turns, so that a busy machine slows both. The results are compared, so that nothing is left out.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from localsdg.monitoring import RULES, goal_scores, normalise_table, overall_index, progress_table

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 1_000_000
INDICATORS = 6
ROUNDS = 5

random = np.random.default_rng(2030)
VALUES = random.uniform(0, 100, (ROWS, INDICATORS))
VALUES[random.uniform(size=VALUES.shape) < 0.02] = np.nan
TABLE = pd.DataFrame(VALUES, columns=[f"indicator {number}" for number in range(INDICATORS)])
WORST = np.linspace(5, 15, INDICATORS)
BEST = np.linspace(90, 100, INDICATORS)
BOUNDS = {name: (WORST[place], BEST[place]) for place, name in enumerate(TABLE)}
GOALS = {name: 1 + place // 2 for place, name in enumerate(TABLE)}

BASE = random.uniform(10, 90, ROWS)
LAST = BASE * random.uniform(0.7, 1.5, ROWS)
TARGET = BASE * random.choice([0.5, 1.5], ROWS)
SERIES = pd.DataFrame({"base_year": 2015.0, "base": BASE, "last_year": 2022.0, "last": LAST, "target": TARGET})


def course_index() -> np.ndarray:
    """Score, average by goal and over goals, with the functions of the course."""
    goals = goal_scores(normalise_table(TABLE, BOUNDS), GOALS, required=0.5)
    return overall_index(goals, required=0.8).to_numpy()


def numpy_index() -> np.ndarray:
    """Do the same arithmetic with NumPy alone, missing values included."""
    scores = np.clip(100 * (VALUES - WORST) / (BEST - WORST), 0, 100)
    goals = []
    for first in range(0, INDICATORS, 2):
        pair = scores[:, first : first + 2]
        there = 2 - np.isnan(pair).sum(axis=1)
        with np.errstate(invalid="ignore"):
            mean = np.nansum(pair, axis=1) / there
        mean[there < 1] = np.nan
        goals.append(mean)
    table = np.column_stack(goals)
    there = table.shape[1] - np.isnan(table).sum(axis=1)
    with np.errstate(invalid="ignore"):
        index = np.nansum(table, axis=1) / there
    index[there < 0.8 * table.shape[1]] = np.nan
    return index


def course_progress() -> np.ndarray:
    """Judge every series by the rule of Statistics Canada, with the functions of the course."""
    return progress_table(SERIES, "Statistics Canada")["label"].cat.codes.to_numpy()


def numpy_progress() -> np.ndarray:
    """Do the same arithmetic with NumPy alone."""
    wanted = np.sign(TARGET - BASE)
    observed = (LAST / BASE) ** (1 / 7) - 1
    needed = (TARGET / BASE) ** (1 / 15) - 1
    ratio = wanted * observed / np.abs(needed)
    codes = 1 + (ratio < 0.95).astype(np.int8) + (ratio < 0.6) + (ratio < 0)
    codes[wanted * (LAST - TARGET) >= 0] = 0
    return codes


def seconds(task: Callable[[], np.ndarray]) -> float:
    """Time one run."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def compare(name: str, course: Callable[[], np.ndarray], bare: Callable[[], np.ndarray]) -> None:
    """Check that both give the same, time them in turns and print the ratio."""
    np.testing.assert_allclose(course(), bare(), rtol=1e-9)
    times = [(seconds(course), seconds(bare)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{name}: course {ours:.3f} s, NumPy {theirs:.3f} s, ratio {ours / theirs:.2f} (at most 3)")


if __name__ == "__main__":
    print(f"{ROWS:,} place-years, {INDICATORS} indicators, {ROUNDS} rounds; rules: {', '.join(RULES)}")
    compare("index", course_index, numpy_index)
    compare("progress", course_progress, numpy_progress)
