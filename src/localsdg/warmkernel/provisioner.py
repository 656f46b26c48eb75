"""The kernel provisioner: asks the template for a kernel; for whatever reason it gets none, it starts a stock one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from .ready import told_when_ready
from .serving import SUPPORTED, template_address, without_address

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

PATIENCE = 30.0  # seconds; the first kernel waits until the template has imported everything


class UnavailableError(Exception):
    """There is no warm kernel for this request; the message says why."""


class WarmProcess:
    """A kernel that is not our child: the template tells over the connection when it ends."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.connection = connection
        self.pid = pid
        self.returncode: int | None = None
        _alive.add(self)

    def poll(self) -> int | None:
        """Return the exit status, or None while the kernel runs."""
        if self.returncode is None:
            try:
                data = self.connection.recv(4096)
            except BlockingIOError:
                return None
            except OSError:
                data = b""
            # Without a last word, the template is dead, and took its kernels along.
            self.returncode = int(json.loads(data)["status"]) if data else -signal.SIGKILL
        return self.returncode

    async def ended(self, seconds: float | None = None) -> int | None:
        """Wait until the kernel has ended, at most some seconds; return its exit status."""
        if self.poll() is None:
            loop, told = asyncio.get_running_loop(), asyncio.Event()
            loop.add_reader(self.connection, told.set)
            try:
                await asyncio.wait_for(told.wait(), seconds)
            except TimeoutError:
                pass
            finally:
                loop.remove_reader(self.connection)
        return self.poll()

    def wait(self) -> int | None:
        """Let go of a kernel that has ended; return its exit status."""
        status = self.poll()
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)  # also for copies of the descriptor in forked processes
        self.connection.close()
        _alive.discard(self)
        return status

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel if it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the kernel."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


_alive: set[WarmProcess] = set()  # a kernel lives on if its manager is forgotten, as a stock one does


class WarmProvisioner(LocalProvisioner):
    """Starts a warm kernel, or else a stock one and says why in the log."""

    process: Any
    warm = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        try:
            self.process = await _fork(cmd, **kwargs)
        except UnavailableError as error:
            self.warm = False
            self.log.warning("A stock kernel is started, not a warm one: %s", error)
            return await super().launch_kernel(cmd, **kwargs | {"env": without_address(kwargs["env"])})
        self.warm = True
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or str(Path.cwd())
        if self.parent is not None:
            self.parent.client_factory = told_when_ready(self.parent.client_factory)
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the process group of the kernel, unless the kernel has ended."""
        if not (self.warm and self.process and self.process.poll() is not None):
            await super().send_signal(signum)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait for the end of the kernel as an event; the manager looks only every 100 ms."""
        if self.warm and self.process:
            await self.process.ended(self.get_shutdown_wait_time() / 2)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and see its end."""
        await super().kill(restart)
        if self.warm and self.process:
            await self.process.ended(2)

    async def wait(self) -> int | None:
        """Wait until the kernel has ended; return its exit status."""
        if not (self.warm and self.process):
            return await super().wait()
        await self.process.ended()
        status: int | None = self.process.wait()
        self.process = None
        return status


async def _fork(
    cmd: list[str],
    *,
    env: dict[str, str],
    cwd: str | None = None,
    stdin: object = None,
    stdout: object = None,
    stderr: object = None,
    independent: bool = False,
    extra_arguments: object = None,
    kernel_id: object = None,
    **others: object,
) -> WarmProcess:
    """Ask the template for a kernel.

    Raises:
        UnavailableError: there is none for this request.
    """
    if not SUPPORTED:
        raise UnavailableError(f"there are none on {sys.platform}")
    if independent:
        raise UnavailableError("the kernel is to live longer than its client")
    if others or stdin is not None:
        raise UnavailableError(f"the client asks for {', '.join(others) or 'stdin'}")
    program = shutil.which(cmd[0]) or cmd[0]
    if cmd[1:4] != ["-m", "ipykernel_launcher", "-f"] or Path(program).absolute() != Path(sys.executable).absolute():
        raise UnavailableError("it is not the ipykernel of this Python")
    request = {
        "arguments": cmd[3:],
        "folder": str(Path(cwd or ".").absolute()),
        "environment": without_address(env) | {"JPY_PARENT_PID": str(os.getpid())},
    }
    address = template_address()
    if address in _silent:
        raise UnavailableError("the template does not answer")
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    closed, ours = os.pipe()  # a stock kernel, too, reads from a pipe that nobody writes to
    os.close(ours)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        streams = [closed, _descriptor(stdout, 1, null), _descriptor(stderr, 2, null)]
        connection.connect(address)
        socket.send_fds(connection, [json.dumps(request).encode()], streams)
        connection.setblocking(False)
        data = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(connection, 4096), PATIENCE)
        answer = json.loads(data or b"{}")
        if "pid" not in answer:
            raise UnavailableError(answer.get("refused", "the template ended, or the kernel did while it started"))
        return WarmProcess(connection, answer["pid"])
    except TimeoutError:
        _silent.add(address)
        connection.close()
        raise UnavailableError(f"the template did not answer within {PATIENCE:.0f} seconds") from None
    except OSError as error:
        connection.close()
        raise UnavailableError(f"the template cannot be reached ({error})") from error
    except BaseException:
        connection.close()
        raise
    finally:
        os.close(closed)
        os.close(null)


_silent: set[str] = set()


def _descriptor(stream: Any, default: int, null: int) -> int:
    """Return the descriptor of a standard stream, given as for ``subprocess.Popen``."""
    if stream is None:
        return default
    if stream == subprocess.DEVNULL:
        return null
    descriptor: int = stream if isinstance(stream, int) else stream.fileno()
    if descriptor < 0:
        raise UnavailableError("the client reads the kernel's output itself")
    return descriptor
