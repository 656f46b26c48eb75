"""How long the check of a large file takes, against reading the same file with pandas.

Run it with ``python benchmarks/check_data.py``. It makes files of a million rows of made-up figures: with commas,
semicolons, semicolons and decimal commas, tabs, and in UTF-16; and one with commas in which one row in a thousand has a
fault. Each is read by pandas with the right options and checked, in turn in the same process, so that a busy computer
slows down both. A workbook of a tenth of the rows is compared with what calamine needs to read it. The peak of memory
is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import python_calamine

from localsdg.owndata import check_data

GROUPS = [("", ""), ("Female", ""), ("Male", ""), *(("", age) for age in ("0-14", "15-24", "25-64", "65 and over"))]
INDICATORS = [
    ("1.2.1", "%"),
    ("3.6.1", "persons"),
    ("6.1.1", "%"),
    ("7.1.1", "%"),
    ("8.5.2", "%"),
    ("11.1.1", "persons"),
]
ALLOWED = 4.0
WORKBOOK = 1.5
WAYS: dict[str, dict[str, str]] = {
    "commas": {},
    "semicolons": {"sep": ";"},
    "decimal commas": {"sep": ";", "decimal": ","},
    "tabs": {"sep": "\t"},
    "UTF-16": {"sep": "\t", "encoding": "utf-16"},
}
# The largest resident size of this process alone; getrusage() would count that of its parent too.
MEASURE = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def made_up(rows: int) -> pd.DataFrame:
    """Return a tidy table of made-up figures that change smoothly; counts of women and men add up to the total."""
    random = np.random.default_rng(11)
    years = np.arange(2014, 2024)
    places = -(-rows // (len(INDICATORS) * len(years) * len(GROUPS)))
    index = pd.MultiIndex.from_product([range(places), range(len(INDICATORS)), range(len(GROUPS)), years])
    place, indicator, group, year = (index.get_level_values(level).to_numpy() for level in range(4))
    units = np.array([unit for _, unit in INDICATORS])[indicator]
    level = random.uniform(20, 60, size=places)[place]
    shares = level + 0.7 * (year - 2014) + random.normal(0, 0.8, size=len(place))
    women = 400 + 3 * place % 97 + 5 * (year - 2014)
    men = 380 + 7 * place % 89 + 4 * (year - 2014)
    counts = np.select([group == 0, group == 1, group == 2], [women + men, women, men], (women + men) // 5 + group)
    table = pd.DataFrame(
        {
            "place": np.array([f"Ward {number:04d}" for number in range(places)], dtype=object)[place],
            "indicator": np.array([code for code, _ in INDICATORS], dtype=object)[indicator],
            "year": year,
            "value": np.where(units == "%", np.round(shares, 2), counts),
            "unit": units,
            "sex": np.array([sex for sex, _ in GROUPS], dtype=object)[group],
            "age": np.array([age for _, age in GROUPS], dtype=object)[group],
        }
    )
    return table.head(rows)


def with_faults(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a fault in one row of a thousand: words, decimal commas, spaces, lost points, no value."""
    faulty = table.astype({"value": object, "sex": object})
    rows = np.arange(500, len(table), 1000)
    kinds = np.arange(len(rows)) % 5
    values = table["value"].to_numpy()
    faulty.iloc[rows[kinds == 0], 3] = "n/a"
    faulty.iloc[rows[kinds == 1], 3] = [f"{value:.1f}".replace(".", ",") for value in values[rows[kinds == 1]]]
    faulty.iloc[rows[kinds == 2], 5] = "Female "
    faulty.iloc[rows[kinds == 3], 3] = values[rows[kinds == 3]] * 100
    faulty.iloc[rows[kinds == 4], 3] = ""
    return faulty


def compare(path: Path, times: int, options: dict[str, str]) -> float:
    """Print and return how many times longer the check takes than pandas.read_csv, as the median of pairs."""
    seconds: dict[str, list[float]] = {"pandas.read_csv": [], "check_data": []}
    for _ in range(times):
        start = time.perf_counter()
        pd.read_csv(path, **options)  # type: ignore[call-overload]
        middle = time.perf_counter()
        report = check_data(path)
        end = time.perf_counter()
        seconds["pandas.read_csv"].append(middle - start)
        seconds["check_data"].append(end - middle)
    pairs = zip(seconds["check_data"], seconds["pandas.read_csv"], strict=True)
    ratio = statistics.median(check / read for check, read in pairs)
    medians = ", ".join(f"{name} {statistics.median(each):.2f} s" for name, each in seconds.items())
    print(f"{path.name}: {len(report.faults):,} faults; {medians}; ratio {ratio:.2f} (at most {ALLOWED:g})")
    return ratio


def compare_workbook(path: Path, times: int) -> float:
    """Print and return how many times longer the check of a workbook takes than calamine's own reading."""
    ratios = []
    for _ in range(times):
        start = time.perf_counter()
        python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        middle = time.perf_counter()
        check_data(path)
        ratios.append((time.perf_counter() - middle) / (middle - start))
    ratio = statistics.median(ratios)
    print(f"{path.name}: ratio to calamine {ratio:.2f} (aim {WORKBOOK:g})")
    return ratio


def peak(path: Path, code: str) -> float:
    """Return the peak of memory in megabytes of a process that runs some code on a file."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; path = sys.argv[1]; {code}{MEASURE}", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) / 1024


def main() -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sound, faulty = Path(folder, "commas.csv"), Path(folder, "faulty.csv")
        table = made_up(given.rows)
        with_faults(table).to_csv(faulty, index=False)
        ratios = [compare(faulty, given.times, {})]
        for name, options in WAYS.items():
            path = Path(folder, f"{name}.csv")
            table.to_csv(path, index=False, **options)  # type: ignore[call-overload]
            ratios.append(compare(path, given.times, options))
        book = Path(folder, "workbook.xlsx")
        table.head(given.rows // 10).to_excel(book, index=False)
        compare_workbook(book, given.times)
        del table
        if not Path("/proc/self/status").exists():
            return int(max(ratios) > ALLOWED)  # memory is measured on Linux only
        start = peak(sound, "import localsdg.owndata")
        for name in ("commas", "decimal commas", "UTF-16"):
            path = Path(folder, f"{name}.csv")
            check = peak(path, "from localsdg.owndata import check_data; check_data(path)")
            read = peak(path, f"import pandas; pandas.read_csv(path, **{WAYS[name]!r})")
            size = path.stat().st_size / 1e6
            print(
                f"peak of memory for {size:.0f} MB with {name}: check {check:.0f} MB, pandas.read_csv {read:.0f} MB, "
                f"before reading {start:.0f} MB"
            )
    return int(max(ratios) > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
