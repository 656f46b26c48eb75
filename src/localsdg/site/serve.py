"""Serves the built pages on this computer, and only to it."""

from __future__ import annotations

import errno
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import io
    from pathlib import Path


class _Handler(SimpleHTTPRequestHandler):
    """Files of one folder: no listings, no caching, no chatter."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path: Any) -> io.BytesIO | None:
        self.send_error(404)
        return None

    def log_message(self, format: str, *args: Any) -> None:
        pass


def make_server(folder: Path, *, port: int, tries: int = 20) -> ThreadingHTTPServer:
    """Return a server for a folder on 127.0.0.1; a busy port moves to the next free one. Port 0 takes any.

    Raises:
        OSError: none of the ports tried is free.
    """
    handler = partial(_Handler, directory=str(folder))
    for candidate in range(port, port + tries):
        try:
            return ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"Ports {port} to {port + tries - 1} are all in use. Name another with --port.")
