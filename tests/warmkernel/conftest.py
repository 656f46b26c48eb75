"""Real kernels, from a real template."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from jupyter_client import KernelManager
from jupyter_client.blocking import BlockingKernelClient

from localsdg.warmkernel import serve


@pytest.fixture(scope="module")
def warm() -> Iterator[None]:
    """Warm kernels for all tests of a module."""
    with serve():
        yield


class Kernel:
    """A started kernel with its client."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    @property
    def warm(self) -> bool:
        """Whether the kernel was forked."""
        return self.manager.provisioner.warm

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self.manager.provisioner.pid

    def run(self, code: str, seconds: float = 120) -> str:
        """Run code; return what it prints, or the name of its error."""
        said: list[str] = []

        def hear(message: dict) -> None:
            if message["msg_type"] == "stream":
                said.append(message["content"]["text"])
            elif message["msg_type"] == "error":
                said.append(message["content"]["ename"])

        self.client.execute_interactive(code, timeout=seconds, output_hook=hear, stdin_hook=lambda _: None)
        return "".join(said).strip()


@pytest.fixture
def start() -> Iterator[Callable[..., Kernel]]:
    """Start kernels as any client does; they are shut down at the end."""
    started: list[Kernel] = []

    def begin(**options: object) -> Kernel:
        manager = KernelManager(kernel_name="python3", shutdown_wait_time=60)  # a busy computer has time to end it
        manager.start_kernel(**options)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=120)
        started.append(Kernel(manager, client))
        return started[-1]

    yield begin
    for kernel in started:
        kernel.client.stop_channels()
        if kernel.manager.has_kernel:
            kernel.manager.shutdown_kernel(now=True)
