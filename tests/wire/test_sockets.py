"""Peers that are nothing but sockets and do what no peer should; others do not notice."""

from __future__ import annotations

import datetime
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.wire.peers import pack, request

ADD = request(b"Add", name=b"bob", key=b"k", age=b"1")
ADDED = pack({b"_answer": b"1", b"id": b"2"})


def make_certificate(file: Path) -> str:
    """Write a key and a certificate for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    began = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1)
    builder = builder.not_valid_before(began).not_valid_after(began + datetime.timedelta(days=1))
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + builder.sign(key, hashes.SHA256()).public_bytes(pem)
    )
    return str(file)


@pytest.fixture(scope="module", params=["tcp", "tcp general", "unix", "ssl"])
def connect(
    request: pytest.FixtureRequest, wired: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], socket.socket]]:
    """Connects to a server in another process."""
    here = tmp_path_factory.mktemp("socket")
    unix, pem = str(here / "s"), make_certificate(here / "pem")
    kind, _, path = request.param.partition(" ")
    string = {
        "tcp": "tcp:0:interface=127.0.0.1",
        "unix": f"unix:{unix}",
        "ssl": f"ssl:0:interface=127.0.0.1:privateKey={pem}:certKey={pem}",
    }[kind]
    context = ssl.create_default_context(cafile=pem)
    context.check_hostname = False
    program = Path(__file__).with_name("serving.py")
    folder = str(Path(wired.__file__).parents[1])
    server = subprocess.Popen(
        [sys.executable, str(program), string, path or "fast"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": folder},
        text=True,
    )
    assert server.stdout is not None
    port = server.stdout.readline().strip()

    def make() -> socket.socket:
        if kind == "unix":
            peer = socket.socket(socket.AF_UNIX)
            peer.settimeout(10)
            peer.connect(unix)
            return peer
        peer = socket.create_connection(("127.0.0.1", int(port)), timeout=10)
        return peer if kind == "tcp" else context.wrap_socket(peer)

    yield make
    server.terminate()
    server.wait(10)
    server.stdout.close()


def read(peer: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = peer.recv(size - len(data))
        assert more, f"closed after {data!r}"
        data += more
    return data


def is_closed(peer: socket.socket) -> bool:
    """Whether the server ends the connection within ten seconds, whatever comes before."""
    try:
        while peer.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


class Bystander:
    """Another connection, which must be answered all the time."""

    def __init__(self, peer: socket.socket) -> None:
        self.peer = peer

    def asks(self) -> None:
        began = time.monotonic()
        self.peer.sendall(ADD)
        assert read(self.peer, len(ADDED)) == ADDED
        assert time.monotonic() - began < 5

    def files(self) -> int:
        """How many files the server has open."""
        self.peer.sendall(request(b"Upload", jpeg=b""))
        read(self.peer, len(b"\0\x07_answer\0\x011\0\4size\0"))
        number = int(read(self.peer, read(self.peer, 1)[0]))
        read(self.peer, 2)
        return number

    def settles(self) -> int:
        """How many files the server has open once that no longer changes."""
        before = -1
        while before != (now := self.files()):
            before = now
            time.sleep(0.2)
        return now


@pytest.fixture
def bystander(connect: Callable[[], socket.socket]) -> Iterator[Bystander]:
    one = Bystander(connect())
    one.asks()
    yield one
    one.asks()
    one.peer.close()


GARBAGE = {
    "a key that is too long": b"\xff" * 1000,
    "an empty box": b"\0\0",
    "an answer to nothing": pack({b"_answer": b"77"}),
    "an error to nothing": pack({b"_error": b"77", b"_error_code": b"X"}),
    "invalid arguments": request(b"Add", name=b"\xff") * 32,
    "too many keys": b"\0\1k\0\0" * 1025,
    "a box that is too large": b"".join(b"\0\1%c\xff\xff" % i + b"v" * 65535 for i in range(7)),
    "a web browser": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("what", GARBAGE)
def test_what_no_peer_should_send_ends_its_own_connection(
    connect: Callable[[], socket.socket], bystander: Bystander, what: str
) -> None:
    with connect() as peer:
        peer.sendall(ADD)
        assert read(peer, len(ADDED)) == ADDED
        with suppress(OSError):
            # It may be closed before all of it is sent.
            peer.sendall(GARBAGE[what])
        bystander.asks()
        assert is_closed(peer)


def test_a_box_that_never_ends_is_given_up(
    connect: Callable[[], socket.socket], bystander: Bystander
) -> None:
    with connect() as peer:
        began = time.monotonic()
        peer.sendall(ADD[:-1])
        bystander.asks()
        assert is_closed(peer)
        assert 0.5 < time.monotonic() - began < 8


def test_a_peer_that_does_not_read_is_cut(
    connect: Callable[[], socket.socket], bystander: Bystander
) -> None:
    with connect() as peer:
        peer.settimeout(0.2)
        ask = request(b"Photo", id=b"300000")
        sent = 0
        with pytest.raises(OSError):
            while sent < 100_000_000:
                sent += peer.send(ask * 100)
        for _ in range(25):
            time.sleep(0.1)
            bystander.asks()
        peer.settimeout(10)
        assert is_closed(peer)


def test_a_peer_that_reads_late_gets_everything(
    connect: Callable[[], socket.socket], bystander: Bystander
) -> None:
    with connect() as peer:
        count = 40
        peer.sendall(request(b"Photo", id=b"100000") * count)
        time.sleep(0.3)
        bystander.asks()
        total = 0
        while total < count * 100_000:
            more = peer.recv(65536)
            assert more
            total += len(more)
        assert not peer.recv(0)


def test_a_connection_that_is_cut_in_the_middle_leaves_nothing(
    connect: Callable[[], socket.socket], bystander: Bystander
) -> None:
    files = bystander.settles()
    for size in (0, 1, 20, len(ADD)):
        for _ in range(5):
            with connect() as peer:
                peer.sendall(ADD[:size])
    assert bystander.settles() == files


def test_files_that_nobody_asked_for_are_closed(
    connect: Callable[[], socket.socket], bystander: Bystander
) -> None:
    files = bystander.settles()
    peer = connect()
    if peer.family != socket.AF_UNIX:
        # Only UNIX sockets carry files.
        peer.close()
        return
    socket.send_fds(peer, [ADD], [0, 1, 2])
    assert read(peer, len(ADDED)) == ADDED
    peer.close()
    assert bystander.settles() == files
    with connect() as other:
        for _ in range(3):
            socket.send_fds(other, [ADD], [0, 1, 2])
        assert is_closed(other)
    assert bystander.settles() == files
