"""Starts and ends the template; environment variables lead this process and its children to it."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from . import launcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PRELOAD = ("numpy", "pandas", "matplotlib.pyplot")
MODULE = f"{__package__}.kernel_template"
ADDRESS = "WARMKERNEL_SOCKET"
PROVISIONER = "JUPYTER_DEFAULT_PROVISIONER_NAME"
PROVISIONER_NAME = "warm-provisioner"
SUPPORTED = sys.platform == "linux"  # macOS: system libraries do not survive a fork. Windows has none.


def without_address(environment: dict[str, str]) -> dict[str, str]:
    """Return an environment without our variables, so that code in a kernel does not find the template."""
    ours = {ADDRESS: None, PROVISIONER: PROVISIONER_NAME}
    return {key: value for key, value in environment.items() if key not in ours or ours[key] not in (None, value)}


def _own_folder() -> str | None:
    """Return this user's runtime folder, in which sockets belong; None if there is none that can be written to."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


class Template:
    """A template process. It ends when it is closed, or when the process that started it ends in whatever way.

    Args:
        preload: the modules to import before the first kernel; those that are not installed are left out.
    """

    def __init__(self, preload: Iterable[str] = PRELOAD) -> None:
        self.owner = os.getpid()
        self.folder = Path(tempfile.mkdtemp(prefix="warmkernel-", dir=_own_folder()))  # mode 0700
        self.address = str(self.folder / "socket")
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
                # Bound through the descriptor: the list of sockets in /proc/net/unix shows this name, not the folder's.
                listener.bind(f"/proc/self/fd/{folder}/socket")
                listener.listen(64)
                configuration = {"owner": self.owner, "folder": folder, "preload": list(preload)}
                self.process = subprocess.Popen(
                    launcher.command(MODULE, listener.fileno(), configuration, python=(sys.executable,)),
                    pass_fds=[listener.fileno(), folder],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    env=without_address(dict(os.environ)),
                    start_new_session=True,
                )
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        finally:
            os.close(folder)

    def close(self) -> None:
        """End the template and its kernels. Does nothing in a forked copy of the process that started it."""
        if self.owner == os.getpid():
            self.process.terminate()
            self.process.wait()
            shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def serve(preload: Iterable[str] = PRELOAD) -> Iterator[None]:
    """Give warm kernels to this process and to all it starts, until the ``with`` block ends.

    One template serves them all. Where there are no warm kernels (macOS, Windows) nothing changes, nor where the
    template cannot be started; the log says why.

    Args:
        preload: the modules to import before the first kernel; those that are not installed are left out. Name no
            module that you are changing, and none that calls ``get_ipython()`` when it is imported.
    """
    if not SUPPORTED:
        yield
        return
    try:
        template = Template(preload)
    except OSError as error:
        logging.getLogger(__name__).warning("Stock kernels are started, not warm ones: %s", error)
        yield
        return
    new = {PROVISIONER: PROVISIONER_NAME, ADDRESS: template.address}
    old = {key: os.environ.get(key) for key in new}
    os.environ.update(new)
    _tell_factory()
    try:
        yield
    finally:
        for key, value in old.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value
        _tell_factory()
        template.close()


def _tell_factory() -> None:
    """Have jupyter_client use the variable's present value, if it has read an earlier one in this process."""
    provisioning = sys.modules.get("jupyter_client.provisioning")
    if provisioning and provisioning.KernelProvisionerFactory.initialized():
        name = os.environ.get(PROVISIONER, "local-provisioner")
        provisioning.KernelProvisionerFactory.instance().default_provisioner_name = name


_private: Template | None = None
_lock = threading.Lock()


def template_address() -> str:
    """Return the address of the shared template; if there is none, of one that this process has for itself."""
    global _private
    if shared := os.environ.get(ADDRESS):
        return shared
    with _lock:
        if _private is None or _private.owner != os.getpid() or _private.process.poll() is not None:
            _private = Template()
            atexit.register(_private.close)
        return _private.address
