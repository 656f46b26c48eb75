"""A kernel client that stops waiting as soon as the kernel reports that it is idle."""

from __future__ import annotations

import functools
import inspect
from queue import Empty
from typing import TYPE_CHECKING, Any

from jupyter_core.utils import ensure_async, run_sync

if TYPE_CHECKING:
    from jupyter_client.client import KernelClient


@functools.cache
def client_that_hears_ready(client: type[KernelClient]) -> type[KernelClient]:
    """Return a subclass of a client class whose ``wait_for_ready`` ends when the kernel says that it is idle.

    The original ends when the kernel has said nothing for 0.2 seconds. The messages of a kernel keep their order, so
    after "idle" in answer to our own request none of the earlier ones can come any more.
    """
    if issubclass(client, _HearsReady):
        return client
    original = client._async_wait_for_ready

    async def wait(self: Any, timeout: float | None = None) -> None:
        request = self.kernel_info()
        try:
            reply = await ensure_async(self.shell_channel.get_msg(timeout=min(5, timeout or 5)))
            while True:
                message = await ensure_async(self.iopub_channel.get_msg(timeout=1))
                state = message["content"].get("execution_state")
                if message["parent_header"].get("msg_id") == request and state == "idle":
                    self._handle_kernel_info_reply(reply)
                    return
        except Empty:
            await original(self, timeout)

    waiting: Any = client
    ready = wait if inspect.iscoroutinefunction(waiting.wait_for_ready) else run_sync(wait)
    return type(client.__name__, (_HearsReady, client), {"_async_wait_for_ready": wait, "wait_for_ready": ready})


class _HearsReady:
    """Marks the classes that ``client_that_hears_ready`` has made."""
