"""Makes the course's own environment, ``.venv``, from nothing but Python, pip and ``requirements.lock``.

Run by path, before anything is installed: ``python3 src/localsdg/bootstrap.py [--programs NAME ...]``. Standard library
only.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

OLDEST = (3, 11)
MARK = "localsdg.json"  # inside .venv: this environment is ours, and what was installed into it
EXECUTABLES = "Scripts" if os.name == "nt" else "bin"


class BootstrapError(Exception):
    """The environment cannot be made; the message says why, and how to repair it."""


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


def python_of(environment: Path) -> Path:
    """Return the interpreter of an environment."""
    return environment / EXECUTABLES / ("python.exe" if os.name == "nt" else "python")


def fingerprint(root: Path) -> str:
    """Return a digest of all that decides what is installed: the lock, the package's settings, the interpreter."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def state(environment: Path, wanted: str) -> str:
    """Say how an environment stands: "absent", "foreign", "ready", or why it has to be made anew or completed.

    A foreign one was not made here and is never touched.
    """
    if not environment.exists():
        return "absent"
    mark = environment / MARK
    if not mark.exists():
        return "foreign"
    try:
        record = json.loads(mark.read_text("utf-8"))
    except ValueError:
        return "its record cannot be read"
    if record.get("place") != str(environment):
        return "it was moved or copied from another folder"
    if not _works(python_of(environment)):
        return "its Python does not start any more"
    if record.get("fingerprint") is None:
        return "an installation into it was interrupted"
    if record["fingerprint"] != wanted:
        return "Python, requirements.lock or pyproject.toml has changed since"
    return "ready"


def _works(python: Path) -> bool:
    try:
        done = subprocess.run([python, "-c", "import sys"], capture_output=True, timeout=60)
    except OSError:
        return False
    return done.returncode == 0


def _record(environment: Path, found: str | None) -> None:
    (environment / MARK).write_text(json.dumps({"place": str(environment), "fingerprint": found}) + "\n", "utf-8")


def _run(words: str, command: list[str | Path], *, advice: str, environment: dict[str, str] | None = None) -> None:
    """Run one step with its name and its seconds; on failure show what it printed."""
    say(f"  {words} ...")
    start = time.monotonic()
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | (environment or {})
    )
    if done.returncode:
        raise BootstrapError(f"{words}: failed.\n{done.stdout.strip()[-3000:]}\n{advice}")
    say(f"  {words}: done in {time.monotonic() - start:.0f} s")


def uv_requirement(lock: str) -> str:
    """Return the part of the lock that pins uv with its hashes.

    Raises:
        BootstrapError: the lock does not pin uv.
    """
    found = re.search(r"^uv==\S+ \\\n(?:    --hash=\S+(?: \\)?\n)+", lock, re.MULTILINE)
    if not found:
        raise BootstrapError("requirements.lock does not pin uv. Run `make lock`, or get the file again with git.")
    return found[0]


def _install(root: Path, environment: Path, wanted: str) -> None:
    network = "Check that this computer reaches a Python package index, then run the command again."
    python, uv = python_of(environment), environment / EXECUTABLES / "uv"
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.txt"
        only_uv.write_text(uv_requirement((root / "requirements.lock").read_text("utf-8")), "utf-8")
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
        pip: list[str | Path] = [python, "-m", "pip", "install", *options, "-r", only_uv]
        _run("Getting the installer (uv)", pip, advice=network)
    options = ["pip", "sync", "--python", str(python), "--require-hashes", "--compile-bytecode", "--quiet"]
    patience = {"UV_HTTP_TIMEOUT": "120", "UV_LINK_MODE": "copy"}
    sync: list[str | Path] = [uv, *options, root / "requirements.lock"]
    _run(
        "Installing the pinned packages (some minutes the first time)",
        sync,
        advice=network,
        environment=patience,
    )
    options = ["pip", "install", "--python", str(python), "--no-deps", "--no-build-isolation", "--quiet", "--editable"]
    _run("Installing the course", [uv, *options, root], advice="Run `make test` to see what is wrong with the package.")
    _record(environment, wanted)


def prepare(root: Path, environment: Path, *, install: Callable[[Path, Path, str], None] = _install) -> None:
    """Make sure the environment is there, complete and current; install nothing if it is.

    Raises:
        BootstrapError: Python is too old or lacks venv, the folder belongs to somebody else, or a step failed.
    """
    if sys.version_info < OLDEST:
        raise BootstrapError(
            f"This is Python {sys.version.split()[0]}; the course needs {'.'.join(map(str, OLDEST))} or newer. "
            "Install a newer Python, or name one: make course PYTHON=python3.11"
        )
    wanted = fingerprint(root)
    found = state(environment, wanted)
    if found == "ready":
        return
    if found == "foreign":
        raise BootstrapError(
            f"{environment} was not made by this course, so it is left as it is. "
            "Move it away or delete it, then run the command again."
        )
    if found == "absent":
        say(f"Making the environment {environment.name} with Python {sys.version.split()[0]}")
    else:
        say(f"Making the environment {environment.name} anew: {found}")
    keep = found.startswith(("Python, ", "an installation")) and _same_python(environment)
    if not keep:
        shutil.rmtree(environment, ignore_errors=True)
        advice = "On Debian or Ubuntu, install the package python3-venv, then run the command again."
        _run("Making an empty environment", [sys.executable, "-m", "venv", environment], advice=advice)
    _record(environment, None)
    install(root, environment, wanted)


def _same_python(environment: Path) -> bool:
    command = [str(python_of(environment)), "-c", "import sys; print(sys.version)"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() == sys.version


# Programs that are no Python packages, by the names of their Debian packages, and the commands that start them.
# Chromium without windows takes a third of the time.
PROGRAMS = {
    "chromium-headless-shell": ("chromium-headless-shell", "chromium"),
    "firefox-esr": ("firefox-esr", "firefox"),
    "bubblewrap": ("bwrap",),
}
FOR_LINUX_ONLY = {"bubblewrap"}


def missing_programs(wanted: Iterable[str]) -> list[str]:
    """Return those of the programs that this machine lacks and could have."""
    here = [name for name in wanted if sys.platform == "linux" or name not in FOR_LINUX_ONLY]
    return [name for name in here if not any(map(shutil.which, PROGRAMS[name]))]


def prepare_programs(wanted: Iterable[str]) -> None:
    """Make sure that programs are there: on Debian and as root, install them; elsewhere, say how.

    Raises:
        BootstrapError: a program is missing and cannot be installed from here.
    """
    missing = missing_programs(wanted)
    if not missing:
        return
    names = " ".join(missing)
    advice = f"This needs {' and '.join(missing)}. Install it by hand (Debian, Ubuntu: apt install {names})."
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise BootstrapError(advice)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    _run("Reading the list of system packages", ["apt-get", "update", "-q"], advice=advice, environment=quiet)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing, "fonts-noto-core"]
    _run(f"Installing {' and '.join(missing)}", list(install), advice=advice, environment=quiet)


def main() -> int:
    """Prepare the environment of the checkout this file lies in; return the exit status."""
    parser = argparse.ArgumentParser(description="Make the environment of the course.")
    parser.add_argument(
        "--programs", nargs="+", choices=PROGRAMS, default=[], help="also make sure that these are there"
    )
    arguments = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    try:
        prepare(root, root / ".venv")
        prepare_programs(arguments.programs)
    except BootstrapError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
