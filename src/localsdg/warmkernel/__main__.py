"""``python -m localsdg.warmkernel COMMAND ...``: run a command; every notebook kernel it starts is a warm one."""

import signal
import subprocess
import sys

from .serving import serve


def main(command: list[str]) -> int:
    """Run a command with warm kernels; return its exit status."""
    if not command:
        print("Usage: python -m localsdg.warmkernel COMMAND ...\nExample: ... jupyter-book build book", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with serve():
        try:
            return _status(subprocess.run(command).returncode)
        except FileNotFoundError:
            print(f"There is no command {command[0]!r}. Is its environment activated?", file=sys.stderr)
            return 127
        except KeyboardInterrupt:
            return 128 + signal.SIGINT


def _status(returncode: int) -> int:
    return 128 - returncode if returncode < 0 else returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
