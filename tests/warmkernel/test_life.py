"""How warm kernels live and end: interrupt, restart, crash, deaths of the template and of the client, leftovers."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from localsdg.warmkernel import serve
from localsdg.warmkernel.serving import ADDRESS, SUPPORTED, Template

pytestmark = pytest.mark.skipif(not SUPPORTED, reason="warm kernels need Linux; elsewhere stock kernels are used")


def until(test, seconds: float = 60.0) -> bool:
    """Wait until something holds; say whether it does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if test():
            return True
        time.sleep(0.02)
    return bool(test())


def alive(pid: int) -> bool:
    """Say whether a process runs; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_kernel_is_forked_and_works(warm, start):
    kernel = start()
    assert kernel.warm
    assert kernel.run("import sys; print('pandas' in sys.modules, 6 * 7)") == "True 42"


def test_the_course_is_not_preloaded(warm, start):
    assert start().run("import sys; print([name for name in sys.modules if name.startswith('localsdg')])") == "[]"


def test_an_interrupt_is_a_keyboard_interrupt_and_the_kernel_goes_on(warm, start, tmp_path):
    kernel = start()
    kernel.run("kept = 5")
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(kernel.run, f"import time; open({str(tmp_path / 'begun')!r}, 'w'); time.sleep(100)")
        assert until((tmp_path / "begun").exists)
        kernel.manager.interrupt_kernel()
        assert answer.result(timeout=60).endswith("KeyboardInterrupt")
    assert kernel.run("print(kept)") == "5"


def test_a_restart_gives_a_new_warm_kernel(warm, start):
    kernel = start()
    kernel.run("kept = 5")
    before = kernel.pid
    kernel.manager.restart_kernel(now=False)
    kernel.client.wait_for_ready(timeout=120)
    assert kernel.warm
    assert kernel.pid != before
    assert not alive(before)
    assert kernel.run("print(kept)") == "NameError"


def test_a_crash_is_seen(warm, start):
    kernel = start()
    os.kill(kernel.pid, signal.SIGSEGV)
    assert until(lambda: not kernel.manager.is_alive())


def test_a_user_function_at_exit_runs_and_open_files_are_written(warm, start, tmp_path):
    kernel = start()
    kernel.run(
        f"import atexit, pathlib; left_open = open({str(tmp_path / 'open')!r}, 'w'); left_open.write('kept')\n"
        f"atexit.register(lambda: pathlib.Path({str(tmp_path / 'exit')!r}).write_text('ran'))"
    )
    kernel.client.stop_channels()
    kernel.manager.shutdown_kernel()
    assert (tmp_path / "exit").read_text() == "ran"
    assert (tmp_path / "open").read_text() == "kept"


# Python objects that would close, when they go, a descriptor which they do not have any more.
CLOSED_TWICE = """
import gc, os, socket, stat
numbers = [each.fileno() for each in gc.get_objects() if isinstance(each, socket.socket) and each.fileno() >= 0]
print([number for number in numbers if not stat.S_ISSOCK(os.fstat(number).st_mode) or numbers.count(number) > 1])
"""


def test_nothing_of_the_template_closes_a_descriptor_that_a_kernel_has_opened(warm, start):
    """At the end of a kernel that would be one of ZeroMQ's, which then aborts: see the test above."""
    start()
    assert start().run(CLOSED_TWICE) == "[]"


def test_eight_at_once_differ_and_all_end(warm, start):
    with ThreadPoolExecutor(8) as pool:
        kernels = list(pool.map(lambda _: start(), range(8)))
    assert all(kernel.warm for kernel in kernels)
    drawn = [
        kernel.run("import numpy, random, uuid; print(numpy.random.rand(), random.random(), uuid.uuid4())")
        for kernel in kernels
    ]
    for position in range(3):
        assert len({line.split()[position] for line in drawn}) == 8
    pids = [kernel.pid for kernel in kernels]
    assert len(set(pids)) == 8
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda kernel: kernel.manager.shutdown_kernel(), kernels))
    assert not [pid for pid in pids if alive(pid)]


def test_children_of_a_kernel_end_with_it(warm, start):
    kernel = start()
    child = int(kernel.run("import subprocess; print(subprocess.Popen(['sleep', '300']).pid)"))
    assert alive(child)
    kernel.manager.shutdown_kernel(now=True)
    assert until(lambda: not alive(child))


def test_the_template_dies_and_stock_kernels_take_over(start, caplog):
    with serve():
        template = _template_of(os.environ[ADDRESS])
        first = start()
        assert first.warm
        os.kill(template, signal.SIGKILL)
        assert until(lambda: not first.manager.is_alive())
        second = start()
        assert not second.warm
        assert second.run("print(1 + 1)") == "2"
    assert "A stock kernel is started, not a warm one: the template cannot be reached" in caplog.text


CLIENT = """
import os, sys, time
from jupyter_client import KernelManager
from localsdg.warmkernel import serve
from localsdg.warmkernel.serving import ADDRESS
with serve():
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    client = manager.client(); client.start_channels(); client.wait_for_ready(timeout=60)
    print(manager.provisioner.pid, os.environ[ADDRESS], flush=True)
    time.sleep(300)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_the_client_ends(number):
    with subprocess.Popen(
        [sys.executable, "-c", CLIENT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as client:
        pid, address = client.stdout.readline().split()
        template = _template_of(address)
        assert alive(int(pid))
        assert alive(template)
        client.send_signal(number)
        client.wait(timeout=60)
    assert until(lambda: not alive(int(pid)))
    assert until(lambda: not alive(template))
    assert until(lambda: not Path(address).parent.exists())


def test_nothing_is_left_after_the_block(start):
    with serve():
        address = os.environ[ADDRESS]
        template = _template_of(address)
        pid = start().pid
    assert not alive(template)
    assert until(lambda: not alive(pid))
    assert not Path(address).parent.exists()
    assert os.environ.get(ADDRESS) != address


def test_the_template_keeps_no_descriptor_of_ended_kernels(start):
    with serve():
        start().manager.shutdown_kernel()
        template = _template_of(os.environ[ADDRESS])
        before = len(list(Path(f"/proc/{template}/fd").iterdir()))
        for _ in range(5):
            start().manager.shutdown_kernel()
        assert until(lambda: len(list(Path(f"/proc/{template}/fd").iterdir())) == before)


def test_the_folder_of_the_socket_is_private():
    template = Template([])
    try:
        assert stat.S_IMODE(Path(template.address).parent.stat().st_mode) == 0o700
        assert stat.S_ISSOCK(Path(template.address).stat().st_mode)
        assert str(template.folder) not in Path("/proc/net/unix").read_text()
    finally:
        template.close()
    assert not template.folder.exists()


def _template_of(address: str) -> int:
    """Return the template whose socket lies at an address: the process that works with that folder."""
    folder = Path(address).parent
    found: list[int] = []

    def look() -> bool:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if b"warmkernel.kernel_template" not in (process / "cmdline").read_bytes():
                    continue
                folders = [descriptor.readlink() for descriptor in (process / "fd").iterdir()]
            except OSError:  # it has just ended, or closed a descriptor
                continue
            if folder in folders and alive(int(process.name)):
                found.append(int(process.name))
        return bool(found)

    assert until(look), f"No template at {address}"
    return found[0]
