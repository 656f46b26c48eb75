"""The tools that run notebooks, unchanged: Jupyter Book, nbval with xdist, nbgrader, a Jupyter server."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from localsdg.warmkernel import serve
from localsdg.warmkernel.serving import SUPPORTED

pytestmark = pytest.mark.skipif(not SUPPORTED, reason="warm kernels need Linux; elsewhere stock kernels are used")

COMPARE = Path(__file__).resolve().parents[2] / "benchmarks" / "warmkernel" / "compare.py"
WARM = [sys.executable, "-m", "localsdg.warmkernel"]


@pytest.mark.parametrize(("tool", "results"), [("jupyter-book", 4), ("nbgrader", 2)])
def test_a_tool_gives_the_same_with_both_kinds_of_kernels(tool, results):
    """Pages and pictures of a book, rows of a gradebook and graded notebooks; the comparison masks ids and times."""
    command = [sys.executable, str(COMPARE), "--rounds", "1", "--notebooks", "2", "--only", tool]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    compared, differing = re.search(r"(\d+) results compared, (\d+) differ", done.stdout).groups()
    assert int(compared) >= results
    assert int(differing) == 0


def test_the_option_of_pytest_serves_all_its_processes(tmp_path):
    code = "open(f'/proc/{__import__(\"os\").getppid()}/cmdline').read().count('warmkernel.kernel_template')"
    for name in ("one", "two"):
        cell = nbformat.v4.new_code_cell(code)
        cell.outputs = [nbformat.v4.new_output("execute_result", data={"text/plain": "1"}, execution_count=1)]
        cell.execution_count = 1
        cell.metadata["tags"] = ["nbval-check-output"]
        spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=spec), tmp_path / f"{name}.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile"]
    environment = {
        key: value for key, value in os.environ.items() if "WARMKERNEL" not in key and "PROVISIONER" not in key
    }
    done = subprocess.run(
        [*command, "--nbval-lax", "--warm-kernels", "."], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert "2 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ([], 2),
        (["no-such-command"], 127),
        ([sys.executable, "-c", "raise SystemExit(7)"], 7),
        (["sh", "-c", "kill $$"], 143),
    ],
)
def test_the_status_of_the_command_is_kept(command, status):
    done = subprocess.run([*WARM, *command], capture_output=True, text=True)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def until(test: Callable[[], object], seconds: float = 60.0) -> bool:
    """Wait until something holds; say whether it does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not test():
        time.sleep(0.05)
    return bool(test())


def test_a_jupyter_server_starts_interrupts_restarts_and_ends_warm_kernels(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=", "--allow-root"]
    settings = [f"--ServerApp.root_dir={tmp_path}", "--ServerApp.disable_check_xsrf=True"]

    def ask(method: str, path: str, content: object = None) -> object:
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/api/{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or "null")

    def kernels() -> set[str]:
        """The processes that a template has forked and that work in this test's folder."""
        found = set()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
                if b"warmkernel.kernel_template" not in Path(f"/proc/{parent}/cmdline").read_bytes():
                    continue
                if (process / "cwd").readlink() == tmp_path:
                    found.add(process.name)
            except OSError:
                continue
        return found

    with serve():
        environment = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
        with (tmp_path / "log").open("w") as log:
            command = [sys.executable, "-m", "jupyter_server", *options, *settings]
            server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
        try:
            for _ in range(240):
                try:
                    ask("GET", "status")
                    break
                except OSError:
                    assert server.poll() is None, (tmp_path / "log").read_text()
                    time.sleep(0.25)
            kernel = ask("POST", "kernels", {"name": "python3"})["id"]
            assert until(kernels), (tmp_path / "log").read_text()
            (first,) = kernels()
            ask("POST", f"kernels/{kernel}/interrupt")
            assert kernels() == {first}
            ask("POST", f"kernels/{kernel}/restart")
            assert until(lambda: kernels() - {first})
            assert first not in kernels()
            ask("DELETE", f"kernels/{kernel}")
            assert ask("GET", "kernels") == []
            assert until(lambda: not kernels())
        finally:
            server.terminate()
            server.wait(timeout=30)
