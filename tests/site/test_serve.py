"""The course as it comes over the network: light, never stale, nothing but the pages, and to whom it should."""

import contextlib
import gzip
import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from localsdg.site.hosts import HostError, find_host, own_addresses
from localsdg.site.serve import CourseServer, announcement, make_server

IPV6 = any(each.address == "::1" for card in psutil.net_if_addrs().values() for each in card)
PAGE = "<h1>Home</h1>" + "<p>Clean water for every street. ä</p>" * 200
PICTURE = bytes(range(256)) * 40


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@contextlib.contextmanager
def served(folder: Path, host: str = "127.0.0.1") -> Iterator[CourseServer]:
    server = make_server(folder, port=0, host=find_host(host))
    threading.Thread(
        target=server.serve_forever, args=(0.02,), daemon=True
    ).start()  # looks often whether it should stop
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("served")
    site = top / "site"
    for name in ("empty", "book", "linked"):
        (site / name).mkdir(parents=True)
    (site / "index.html").write_text(PAGE, "utf-8")
    (site / "book" / "index.html").write_text(PAGE, "utf-8")
    (site / "host.js").write_text("1")
    (site / "data.json").write_text("{}")
    (site / "town.svg").write_text("<svg/>")
    (site / "map.png").write_bytes(PICTURE)
    (site / ".buildinfo").write_text("paths of the builder")
    (top / "secret.txt").write_text("not for others")
    (site / "linked" / "secret.txt").symlink_to(top / "secret.txt")
    return site


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[CourseServer]:
    with served(folder) as running:
        yield running


@pytest.fixture
def ask(server: CourseServer):
    """Ask in one connection, as a browser does: ``ask("/", Range="bytes=0-9")``."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)

    def asked(path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    yield asked
    connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/host.js", "text/javascript; charset=utf-8"),
        ("/data.json", "application/json"),
        ("/town.svg", "image/svg+xml; charset=utf-8"),
        ("/map.png", "image/png"),
    ],
)
def test_files_come_with_their_type(ask, path, kind):
    answer = ask(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "accepted", ["gzip", "gzip, deflate, br, zstd", "GZIP;q=0.5", "*", "br;q=1, *;q=0.1", "gzip;q=0.8, identity;q=0.2"]
)
def test_text_is_compressed_for_whoever_takes_it(ask, accepted):
    answer = ask("/", Accept_Encoding=accepted)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.body) == PAGE.encode()
    assert int(answer.headers["Content-Length"]) == len(answer.body) < len(PAGE) / 10


@pytest.mark.parametrize(
    "accepted", ["", "identity", "gzip;q=0", "br, gzip;q=0.0", "*;q=0", "gzip;q=x", "gzip;q=0.1, identity"]
)
def test_others_get_the_plain_file(ask, accepted):
    answer = ask("/", Accept_Encoding=accepted)
    assert answer.headers["Content-Encoding"] is None
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.body == PAGE.encode()


def test_a_picture_is_not_compressed_again(ask):
    answer = ask("/map.png", Accept_Encoding="gzip")
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"], answer.body) == (None, None, PICTURE)


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
@pytest.mark.parametrize("path", ["/", "/map.png", "/missing.html"])
def test_the_head_alone_says_the_same(ask, path, accepted):
    whole, head = ask(path, Accept_Encoding=accepted), ask(path, "HEAD", Accept_Encoding=accepted)
    assert head.body == b""
    without_date = [[each for each in answer.headers.items() if each[0] != "Date"] for answer in (whole, head)]
    assert without_date[0] == without_date[1]
    assert int(head.headers["Content-Length"]) == len(whole.body)


def test_a_page_is_asked_for_again_and_not_sent_twice(ask):
    for accepted in ("gzip", "identity"):
        first = ask("/", Accept_Encoding=accepted)
        assert first.headers["Cache-Control"] == "no-cache"
        tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        for known in (
            {"If_None_Match": tag},
            {"If_None_Match": f'"another", W/{tag}'},
            {"If_None_Match": "*"},
            {"If_Modified_Since": changed},
        ):
            again = ask("/", Accept_Encoding=accepted, **known)
            assert (again.status, again.body) == (304, b"")
            assert again.headers["ETag"] == tag
            assert again.headers["Vary"] == "Accept-Encoding"
            assert again.headers["Cache-Control"] == "no-cache"
        for unknown in (
            {"If_None_Match": '"another"', "If_Modified_Since": changed},
            {"If_Modified_Since": "Mon, 01 Jan 1990 00:00:00 GMT"},
            {"If_Modified_Since": "yesterday"},
        ):
            assert ask("/", Accept_Encoding=accepted, **unknown).status == 200
    tags = {ask("/", Accept_Encoding=accepted).headers["ETag"] for accepted in ("gzip", "identity")}
    assert len(tags) == 2  # else a part of the one would be put together with a part of the other


def test_what_carries_a_checksum_is_kept(ask):
    assert ask("/host.js?v=12ab").headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("/host.js", "/host.js?v=", "/host.js?q=water"):
        assert ask(path).headers["Cache-Control"] == "no-cache"


def test_a_page_that_is_built_anew_comes_anew(tmp_path):
    (tmp_path / "index.html").write_text("old")
    with served(tmp_path) as server:
        address = f"http://127.0.0.1:{server.port}/"
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
        for words in ("old", "new and longer"):
            (tmp_path / "index.html").write_text(words)
            with urllib.request.urlopen(request) as answer:
                assert gzip.decompress(answer.read()).decode() == words


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-999999999", 206, slice(0, None)),
        ("bytes=10240-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=5-2", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=0-1", 200, slice(None)),
        ("bytes=" + "9" * 5000 + "-", 200, slice(None)),
    ],
)
def test_a_part_of_a_file(ask, asked, status, span):
    answer = ask("/map.png", Range=asked)
    assert answer.status == status
    if span is None:
        assert answer.headers["Content-Range"] == "bytes */10240"
    else:
        assert answer.body == PICTURE[span]
    if status == 206:
        start, stop, _ = span.indices(len(PICTURE))
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/10240"


def test_a_part_is_one_of_the_plain_file_as_it_is_now(ask):
    whole = ask("/", Accept_Encoding="identity")
    part = ask("/", Range="bytes=0-9", Accept_Encoding="gzip", If_Range=whole.headers["ETag"])
    assert (part.status, part.body, part.headers["Content-Encoding"]) == (206, PAGE.encode()[:10], None)
    assert ask("/", Range="bytes=0-9", If_Range='"another"').status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/empty/",
        "/empty",
        "/missing.html",
        "/index.html/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..\\secret.txt",
        "/book/../../secret.txt",
        "//secret.txt",
        "/linked/secret.txt",
        "/.buildinfo",
        "/.",
        "/%00",
        "/C:/secret.txt",
        "/" + "a" * 5000,
        "/%ff%fe",
    ],
)
def test_nothing_but_the_pages_is_served(ask, path):
    answer = ask(path)
    assert answer.status == 404
    assert b"not for others" not in answer.body
    assert b'<a href="/">' in answer.body


def test_the_first_page_of_a_folder(ask):
    assert ask("/book/").body == PAGE.encode()
    moved = ask("/book")
    assert (moved.status, moved.headers["Location"]) == (301, "/book/")
    assert ask("//book").headers["Location"] == "/book/"  # and not to another computer of that name


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(ask, folder, method):
    answer = ask("/index.html", method, body="GET /host.js HTTP/1.1\r\n\r\n")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert ask("/index.html").body == PAGE.encode()


def test_the_program_and_the_computer_are_not_told(ask):
    assert ask("/").headers["Server"] == "localsdg"


@pytest.mark.parametrize("name", ["localhost:8000", "127.0.0.1", "192.0.2.7:8000", "[::1]:8000", "[2001:db8::7]", ""])
def test_the_course_answers_under_its_own_address(ask, name):
    assert ask("/", Host=name).status == 200


@pytest.mark.parametrize("name", ["course.example", "course.example:8000", "localhost.example", "127.0.0.1.example"])
def test_the_course_does_not_answer_under_a_name_of_others(ask, name):
    answer = ask("/", Host=name)
    assert answer.status == 421
    assert b"Home" not in answer.body


def test_a_room_of_phones_of_which_one_stalls(server):
    """One asks and does not read, one never ends its question; twenty others get their page all the same."""
    with (
        socket.create_connection(("127.0.0.1", server.port)) as silent,
        socket.create_connection(("127.0.0.1", server.port)) as slow,
    ):
        silent.sendall(b"GET / HTTP/1.1\r\n")
        slow.sendall(b"GET /map.png HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200)
        got: list[bytes] = []

        def phone() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            for _ in range(10):
                connection.request("GET", "/")
                got.append(connection.getresponse().read())
            connection.close()

        phones = [threading.Thread(target=phone) for _ in range(20)]
        for each in phones:
            each.start()
        for each in phones:
            each.join()
    assert got == [PAGE.encode()] * 200


def test_what_is_no_request_is_answered_and_ends_the_connection(server, capfd):
    for line in (b"hello", b"GET / HTTP/9.9", b"GET /" + b"a" * 70_000 + b" HTTP/1.1", b"\xff", b"BREW / HTTP/1.1"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=120) as client:
            client.sendall(line + b"\r\n\r\n")
            with contextlib.suppress(ConnectionResetError), client.makefile("rb") as answer:
                assert b"Traceback" not in answer.read()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "is no address"),
        ("http://192.0.2.77/", "is no address"),
        ("192.0.2.77:8000", "is no address"),
        ("two words", "is no address"),
        ("x" * 300, "is no address"),
        ("nobody.invalid", "No computer named “nobody.invalid” is known here"),
        ("198.51.100.7", "198.51.100.7 is not an address of this computer"),
        ("2001:db8::77", "2001:db8::77 is not an address of this computer"),
        ("224.0.0.1", "is not an address of this computer"),
    ],
)
def test_where_the_course_cannot_be_served_is_said(written, words):
    with pytest.raises(HostError, match=re.escape(words)) as refused:
        find_host(written)
    assert "--host 0.0.0.0" in str(refused.value)


def test_without_a_wish_only_this_computer_reaches_it(folder):
    server = make_server(folder, port=0)
    assert server.server_address[0] == "127.0.0.1"
    said = " ".join(announcement(server, "learner", server.port))
    assert f"http://127.0.0.1:{server.port}/" in said
    assert "Only this computer can open it" in said
    server.server_close()


@pytest.mark.parametrize("host", ["0.0.0.0", *(["::"] if IPV6 else [])])
def test_everybody_in_the_room_reaches_it_under_each_address_that_is_shown(folder, host):
    with served(folder, host) as server:
        shown = server.host.addresses(server.port)
        said = announcement(server, "learner", server.port)
        assert all(any(address in line for line in said) for address in shown)
        assert not any(local in address for address in shown for local in ("127.0.0.1", "[::1]", "0.0.0.0", "[fe80"))
        for address in [*shown, f"http://127.0.0.1:{server.port}/"]:
            with urllib.request.urlopen(address) as answer:
                assert answer.read() == PAGE.encode()
        assert "Everybody in the same network can read these pages" in " ".join(said) or not shown


def test_one_address_or_one_name_of_this_computer(folder):
    assert find_host("localhost").addresses(8000)[0] == "http://localhost:8000/"
    assert not find_host("localhost").open
    for address in own_addresses(6):
        with served(folder, address) as server:
            assert server.host.open
            with urllib.request.urlopen(server.host.addresses(server.port)[0]) as answer:
                assert answer.status == 200
            with pytest.raises(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=5):
                pass


def test_ipv6_of_this_computer_alone(folder):
    if not IPV6:
        with pytest.raises(HostError, match="is not an address of this computer"):
            find_host("::1")
        return
    with served(folder, "::1") as server:
        assert server.host.addresses(server.port) == [f"http://[::1]:{server.port}/"]
        with urllib.request.urlopen(f"http://[::1]:{server.port}/") as answer:
            assert answer.read() == PAGE.encode()


def test_who_opens_the_trainers_edition_to_a_room_is_told_that_the_answers_are_in_it(folder):
    with served(folder, "0.0.0.0") as server:
        assert "the trainer cards and the answers" in " ".join(announcement(server, "trainer", server.port))
        assert "the answers" not in " ".join(announcement(server, "learner", server.port))


def test_a_busy_port_moves_to_the_next_free_one(folder):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        server = make_server(folder, port=port)
        assert port < server.port < port + 20
        assert f"Port {port} is in use" in " ".join(announcement(server, "learner", port))
        server.server_close()


def test_no_free_port_is_named(folder):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(OSError, match=rf"Ports {port} to {port} are all in use"):
            make_server(folder, port=port, tries=1)


def test_the_last_port_is_the_last_one_tried(folder):
    with contextlib.ExitStack() as stack:
        busy = stack.enter_context(socket.socket())
        busy.bind(("127.0.0.1", 65535))
        busy.listen()
        with pytest.raises(OSError, match="Ports 65535 to 65535 are all in use"):
            make_server(folder, port=65535)


def test_ctrl_c_ends_the_course_cleanly(site):
    command = [sys.executable, "-u", "-m", "localsdg", "course", "--port", "8350"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    for line in process.stdout:
        said.append(line)
        if "The course is at" in line:
            break
    address = "".join(said).split("The course is at")[1].split()[0]
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    assert process.wait(timeout=120) == 0
    assert "no longer served" in rest
    assert "Traceback" not in rest


def test_a_file_that_lies_elsewhere_is_served_under_its_name_alone(ask, server, folder):
    server.also["localsdg.zip"] = folder.parent / "secret.txt"
    answer = ask("/localsdg.zip", "HEAD")
    assert (answer.status, answer.headers["Content-Length"]) == (200, "14")
    assert ask("/localsdg.zip/more").status == ask("/book/localsdg.zip").status == 404
