"""Serves the built pages: to this computer alone, or to the phones of a room that has no internet."""

from __future__ import annotations

import errno
import gzip
import hashlib
import re
import socket
import threading
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from localsdg.core.catalogue import course_language
from localsdg.site.hosts import LOCAL, Host
from localsdg.site.render import render, words

if TYPE_CHECKING:
    from pathlib import Path
# What this computer itself thinks of these endings may be anything, so the ones that the course has stand here.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".inv": "application/octet-stream",
    ".ipynb": "application/json",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
_COMPRESSED = {".css", ".csv", ".html", ".ipynb", ".js", ".json", ".md", ".svg", ".txt", ".xml"}
_PIECE = 8192  # bytes: what a phone on a weak link takes within the time below
_PATIENCE = 30  # seconds for a request, and for each piece of an answer
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def _words() -> dict[str, str]:
    found: dict[str, str] = words(course_language())["server"]
    return found


class _File(NamedTuple):
    """The content of a file as it is sent, its mark, and when the file was changed."""

    content: bytes
    tag: str
    changed: int


class _Handler(BaseHTTPRequestHandler):
    """Answers with the files of one folder, and with nothing else: no lists of files, no writing, no chatter."""

    protocol_version = "HTTP/1.1"  # a phone opens a page with one connection instead of twenty
    timeout = _PATIENCE
    disable_nagle_algorithm = True
    server: CourseServer

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _refuse(self) -> None:
        self._say(HTTPStatus.METHOD_NOT_ALLOWED, _words()["read_only"], {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815 - names of http.server

    def version_string(self) -> str:
        return "localsdg"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that is none; it may have no head at all."""
        self.headers = self.MessageClass()
        self._say(HTTPStatus(code), _words()["not_understood"], {"Connection": "close"})

    def _answer(self) -> None:
        name = self.headers.get("Host", "")
        if not self.server.host.answers_to(name):
            # Else a page of somebody else, whose name leads here, could read the course as if it were its own.
            self._say(
                HTTPStatus.MISDIRECTED_REQUEST,
                _words()["other_name"].format(name=name),
            )
            return
        address = urlsplit(f"/{self.path.lstrip('/')}")
        path = self.server.path(unquote(address.path, errors="surrogateescape"))
        if path is None:
            self._say(HTTPStatus.NOT_FOUND, _words()["no_page"])
        elif path.is_dir():
            place = quote(path.relative_to(self.server.folder).as_posix())
            self._head(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"/{place}/"}, 0)
        else:
            self._send(path, lasting=bool(parse_qs(address.query).get("v")))

    def _send(self, path: Path, *, lasting: bool) -> None:
        compressible = path.suffix in _COMPRESSED
        part = self.headers.get("Range", "")
        zipped = compressible and not part and _takes_gzip(self.headers.get("Accept-Encoding", ""))
        try:
            file = self.server.file(path, zipped)
        except OSError:  # the pages are being built anew
            self._say(HTTPStatus.NOT_FOUND, _words()["not_now"])
            return
        # Addresses with ?v= carry a checksum: what they name never changes. All else is asked for again, which
        # costs a few bytes, so that nobody reads the pages of yesterday.
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache",
            "ETag": file.tag,
            "Last-Modified": formatdate(file.changed, usegmt=True),
        }
        if compressible:
            headers["Vary"] = "Accept-Encoding"
        if self._has_it(file):
            self._head(HTTPStatus.NOT_MODIFIED, headers, None)
            return
        headers |= {
            "Accept-Ranges": "bytes",
            "Content-Type": _TYPES.get(path.suffix, "application/octet-stream"),
            "X-Content-Type-Options": "nosniff",
        }
        if zipped:
            headers["Content-Encoding"] = "gzip"
        size = len(file.content)
        span = self._span(part, file)
        if span is None:
            self._head(HTTPStatus.OK, headers, size)
            self._body(file.content)
        elif span:
            headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
            self._head(HTTPStatus.PARTIAL_CONTENT, headers, len(span))
            self._body(file.content[span.start : span.stop])
        else:
            shorter = {"Content-Range": f"bytes */{size}"}
            self._say(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, _words()["shorter"], shorter)

    def _has_it(self, file: _File) -> bool:
        """Return whether the browser holds this file already."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or file.tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
        return _not_later(file.changed, self.headers.get("If-Modified-Since", ""))

    def _span(self, part: str, file: _File) -> range | None:
        """Return which bytes are asked for, an empty range if the file has none of them; None for all."""
        found = _RANGE.fullmatch(part.replace(" ", ""))
        condition = self.headers.get("If-Range")
        if not found or not any(found.groups()) or (condition and not _same(condition, file)):
            return None
        first, last = found.groups()
        size = len(file.content)
        if not first:
            return range(max(0, size - int(last)), size)
        if last and int(last) < int(first):
            return None
        return range(int(first), min(size, int(last) + 1) if last else size)

    def _head(self, status: HTTPStatus, headers: dict[str, str], length: int | None) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            headers["Connection"] = "close"  # what follows was not read, and is no further request
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _body(self, content: bytes) -> None:
        if self.command == "HEAD":
            return
        # The time that a socket allows counts for the whole of what it is given, however slowly a phone takes it.
        view = memoryview(content)
        for start in range(0, len(view), _PIECE):
            self.wfile.write(view[start : start + _PIECE])

    def _say(self, status: HTTPStatus, sentence: str, headers: dict[str, str] | None = None) -> None:
        """Answer with a sentence, and the way to the first page."""
        page = f"{render('answer.html', course_language(), sentence=sentence)}\n".encode("utf-8", "replace")
        named = {"Content-Type": _TYPES[".html"], "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        self._head(status, named | (headers or {}), len(page))
        self._body(page)


class CourseServer(ThreadingHTTPServer):
    """The pages of one folder at one address. A thread for each connection: nobody waits for a slow phone."""

    request_queue_size = 128  # a room that opens the same page at once
    daemon_threads = True

    def __init__(self, folder: Path, host: Host, port: int) -> None:
        self.folder = folder.resolve()
        self.host = host
        self.also: dict[str, Path] = {}  # files that lie elsewhere, by their names at the top of the site
        self.address_family = socket.AF_INET6 if ":" in host.address else socket.AF_INET
        self._kept: dict[tuple[Path, bool], tuple[tuple[int, int], _File]] = {}
        self._keeping = threading.Lock()
        super().__init__((host.address, port), _Handler)

    @property
    def port(self) -> int:
        """The port, which may be another one than was asked for."""
        return int(self.server_address[1])

    def server_bind(self) -> None:
        """Take the address without asking the network for its name: in a room without internet, that takes long."""
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, not self.host.everywhere)
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host.address, self.port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a phone that goes away in the middle of a page is no fault."""

    def path(self, wanted: str) -> Path | None:
        """Return the file of the pages at an address, or a folder with pages that lacks its slash; else None."""
        also = self.also.get(wanted.strip("/"))
        if also is not None:
            return also
        steps = wanted.split("/")
        if any(step.startswith(".") or set(step) & set("\\:\0") for step in steps):
            return None
        try:
            path = self.folder.joinpath(*steps).resolve()
            if not path.is_relative_to(self.folder):
                return None
            if path.is_dir() and (path / "index.html").is_file():
                return path / "index.html" if wanted.endswith("/") else path
            return path if path.is_file() and not wanted.endswith("/") else None
        except (OSError, ValueError):  # a name that is too long, or none that a disk can have
            return None

    def file(self, path: Path, zipped: bool) -> _File:
        """Return a file as it is sent; it is compressed once, until it changes."""
        status = path.stat()
        state = (status.st_mtime_ns, status.st_size)
        with self._keeping:
            found = self._kept.get((path, zipped))
            if found is None or found[0] != state:
                content = path.read_bytes()
                mark = hashlib.sha256(content).hexdigest()[:16]
                file = _File(
                    gzip.compress(content, 9, mtime=0) if zipped else content,
                    f'"{mark}-gzip"' if zipped else f'"{mark}"',
                    int(status.st_mtime),
                )
                found = self._kept[path, zipped] = (state, file)
            return found[1]


def _takes_gzip(accepted: str) -> bool:
    """Return whether a browser takes gzip, and does not like the plain file better."""
    weights: dict[str, float] = {}
    for each in accepted.lower().split(","):
        coding, _, weight = each.replace(" ", "").partition(";q=")
        try:
            weights[coding] = float(weight or 1)
        except ValueError:
            weights[coding] = 0.0
    wish = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return wish > 0 and wish >= weights.get("identity", 0.0)


def _not_later(changed: int, moment: str) -> bool:
    try:
        return changed <= parsedate_to_datetime(moment).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return False


def _same(condition: str, file: _File) -> bool:
    """Return whether If-Range, a mark or a time, means the file as it is now."""
    return condition in (file.tag, formatdate(file.changed, usegmt=True))


def make_server(folder: Path, *, port: int, host: Host = LOCAL, tries: int = 20) -> CourseServer:
    """Return a server for a folder; a busy port moves to the next free one. Port 0 takes any.

    Raises:
        PermissionError: this computer lets only its administrator use the port.
        OSError: none of the ports tried is free.
    """
    last = min(port + tries - 1, 65535)
    for candidate in range(port, last + 1):
        try:
            return CourseServer(folder, host, candidate)
        except PermissionError as error:
            words = f"This computer does not let you serve at port {candidate}. Name one from 1024 on with --port."
            raise PermissionError(error.errno, words) from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"Ports {port} to {last} are all in use. Name another with --port.")


def announcement(server: CourseServer, edition: str, wanted: int) -> list[str]:
    """Return what the person at this computer should know: the address to type, and who can read the pages."""
    first, *others = server.host.addresses(server.port) or [f"http://127.0.0.1:{server.port}/"]
    lines = [f"The course is at  {first}  (Ctrl-C ends it)"]
    if not server.host.names:
        lines.append("This computer is in no network now. Join the network of the room, then start this command again.")
        return lines
    if others:
        lines.append(f"If that does not open: {'  or  '.join(others)}")
    if server.port != wanted:
        lines.append(
            f"Port {wanted} is in use. What people entered at port {wanted} does not show at port {server.port}."
        )
    if not server.host.open:
        lines.append("Only this computer can open it. To open it on phones in the same network: --host 0.0.0.0")
        return lines
    lines += [
        "Everybody in the same network can read these pages as long as this runs. Nobody can change them, and no",
        "other file of this computer is served. What people enter stays in their own browsers.",
    ]
    if edition == "trainer":
        lines += [
            "This is the trainers’ edition: everybody can read the trainer cards and the answers too.",
            "The learners’ edition is served by: localsdg course --host 0.0.0.0",
        ]
    return lines
