import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from localsdg import bootstrap

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout as far as the bootstrap looks at it."""
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


class Installed:
    """Stands where packages are downloaded; all else is real: folders, interpreters, records."""

    def __init__(self, *, interrupted: bool = False) -> None:
        self.times = 0
        self.interrupted = interrupted

    def __call__(self, root: Path, environment: Path, wanted: str) -> None:
        self.times += 1
        if self.interrupted:
            raise KeyboardInterrupt
        (environment / bootstrap.MARK).write_text(json.dumps({"place": str(environment), "fingerprint": wanted}))


def test_a_foreign_environment_is_said_and_left_alone(checkout):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "precious.txt").write_text("mine")
    with pytest.raises(bootstrap.BootstrapError, match="was not made by this course, so it is left as it is"):
        bootstrap.prepare(checkout, checkout / ".venv", install=Installed())
    assert (checkout / ".venv" / "precious.txt").read_text() == "mine"


def _remove_interpreter(environment: Path) -> None:
    for name in bootstrap.python_of(environment).parent.glob("python*"):
        name.unlink()


def _interrupt(environment: Path) -> None:
    (environment / bootstrap.MARK).write_text(json.dumps({"place": str(environment), "fingerprint": None}))


def _change_lock(environment: Path) -> None:
    with (environment.parent / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")


def _garble_record(environment: Path) -> None:
    (environment / bootstrap.MARK).write_text("{")


def _move(environment: Path) -> None:
    (environment / bootstrap.MARK).write_text(json.dumps({"place": "elsewhere", "fingerprint": "x"}))


HARMS = {
    _interrupt: "an installation into it was interrupted",
    _change_lock: "requirements.lock or pyproject.toml has changed since",
    _remove_interpreter: "its Python does not start any more",
    _garble_record: "its record cannot be read",
    _move: "it was moved or copied from another folder",
}


def test_it_is_made_once_and_whatever_breaks_it_is_said_and_repaired(checkout, capsys):
    """One environment is broken in all ways, one after another, since to make one takes seconds."""
    environment = checkout / ".venv"
    with pytest.raises(KeyboardInterrupt):
        bootstrap.prepare(checkout, environment, install=Installed(interrupted=True))
    assert "Making the environment .venv with Python" in capsys.readouterr().out
    assert bootstrap.python_of(environment).exists()
    found = bootstrap.state(environment, bootstrap.fingerprint(checkout))
    assert found == "an installation into it was interrupted"
    install = Installed()
    bootstrap.prepare(checkout, environment, install=install)
    assert found in capsys.readouterr().out
    bootstrap.prepare(checkout, environment, install=install)
    assert capsys.readouterr().out == ""
    assert install.times == 1
    for harm, said in HARMS.items():
        harm(environment)
        install = Installed()
        bootstrap.prepare(checkout, environment, install=install)
        assert said in capsys.readouterr().out
        assert install.times == 1
        assert bootstrap.state(environment, bootstrap.fingerprint(checkout)) == "ready"


def test_a_lock_without_uv_is_named():
    with pytest.raises(bootstrap.BootstrapError, match=r"requirements\.lock does not pin uv"):
        bootstrap.uv_requirement("pandas==3.0\n")


def test_the_lock_pins_with_hashes_and_names_no_address():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pins) > 100
    assert all("==" in line and line.endswith("\\") for line in pins)
    assert "://" not in lock
    assert bootstrap.uv_requirement(lock).startswith("uv==")


def test_it_needs_the_standard_library_only():
    source = str(ROOT / "src" / "localsdg" / "bootstrap.py")
    done = subprocess.run([sys.executable, "-I", "-S", source, "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "Make the environment" in done.stdout
