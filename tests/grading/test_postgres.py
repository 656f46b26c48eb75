"""A gradebook of PostgreSQL, in a server of Debian's package that an ordinary user starts in a temporary folder."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_class
from nbgrader.api import Gradebook

psycopg = pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
NOBODY = 65_534  # initdb wants a user who has a name, and who is not root


def as_nobody(*words: object) -> None:
    user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*user, *map(str, words)], cwd="/", check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a path of a socket must be short
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    data = folder / "data"
    as_nobody(PROGRAMS, "-D", data, "-U", "teacher", "-A", "trust", "--no-sync")
    control = PROGRAMS.with_name("pg_ctl")
    as_nobody(control, "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        subprocess.run([PROGRAMS.with_name("createdb"), "-h", folder, "-U", "teacher", "grades"], check=True)
        yield f"postgresql+psycopg://teacher@/grades?host={folder}"
    finally:
        as_nobody(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def test_a_class_is_graded_marked_and_forgotten(database, tmp_path, monkeypatch):
    monkeypatch.setattr(
        small_class, "CONFIGURATION", f'{small_class.CONFIGURATION}c.CourseDirectory.db_url = "{database}"\n'
    )
    small_class.make_small_course(tmp_path)

    def localsdg(*words: str) -> str:
        command = [sys.executable, "-m", "localsdg", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "6 notebooks of 3 students" in localsdg("grade", "ps1", "--no-isolation", "--workers=1")
    assert "feedback for 3 students made" in localsdg("feedback", "ps1", "--workers=1")
    localsdg("marks", "ps1", "-o", "marks.csv")
    with (tmp_path / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        marks = {row["student"]: row["mark"] for row in csv.DictReader(file)}
    # محمد: total 3, longest 0; zoë: total 0 for None, mean 0 for its error, longest 2. The essay of the first waits.
    assert marks == {"Ana María 山田": "", "zoë": "2", "محمد": "3"}
    localsdg("learner", "forget", "zoë", "--yes")
    with Gradebook(database) as gradebook:
        assert {student.id for student in gradebook.students} == {"Ana María 山田", "محمد"}
    assert list(tmp_path.glob("*.db")) == []  # nothing went into a file of SQLite
