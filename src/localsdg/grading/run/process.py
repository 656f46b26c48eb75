"""The program of a worker process: ``python -m localsdg.grading.run.process DESCRIPTOR``.

The connection carries pickled objects: both of its ends are programs of ours. What comes out of a box is JSON, and is
read in this process.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from multiprocessing.connection import Connection

from localsdg.core import garbage


def main() -> None:
    """Be a worker: run the submissions that come over the connection, until it is closed."""
    with garbage.importing():
        from localsdg.grading.run import quick  # noqa: F401, I001 - before what imports nbformat
        from localsdg.grading.box.sandbox import BoxError
        from localsdg.grading.run.worker import Runner

    garbage.leave_at_the_end()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(int(sys.argv[1]))
    runner = Runner(*connection.recv())
    try:
        while True:
            task = connection.recv()
            if isinstance(task, dict):
                runner.files = task
                continue
            try:
                answer: object = runner.run(task)
            except BoxError as error:
                answer = error
            except Exception as error:  # sent to the coordinator, for nobody reads the output of this process
                answer = BoxError(f"{type(error).__name__}: {error}")
            connection.send(answer)
    except (EOFError, OSError):
        pass
    finally:
        with contextlib.suppress(BoxError):
            runner.close()


if __name__ == "__main__":
    main()
