"""The program of a worker process, and the channel between it and the process that started it."""

from __future__ import annotations

import contextlib
import pickle
import signal
import socket
import struct
import sys
from typing import Any


def write(channel: socket.socket, thing: object) -> None:
    """Send an object to a process of ours.

    Raises:
        OSError: the other end is gone.
    """
    data = pickle.dumps(thing)
    channel.sendall(struct.pack("!Q", len(data)) + data)


def read(channel: socket.socket) -> Any:
    """Receive an object from a process of ours.

    Raises:
        EOFError: the other end is gone.
    """
    (length,) = struct.unpack("!Q", _exactly(channel, 8))
    return pickle.loads(_exactly(channel, length))


def _exactly(channel: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = channel.recv(min(length - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def main() -> None:
    """Be a worker: run the submissions that come over the channel, until it is closed."""
    from localsdg.grading.box.sandbox import BoxError
    from localsdg.grading.run import quick  # noqa: F401 - before what imports nbformat
    from localsdg.grading.run.worker import Runner

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = socket.socket(fileno=int(sys.argv[1]))
    runner = Runner(*read(channel))
    try:
        while True:
            task = read(channel)
            if isinstance(task, dict):
                runner.files = task
                continue
            try:
                answer: object = runner.run(task)
            except BoxError as error:
                answer = error
            except Exception as error:  # said to the coordinator, for nobody reads the output of this process
                answer = BoxError(f"{type(error).__name__}: {error}")
            write(channel, answer)
    except (EOFError, OSError):
        pass
    finally:
        with contextlib.suppress(BoxError):
            runner.close()


if __name__ == "__main__":
    main()
