"""Where a warm kernel would not equal a stock one, the stock one is started, and the log says why."""

from __future__ import annotations

import logging
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client import KernelManager
from jupyter_client.connect import LocalPortCache

import localsdg.warmkernel.provisioner as provisioner
from localsdg.warmkernel import serve
from localsdg.warmkernel.channel import Channel
from localsdg.warmkernel.serving import ADDRESS, PRELOAD, SUPPORTED, Template

pytestmark = pytest.mark.skipif(not SUPPORTED, reason="warm kernels need Linux; elsewhere stock kernels are used")


@pytest.fixture(autouse=True)
def heard(caplog):
    caplog.set_level(logging.WARNING)


def refused(kernel, caplog, words: str) -> None:
    """The kernel is a stock one that works, and the reason was logged."""
    assert not kernel.warm
    assert kernel.run("print('works')") == "works"
    assert "A stock kernel is started, not a warm one" in caplog.text
    assert words in caplog.text


@pytest.mark.parametrize("name", ["pandas.py", "numpy", "matplotlib.py"])
def test_a_file_of_the_folder_would_be_imported_instead(warm, start, caplog, tmp_path, name):
    if "." in name:
        (tmp_path / name).write_text("HERE = True\n")
    else:
        (tmp_path / name).mkdir()
    kernel = start(cwd=str(tmp_path))
    assert not kernel.warm
    assert str(tmp_path / name) in caplog.text


def test_settings_of_matplotlib_in_the_folder(warm, start, caplog, tmp_path):
    (tmp_path / "matplotlibrc").write_text("figure.figsize: 3, 2\n")
    kernel = start(cwd=str(tmp_path))
    refused(kernel, caplog, "settings of its own")
    assert kernel.run("import matplotlib; print(matplotlib.rcParams['figure.figsize'])") == "[3.0, 2.0]"


@pytest.fixture
def module_of_ours(tmp_path, monkeypatch):
    """A package to be preloaded, whose files can be changed."""
    package = tmp_path / "somewhere" / "ours_to_preload.py"
    package.parent.mkdir()
    package.write_text("WORD = 'old'\n")
    os.utime(package, ns=(10**18, 10**18))
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # a stock kernel, too, would take the old file's bytecode
    with serve(["ours_to_preload"]):
        yield package


CODE = "import ours_to_preload; print(ours_to_preload.WORD)"


def test_a_preloaded_module_is_the_one_on_disk(module_of_ours, start):
    kernel = start()
    assert kernel.warm
    assert kernel.run(CODE) == "old"


@pytest.mark.parametrize("change", ["time", "size", "inode", "gone"])
def test_a_changed_module_is_noticed(module_of_ours, start, caplog, change):
    assert start().warm
    was = module_of_ours.stat()
    if change == "time":
        module_of_ours.write_text("WORD = 'new'\n")
    elif change == "size":
        module_of_ours.write_text("WORD = 'newer'\n")
        os.utime(module_of_ours, ns=(was.st_atime_ns, was.st_mtime_ns))
    elif change == "inode":
        other = module_of_ours.with_name("other")
        other.write_text("WORD = 'new'\n")
        os.utime(other, ns=(was.st_atime_ns, was.st_mtime_ns))
        other.replace(module_of_ours)
    else:
        module_of_ours.unlink()
    kernel = start()
    refused(kernel, caplog, "ours_to_preload")
    assert kernel.run(CODE).startswith({"size": "newer", "gone": "ModuleNotFoundError"}.get(change, "new"))


def test_a_module_that_cannot_be_imported_is_named(start, caplog, tmp_path, monkeypatch):
    (tmp_path / "broken_to_preload.py").write_text("1 / 0\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serve(["broken_to_preload"]):
        refused(start(), caplog, "broken_to_preload cannot be imported: ZeroDivisionError")


def test_a_module_that_starts_a_thread_is_named(start, caplog, tmp_path, monkeypatch):
    (tmp_path / "threads_to_preload.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), name='sleeper', daemon=True).start()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serve(["threads_to_preload"]):
        refused(start(), caplog, "has started a thread: sleeper")


def test_a_module_that_is_not_installed_is_left_out(start):
    with serve(["nothing_of_this_name"]):
        assert start().warm


def test_another_environment_gets_a_template_of_its_own(warm, start):
    kernel = start(env=os.environ | {"TZ": "Africa/Windhoek", "OMP_NUM_THREADS": "1"})
    assert kernel.run("import time, os; print(time.tzname[0], os.environ['OMP_NUM_THREADS'])") == "CAT 1"
    assert kernel.warm


def test_another_python_is_refused(warm, start, caplog, monkeypatch, tmp_path):
    other = tmp_path / "python"
    other.symlink_to(sys.executable)
    monkeypatch.setattr(
        "jupyter_client.manager.KernelManager.format_kernel_cmd",
        lambda self, extra_arguments=None: [str(other), "-m", "ipykernel_launcher", "-f", self.connection_file],
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    kernel = start()
    assert not kernel.warm
    assert "it is not the ipykernel of this Python" in caplog.text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"independent": True}, "live longer than its client"),
        ({"stdin": subprocess.DEVNULL}, "asks for stdin"),
        ({"stdout": subprocess.PIPE}, "reads the kernel's output itself"),
    ],
)
def test_what_a_fork_cannot_do_is_refused(warm, start, caplog, options, words):
    kernel = start(**options)
    assert not kernel.warm
    assert words in caplog.text


def test_elsewhere_stock_kernels_are_started(start, caplog, monkeypatch):
    monkeypatch.setattr(provisioner, "SUPPORTED", False)
    with serve([]):
        refused(start(), caplog, f"there are none on {sys.platform}")


def test_serving_changes_nothing_elsewhere(monkeypatch):
    monkeypatch.setattr("localsdg.warmkernel.serving.SUPPORTED", False)
    before = dict(os.environ)
    with serve():
        assert dict(os.environ) == before


def test_a_folder_for_sockets_that_is_not_there_does_no_harm(start, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    with serve([]):
        assert start().warm


def test_without_any_folder_nothing_changes(caplog, monkeypatch):
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    before = dict(os.environ)
    with serve():
        assert dict(os.environ) == before
    assert "Stock kernels are started, not warm ones: [Errno 28] No space left on device" in caplog.text


def test_a_kernel_never_learns_where_the_template_is(warm, start):
    kernel = start()
    assert kernel.warm
    address = os.environ[ADDRESS]
    seen = kernel.run(
        "import os, pathlib\n"
        "def texts():\n"
        "    yield str(dict(os.environ))\n"
        "    yield pathlib.Path('/proc/self/environ').read_text(errors='replace')\n"
        "    yield pathlib.Path(f'/proc/{os.getppid()}/cmdline').read_text(errors='replace')\n"
        "    yield pathlib.Path('/proc/net/unix').read_text(errors='replace')\n"
        "    for number in os.listdir('/proc/self/fd'):\n"
        "        try: yield os.readlink(f'/proc/self/fd/{number}')\n"
        "        except OSError: pass\n"
        f"print(any({Path(address).parent.name!r} in text for text in texts()))"
    )
    assert seen == "False"


def test_a_kernel_gets_no_kernel_from_the_template(warm, start):
    kernel = start()
    address = os.environ[ADDRESS]
    answer = kernel.run(
        "import socket, os\n"
        "from localsdg.warmkernel.channel import Channel\n"
        "door = socket.socket(socket.AF_UNIX)\n"
        f"door.connect({address!r})\n"
        "Channel(door).send({'arguments': [], 'folder': '/', 'environment': {}}, [0, 1, 2])\n"
        "print(Channel(door).receive())"
    )
    assert "the client was started by a kernel" in answer


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_is_refused():
    template = Template([])
    try:
        template.folder.chmod(0o755)  # as if the folder had been opened to others
        Path(template.address).chmod(0o777)
        code = (
            "import os, socket, sys; from localsdg.warmkernel.channel import Channel\n"
            "os.setgid(65534); os.setuid(65534); door = socket.socket(socket.AF_UNIX); door.connect(sys.argv[1])\n"
            "Channel(door).send({'arguments': [], 'folder': '/', 'environment': {}}, [0, 1, 2])\n"
            "print(Channel(door).receive())"
        )
        found = subprocess.run([sys.executable, "-c", code, template.address], capture_output=True, text=True, cwd="/")
        assert "the client has another user" in found.stdout
    finally:
        template.close()


NONSENSE = [b"", b"\0", b"nonsense", *(struct.pack("!I", len(text)) + text for text in (b"", b"nonsense", b"{}"))]
NONSENSE += [struct.pack("!I", len(text)) + text for text in (b'{"arguments": 1}', b"[" * 5000)]


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_answered_and_the_template_goes_on(warm, start, sent):
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(os.environ[ADDRESS])
        door.settimeout(30)
        if sent:
            socket.send_fds(door, [sent], [0, 1, 2])
        else:
            door.shutdown(socket.SHUT_WR)
        assert "refused" in Channel(door).receive()
    assert start().warm


def test_nothing_preloaded_asks_for_the_shell():
    """A module that calls get_ipython() when it is imported finds none in the template, and behaves otherwise later."""
    code = (
        "import sys, importlib\n"
        "callers = []\n"
        "def see(frame, event, _):\n"
        "    if event == 'call' and frame.f_code.co_name == 'get_ipython':\n"
        "        callers.append(frame.f_back.f_globals.get('__name__'))\n"
        "import IPython\n"
        "sys.setprofile(see)\n"
        f"for name in {PRELOAD!r}: importlib.import_module(name)\n"
        "sys.setprofile(None)\n"
        "print(callers)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_package_imports_nothing_of_the_course():
    code = (
        "import sys, localsdg.warmkernel.provisioner, localsdg.warmkernel.pytest_plugin, localsdg.warmkernel.__main__\n"
        "print(sorted(name for name in sys.modules if name.startswith('localsdg.') and 'warmkernel' not in name))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_port_that_another_program_has_taken_meanwhile_is_given_up(warm, start, caplog, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken, find = [other.getsockname()[1]], LocalPortCache.find_available_port
        monkeypatch.setattr(
            LocalPortCache, "find_available_port", lambda ports, ip: taken.pop() if taken else find(ports, ip)
        )
        kernel = start()
    assert taken == []
    assert kernel.warm, caplog.text
    assert kernel.run("print('works')") == "works"


def test_why_a_kernel_could_not_start_is_said(warm, caplog):
    with socket.create_server(("127.0.0.1", 0)) as other:
        manager = KernelManager(kernel_name="python3", cache_ports=False, shell_port=other.getsockname()[1])
        manager.start_kernel()
        try:
            assert not manager.provisioner.warm
            assert "the kernel could not start (ZMQError: Address already in use" in caplog.text
        finally:
            manager.shutdown_kernel(now=True)
