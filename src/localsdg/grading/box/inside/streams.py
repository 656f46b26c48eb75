"""What leaves a notebook's process: the kernel's messages, and the text that is written to its standard streams."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from types import SimpleNamespace

from localsdg.grading.box.inside.unreachable import unreachable
from localsdg.warmkernel.channel import Channel


class Wire:
    """Sends the kernel's messages to the worker.

    Text that programs and libraries write to the descriptors 1 and 2, past ``sys.stdout``, goes out before each
    message, so that its order among the outputs is that of a real kernel.
    """

    def __init__(self) -> None:
        self.channel: Channel | None = None
        self.raw: list[tuple[str, int, int]] = []  # name, descriptor, number of bytes that were sent

    def open(self, channel: Channel) -> None:
        """Use a channel, and redirect the descriptors 1 and 2 into files."""
        self.channel = channel
        for name, number in (("stdout", 1), ("stderr", 2)):
            with tempfile.TemporaryFile() as file:
                os.dup2(file.fileno(), number)
            self.raw.append((name, number, 0))

    def drain(self) -> None:
        """Send what was written to the descriptors 1 and 2 since the last call."""
        for index, (name, number, sent) in enumerate(self.raw):
            with contextlib.suppress(OSError):
                end = os.lseek(number, 0, os.SEEK_END)
                if end > sent:
                    text = os.pread(number, end - sent, sent).decode("utf-8", "replace")
                    self.raw[index] = (name, number, end)
                    self.put(["stream", {"name": name, "text": text}])

    def put(self, message: list[object]) -> None:
        """Send a message."""
        if self.channel is not None:
            self.channel.send(message)


wire = Wire()
outlet = SimpleNamespace(put=wire.put, drain=wire.drain)  # what streams and the session use; code can reach it


def hide() -> None:
    """Keep the wire from the notebook's code, which can reach all that its streams use."""
    outlet.put, outlet.drain = unreachable(wire.put), unreachable(wire.drain)
    for name in ("wire", "Wire", "Channel", "unreachable", "hide"):
        del globals()[name]


class OutStream(io.TextIOBase):
    """``sys.stdout`` and ``sys.stderr`` of a notebook; named as ipykernel's class, for error messages show it."""

    __module__ = "ipykernel.iostream"

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str) -> None:
        self.name = self._stream = name
        self._parts: list[str] = []
        self._length = 0

    def isatty(self) -> bool:
        """Return whether this is a terminal: never."""
        return False

    def writable(self) -> bool:
        """Return whether this can be written to: always."""
        return True

    def fileno(self) -> int:
        """Return the descriptor of the standard stream, for programs that are started."""
        return 1 if self._stream == "stdout" else 2

    def write(self, text: str) -> int:
        """Write text; it is sent at the end of the cell, before other output, or when it is long."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            self._parts.append(text)
        self._length += len(text)
        if self._length > 1 << 16:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        if self._parts:
            text, self._parts, self._length = "".join(self._parts), [], 0
            outlet.drain()
            outlet.put(["stream", {"name": self._stream, "text": text}])
