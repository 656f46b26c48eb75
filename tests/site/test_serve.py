import contextlib
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from localsdg.site.serve import make_server


@contextlib.contextmanager
def served(folder: Path):
    server = make_server(folder, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site" / "sub").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("<h1>home</h1>")
    (tmp_path / "site" / "host.js").write_text("1")
    (tmp_path / "secret.txt").write_text("not for others")
    return tmp_path / "site"


def test_pages_come_with_their_type_and_are_not_kept(folder):
    with served(folder) as address:
        for path, kind in (("/", "text/html"), ("/host.js", "text/javascript")):
            with urllib.request.urlopen(address + path) as answer:
                assert answer.headers.get_content_type() == kind
                assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/sub/", "/missing.html", "/../secret.txt", "/%2e%2e/secret.txt"])
def test_nothing_but_the_pages_is_served(folder, path):
    with served(folder) as address, pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address + path)
    assert refused.value.code == 404


def test_a_busy_port_moves_to_the_next_free_one(folder):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        server = make_server(folder, port=port)
        assert port < server.server_address[1] < port + 20
        server.server_close()


def test_no_free_port_is_named(folder):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(OSError, match=rf"Ports {port} to {port} are all in use"):
            make_server(folder, port=port, tries=1)


@pytest.mark.xdist_group("site")
def test_ctrl_c_ends_the_course_cleanly(site):
    command = [sys.executable, "-u", "-m", "localsdg.cli", "course", "--port", "8350"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    for line in process.stdout:
        said.append(line)
        if "The course is at" in line:
            break
    address = "".join(said).split("The course is at")[1].split()[0]
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    assert process.wait(timeout=20) == 0
    assert "no longer served" in rest
    assert "Traceback" not in rest
