"""Messages between processes: over a stream socket, as JSON with its length before it; descriptors may go along.

``multiprocessing.connection`` does not fit: it unpickles what it receives, and a peer that sends half a message blocks
it for ever. Here the peer may be hostile. What comes from it is only ever read as JSON, up to a deadline and a size.
"""

from __future__ import annotations

import _socket
import binascii
import builtins
import json
import os
import re
import select
import socket
import struct
import time
from collections.abc import Iterable
from datetime import date
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# A program that runs in the same process may replace what Python's libraries are made of, to read messages or to write
# others. So this module uses functions that are compiled, and built-in functions of its own.
globals()["__builtins__"] = dict(vars(builtins))
_socket_type: Any = _socket.socket
_send_all, _receive, _set_timeout = _socket_type.sendall, _socket_type.recv, _socket_type.settimeout
_encoder: Any = json.encoder.c_make_encoder  # type: ignore[attr-defined]
_encode_text: Any = json.encoder.encode_basestring_ascii
_scan: Any = json.scanner.make_scanner(json.JSONDecoder())  # type: ignore[attr-defined]
_skip: Any = re.compile(r"[ \t\n\r]*").match
_in_base_64 = binascii.b2a_base64
_now = time.monotonic
LENGTH = struct.Struct("!I")
LARGEST = 1 << 30  # bytes of a message
AT_ONCE = 1 << 18  # bytes that are received in one call


class ChannelError(Exception):
    """The peer is gone, does not read, or sent something that is no message."""


class Channel:
    """One end of a connection.

    Args:
        connection: a connected stream socket.
        descriptors: how many descriptors may come with a message; 0 where the peer has none to give.
    """

    def __init__(self, connection: socket.socket, descriptors: int = 0) -> None:
        self.connection = connection
        self._accepted = descriptors
        self._descriptors: list[int] = []
        self._data = bytearray()

    def fileno(self) -> int:
        """Return the descriptor of the socket."""
        return self.connection.fileno()

    def send(self, message: object, descriptors: Sequence[int] = (), *, seconds: float | None = None) -> None:
        """Send a message; what JSON does not know goes as Jupyter sends it, or as its ``repr``.

        Args:
            message: the message.
            descriptors: of this process; the peer gets copies of them.
            seconds: how long the peer may take to read; None for as long as it wants.

        Raises:
            ChannelError: the peer is gone, or has not read the message in time.
        """
        data = _as_json(message).encode("utf-8", "surrogatepass")
        frame = memoryview(LENGTH.pack(len(data)) + data)
        try:
            _set_timeout(self.connection, seconds)
            sent = socket.send_fds(self.connection, [frame], list(descriptors)) if descriptors else 0
            if sent < len(frame):  # sending nothing is an error if the peer has read, answered and closed already
                _send_all(self.connection, frame[sent:])
        except OSError as error:
            raise ChannelError(f"the other process does not read ({error})") from error

    def receive(self, deadline: float | None = None, most: int = LARGEST) -> Any:
        """Return the next message.

        Args:
            deadline: until when it must be there as a whole, by ``time.monotonic``; None for no limit.
            most: how many bytes it may have.

        Raises:
            TimeoutError: it is not there in time.
            OverflowError: it is too long.
            ChannelError: the peer is gone, or sent something that is no message.
        """
        self._fill(LENGTH.size, deadline)
        (length,) = LENGTH.unpack_from(self._data)
        if length > most:
            raise OverflowError(f"a message has {length} bytes; at most {most} are read")
        end = LENGTH.size + length
        self._fill(end, deadline)
        data = bytes(self._data[LENGTH.size : end])
        del self._data[:end]
        try:
            return _from_json(data.decode("utf-8", "replace"))
        except (ValueError, RecursionError, StopIteration) as error:
            raise ChannelError("the other process sent something that is no message") from error

    def _fill(self, length: int, deadline: float | None) -> None:
        """Receive until so many bytes are there."""
        while len(self._data) < length:
            left = None if deadline is None else deadline - _now()
            if left is not None and left <= 0:  # also while the peer goes on sending
                raise TimeoutError
            _set_timeout(self.connection, left)
            try:
                part = self._receive_part()
            except TimeoutError:
                raise
            except OSError:
                part = b""
            if not part:
                raise ChannelError("the other process has ended")
            self._data += part

    def _receive_part(self) -> bytes:
        if not self._accepted:
            return _receive(self.connection, AT_ONCE)  # type: ignore[no-any-return]
        part, descriptors, *_ = socket.recv_fds(self.connection, AT_ONCE, self._accepted)
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)  # as all others that Python opens; recv_fds does not do it
        self._descriptors += descriptors
        return part

    def take_descriptors(self, number: int) -> list[int]:
        """Return the descriptors that came with the next messages, at most so many; the caller must close them."""
        taken, self._descriptors = self._descriptors[:number], self._descriptors[number:]
        return taken

    def has_message(self) -> bool:
        """Return whether a whole message has been received already, so that ``receive`` does not wait."""
        if len(self._data) < LENGTH.size:
            return False
        (length,) = LENGTH.unpack_from(self._data)
        return bool(len(self._data) >= LENGTH.size + length)

    def can_receive(self, seconds: float = 0.0) -> bool:
        """Return whether something has come or the peer is gone; wait so long for it."""
        poll = select.poll()
        poll.register(self.connection, select.POLLIN)
        return self.has_message() or bool(poll.poll(1000 * seconds))

    async def arrival(self) -> None:
        """Wait, while the running event loop goes on, until something has come or the peer is gone."""
        import asyncio

        if self.has_message():
            return
        loop, arrived = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self.connection, arrived.set)
        try:
            await arrived.wait()
        finally:
            loop.remove_reader(self.connection)

    def close(self) -> None:
        """Close this end, and descriptors that nobody took."""
        self.connection.close()
        for descriptor in self.take_descriptors(len(self._descriptors)):
            os.close(descriptor)


def _as_jupyter_sends(value: object) -> object:
    """Return what goes in place of a value that JSON does not know, by the rules of jupyter_client 8.

    Bytes are those of an image that an object makes of itself.
    """
    if isinstance(value, bytes):
        return _in_base_64(value, newline=False).decode("ascii")
    if isinstance(value, date):  # or a moment
        return value.isoformat()
    if isinstance(value, Iterable):
        return list(value)
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else repr(value)


def _as_json(message: object) -> str:
    """Return the message as JSON."""
    if _encoder is None:
        return json.dumps(message, default=_as_jupyter_sends)
    return "".join(_encoder({}, _as_jupyter_sends, _encode_text, None, ": ", ", ", False, False, True)(message, 0))


def _from_json(text: str) -> Any:
    """Return what ``json.loads(text)`` returns; ``StopIteration`` is an error as well."""
    value, end = _scan(text, _skip(text, 0).end())
    if _skip(text, end).end() != len(text):
        raise ValueError("more than one value")
    return value
