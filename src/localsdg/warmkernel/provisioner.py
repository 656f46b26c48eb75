"""The kernel provisioner: asks the template for a kernel; if it gets none, it starts a stock one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from .channel import Channel, ChannelError
from .ready import client_that_hears_ready
from .serving import SUPPORTED, template_address, without_address

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

PATIENCE = 30.0  # seconds; the first kernel waits until the template has imported everything
ANSWER = 5.0  # seconds in which the rest of a message must come when it has begun to


class UnavailableError(Exception):
    """There is no warm kernel for this request; the message says why."""


class PortTakenError(UnavailableError):
    """Another program has taken a port since it was chosen for this kernel."""


class WarmProcess:
    """A kernel that is not our child: the template sends a message when it has ended."""

    stdin = stdout = stderr = None

    def __init__(self, channel: Channel, pid: int) -> None:
        self.channel = channel
        self.pid = pid
        self.returncode: int | None = None
        _alive.add(self)

    def poll(self) -> int | None:
        """Return the exit status, or None while the kernel runs."""
        if self.returncode is None and self.channel.can_receive():
            try:
                self.returncode = int(self.channel.receive(time.monotonic() + ANSWER)["status"])
            except (ChannelError, TimeoutError):
                self.returncode = -signal.SIGKILL  # without a last message, the template is dead, and its kernels too
        return self.returncode

    async def ended(self, seconds: float | None = None) -> int | None:
        """Wait until the kernel has ended, at most some seconds; return its exit status."""
        if self.poll() is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.channel.arrival(), seconds)
        return self.poll()

    def wait(self) -> int | None:
        """Release a kernel that has ended; return its exit status."""
        status = self.poll()
        with contextlib.suppress(OSError):
            # also for copies of the descriptor in forked processes
            self.channel.connection.shutdown(socket.SHUT_RDWR)
        self.channel.close()
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


# Keeps kernels running whose manager was garbage collected; a stock kernel runs on, too.
_alive: set[WarmProcess] = set()


class WarmProvisioner(LocalProvisioner):
    """Starts a warm kernel, or else a stock one and says why in the log."""

    process: Any
    warm = False
    _started = False

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the ports, and make the command; keep what is needed to do so again."""
        self._options = dict(kwargs)
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        try:
            self.process = await self._ask(cmd, **kwargs)
        except UnavailableError as error:
            self.warm = False
            self.log.warning("A stock kernel is started, not a warm one: %s", error)
            return await super().launch_kernel(cmd, **kwargs | {"env": without_address(kwargs["env"])})
        self.warm = True
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or str(Path.cwd())
        if self.parent is not None:
            self.parent.client_factory = client_that_hears_ready(self.parent.client_factory)
        return self.connection_info

    async def _ask(self, cmd: list[str], **kwargs: Any) -> WarmProcess:
        """Ask for a kernel; once more with other ports, if another program took one after they had been chosen."""
        started, self._started = self._started, True
        manager: Any = self.parent
        try:
            return await _fork(cmd, **kwargs)
        except PortTakenError:
            if started or not self.ports_cached:  # after a restart, clients know the ports
                raise
        await self.cleanup()
        self.ports_cached = False
        manager.cleanup_connection_file()
        options = await self.pre_launch(**self._options)
        return await _fork(**options)

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the process group of the kernel, unless the kernel has ended."""
        if not (self.warm and self.process and self.process.poll() is not None):
            await super().send_signal(signum)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait until the kernel has ended, and return at once; the manager itself looks only every 100 ms."""
        if self.warm and self.process:
            await self.process.ended(self.get_shutdown_wait_time() / 2)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and wait until it has ended."""
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
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    channel = Channel(connection)
    closed, ours = os.pipe()  # a stock kernel, too, reads from a pipe that nobody writes to
    os.close(ours)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        streams = [closed, _descriptor(stdout, 1, null), _descriptor(stderr, 2, null)]
        connection.connect(address)
        channel.send(request, streams, seconds=PATIENCE)
        await asyncio.wait_for(channel.arrival(), PATIENCE)
        try:
            answer = channel.receive(time.monotonic() + ANSWER)
        except ChannelError:
            answer = {}
        if answer.get("taken"):
            raise PortTakenError(answer["refused"])
        if "pid" not in answer:
            raise UnavailableError(answer.get("refused", "the template ended, or the kernel did while it started"))
        return WarmProcess(channel, answer["pid"])
    except TimeoutError:
        _silent.add(address)
        channel.close()
        raise UnavailableError(f"the template did not answer within {PATIENCE:.0f} seconds") from None
    except (OSError, ChannelError) as error:
        channel.close()
        raise UnavailableError(f"the template cannot be reached ({error})") from error
    except BaseException:
        channel.close()
        raise
    finally:
        os.close(closed)
        os.close(null)


_silent: set[str] = set()  # addresses of templates that did not answer once


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
