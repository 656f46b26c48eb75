"""Messages between processes: whole or not at all, up to a deadline and a size, whatever the peer sends."""

from __future__ import annotations

import os
import pickle
import socket
import struct
import threading
import time
from pathlib import Path

import pytest

from localsdg.warmkernel.channel import Channel, ChannelError


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    channel = Channel(ours, descriptors=2)
    yield channel, theirs
    channel.close()
    theirs.close()


def soon() -> float:
    return time.monotonic() + 0.2


def frame(data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + data


def test_messages_arrive_whole_in_their_order(ends):
    channel, theirs = ends
    peer = Channel(theirs)
    sent = [{"text": "é\ud800" * 100_000, "number": 1.5}, [None, True], "", 0]
    thread = threading.Thread(target=lambda: [peer.send(message) for message in sent])
    thread.start()
    found = [channel.receive() for _ in sent]
    thread.join()
    assert found[0]["number"] == 1.5
    assert found[0]["text"].startswith("é") and len(found[0]["text"]) >= 200_000
    assert found[1:] == sent[1:]
    peer.send({"what": object})
    assert "class" in channel.receive()["what"]


@pytest.mark.parametrize("sent", [b"", b"\0\0", frame(b"[1, 2]")[:-1], frame(b"x" * 300_000)[:-1]])
def test_half_a_message_ends_at_the_deadline(ends, sent):
    channel, theirs = ends
    threading.Thread(target=theirs.sendall, args=(sent,)).start()
    with pytest.raises(TimeoutError):
        channel.receive(soon())


def test_a_peer_that_never_stops_sending_ends_at_the_deadline(ends):
    channel, theirs = ends

    def flood() -> None:
        with pytest.raises(OSError):
            while True:
                theirs.sendall(frame(b"1") * 1000)

    thread = threading.Thread(target=flood)
    thread.start()
    deadline = soon()
    with pytest.raises(TimeoutError):
        while True:
            channel.receive(deadline)
    channel.close()
    thread.join()


@pytest.mark.parametrize(
    "sent", [b"", b"nonsense", b"{", b"[" * 100_000, b"\xff\xfe", pickle.dumps(1), pickle.dumps(os.getpid)]
)
def test_what_is_no_message_is_refused_and_the_next_one_is_read(ends, sent):
    channel, theirs = ends
    theirs.sendall(frame(sent) + frame(b"[]"))
    with pytest.raises(ChannelError):
        channel.receive(soon())
    assert channel.has_message()
    assert channel.receive(soon()) == []


def test_what_is_too_long_is_refused_before_it_is_there(ends):
    channel, theirs = ends
    theirs.sendall(struct.pack("!I", (1 << 32) - 1))
    with pytest.raises(OverflowError):
        channel.receive(soon())


def test_a_peer_that_is_gone_is_noticed(ends):
    channel, theirs = ends
    assert not channel.can_receive()
    theirs.sendall(frame(b"[]")[:-1])
    theirs.close()
    assert channel.can_receive()
    with pytest.raises(ChannelError):
        channel.receive()
    with pytest.raises(ChannelError):
        channel.send("x" * 1_000_000)


def test_a_peer_that_does_not_read_ends_at_the_deadline(ends):
    channel, _ = ends
    with pytest.raises(ChannelError, match="does not read"):
        channel.send("x" * 10_000_000, seconds=0.2)


def test_descriptors_come_with_their_message(ends):
    channel, theirs = ends
    peer = Channel(theirs)
    read, write = os.pipe()
    peer.send("reads", [read])
    peer.send("writes", [write])
    os.close(read)
    os.close(write)
    assert channel.receive() == "reads"
    assert channel.receive() == "writes"
    first, second = channel.take_descriptors(1) + channel.take_descriptors(1)
    assert not os.get_inheritable(first)
    os.write(second, b"there")
    assert os.read(first, 5) == b"there"
    os.close(first)
    os.close(second)
    assert channel.take_descriptors(1) == []


def test_a_peer_may_answer_and_close_at_once(ends, monkeypatch):
    channel, theirs = ends
    send_fds = socket.send_fds

    def send_and_be_answered(*words: object) -> int:
        sent = send_fds(*words)
        peer = Channel(theirs, descriptors=1)
        peer.receive()
        os.close(*peer.take_descriptors(1))
        peer.send("refused")
        theirs.close()
        return sent

    monkeypatch.setattr(socket, "send_fds", send_and_be_answered)
    channel.send("wanted", [0])
    assert channel.receive() == "refused"


def test_a_peer_without_leave_gives_no_descriptors():
    ours, theirs = socket.socketpair()
    channel = Channel(ours)
    before = len(list(Path("/proc/self/fd").iterdir()))
    Channel(theirs).send("here", [0, 1, 2])
    assert channel.receive() == "here"
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert channel.take_descriptors(3) == []
