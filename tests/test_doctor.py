import socket
import subprocess
import sys
from pathlib import Path

from localsdg.commands import doctor

ROOT = Path(__file__).resolve().parents[1]


def test_it_looks_at_everything_and_every_lack_has_a_repair():
    findings = doctor.examine(ROOT)
    names = [finding.name for finding in findings]
    assert len(set(names)) == len(names)
    assert {
        "Python",
        "Environment .venv",
        "jupyter-book",
        "nbgrader",
        "Disk",
        "Browsers",
        "Isolation",
        "Port 8000",
    } <= set(names)
    assert all(finding.repair for finding in findings if not finding.good)


def test_a_busy_port_is_noted_but_not_needed():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        found = doctor._port(busy.getsockname()[1])
    assert not found.good
    assert not found.needed


def test_a_package_that_is_lacking_is_named():
    found = doctor._package("no-such-package")
    assert not found.good
    assert found.found == "not installed"
    assert "make course" in found.repair


def test_the_command_says_how_much_it_looked_at():
    done = subprocess.run([sys.executable, "-m", "localsdg", "doctor"], capture_output=True, text=True)
    assert "Looked at 15 things" in done.stdout
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
