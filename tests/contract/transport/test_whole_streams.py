"""Snapshots, repairs, waits and new keys over real HTTP, with everything a network does to them."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.agent.clock import AuthClock
from sync.agent.errors import (
    HubLacksError,
    HubNotGuitaiError,
    HubPinError,
    HubRefusedError,
    HubUnreachableError,
    ProtocolViolationError,
    SyncError,
)
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.protocol.cycle import SyncRequest
from sync.protocol.repair import RepairRequest
from sync.protocol.rotation import prove
from sync.protocol.signatures import SignedMessage, verify
from sync.protocol.snapshot import Chunk
from tests.contract.transport.conftest import Canned, FakeHub

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_NOW_MS = 1_795_000_000_000
_JSON = {"Guitai": "1", "Content-Type": "application/json"}
_ZSTD = {"Guitai": "1", "Content-Type": "application/zstd"}
_PLAIN = b"".join(b'["task","t%d",1,{},{}]\n' % n for n in range(2_000))
_PATIENCE_S = 5.0


class Clock:
    """The machine's clocks."""

    def now_ms(self) -> int:
        return _NOW_MS

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


@pytest.fixture
def connect() -> Iterator[Callable[..., HttpTransport]]:
    made: list[HttpTransport] = []
    nonces = iter(f"n{count}" for count in range(100))

    def build(hub: FakeHub, **settings: Any) -> HttpTransport:
        clock = Clock()
        signer = Signer(_KEY, "00000001", AuthClock(clock), lambda: next(nonces))
        transport = HttpTransport(HttpSettings(hub.url, **settings), clock=clock, signer=signer)
        made.append(transport)
        return transport

    yield build
    for transport in made:
        transport.close()


@pytest.fixture
def line(fake_hub: FakeHub, connect: Callable[..., HttpTransport]) -> HttpTransport:
    return connect(fake_hub)


def _chunk(plain: bytes = _PLAIN) -> tuple[Chunk, bytes]:
    raw = zstandard.ZstdCompressor().compress(plain)
    rows = plain.count(b"\n")
    return Chunk(sha256=hashlib.sha256(raw).hexdigest(), bytes=len(raw), rows=rows), raw


def _problem(status: int, code: str) -> Canned:
    body = json.dumps({"code": code, "now": _NOW_MS}).encode()
    return Canned(body, status, {**_JSON, "Content-Type": "application/problem+json"})


def _is_signed(hub: FakeHub, at: int = -1) -> bool:
    got = hub.seen[at]
    message = SignedMessage(got.method, hub.url + got.path, got.headers)
    return "00000001" == verify(message, got.body, key=_KEY.public_key()).key_id


def _sync() -> SyncRequest:
    fields = {"v": 1, "schema": 2, "device": "00000001", "inc": 1, "epoch": "e1", "now": _NOW_MS}
    return SyncRequest.model_validate(fields)


# Manifests


def test_a_manifest_is_asked_for_and_read(fake_hub: FakeHub, line: HttpTransport) -> None:
    told = {"s": "s:0018", "seq": 4, "n": 0, "sum": "0" * 16, "epoch": "e1", "schema": 2,
            "chunks": []}  # fmt: skip
    fake_hub.canned = Canned(json.dumps(told).encode(), 200, _JSON)
    assert 4 == line.manifest("s:0018").seq
    assert ("GET", "/v1/snapshot/s:0018") == (fake_hub.seen[0].method, fake_hub.seen[0].path)
    assert _is_signed(fake_hub)


@pytest.mark.parametrize("status", [404, 405])
@pytest.mark.parametrize("body", [b'{"detail":"Not Found"}', b'{"code":"HQ_FOREIGN"}'])
def test_a_call_hq_does_not_know_is_lacking(
    fake_hub: FakeHub, line: HttpTransport, status: int, body: bytes
) -> None:
    fake_hub.canned = Canned(body, status, _JSON)
    with pytest.raises(HubLacksError):
        line.manifest("g")


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"code":5}', b'{"code":"small"}'])
def test_a_refusal_of_no_form_is_no_word_of_hqs(
    fake_hub: FakeHub, line: HttpTransport, body: bytes
) -> None:
    fake_hub.canned = Canned(body, 404, _JSON)
    with pytest.raises(ProtocolViolationError):
        line.manifest("g")


@pytest.mark.parametrize("status", [404, 409, 500])
def test_a_refusal_with_a_code_is_hqs_word(
    fake_hub: FakeHub, line: HttpTransport, status: int
) -> None:
    fake_hub.canned = _problem(status, "HQ_SNAPSHOT_GONE")
    for ask in (lambda: line.manifest("g"), lambda: line.chunk("g", _chunk()[0])):
        with pytest.raises(HubRefusedError) as refused:
            ask()
        assert ("HQ_SNAPSHOT_GONE", _NOW_MS) == (refused.value.code, refused.value.now)


def test_a_new_epoch_and_the_proof_of_revocation_are_read(
    fake_hub: FakeHub, line: HttpTransport
) -> None:
    told = {"code": "HQ_EPOCH", "now": _NOW_MS, "ack": 7, "epoch": "e2", "proof": "p"}
    fake_hub.canned = Canned(json.dumps(told).encode(), 409, _JSON)
    with pytest.raises(HubRefusedError) as refused:
        line.sync(_sync())
    assert (7, "e2", "p") == (refused.value.ack, refused.value.epoch, refused.value.proof)


@pytest.mark.parametrize("wrong", [{"ack": True}, {"ack": "7"}, {"epoch": 2}, {"proof": ["p"]}])
def test_parts_of_a_refusal_of_another_type_are_not_read(
    fake_hub: FakeHub, line: HttpTransport, wrong: dict[str, Any]
) -> None:
    fake_hub.canned = Canned(json.dumps({"code": "HQ_EPOCH", **wrong}).encode(), 409, _JSON)
    with pytest.raises(HubRefusedError) as refused:
        line.sync(_sync())
    assert (None, None, None) == (refused.value.ack, refused.value.epoch, refused.value.proof)


# Chunks


def test_a_chunk_is_fetched_checked_and_unpacked(fake_hub: FakeHub, line: HttpTransport) -> None:
    chunk, raw = _chunk()
    fake_hub.canned = Canned(raw, 200, _ZSTD)
    assert _PLAIN == line.chunk("s:0018", chunk)
    assert f"/v1/snapshot/s:0018/{chunk.sha256}" == fake_hub.seen[0].path
    assert "Range" not in fake_hub.seen[0].headers
    assert _is_signed(fake_hub)


@pytest.mark.parametrize("cut", [1, 1_000])
def test_a_chunk_that_broke_off_is_fetched_on_from_there(
    fake_hub: FakeHub, line: HttpTransport, cut: int
) -> None:
    chunk, raw = _chunk()
    fake_hub.script = [Canned(raw, 200, _ZSTD, cut=cut), Canned(raw[cut:], 206, _ZSTD)]
    with pytest.raises(HubUnreachableError):
        line.chunk("g", chunk)
    assert _PLAIN == line.chunk("g", chunk)
    assert (f"bytes={cut}-", f'"{chunk.sha256}"') == (
        fake_hub.seen[1].headers["Range"], fake_hub.seen[1].headers["If-Range"],
    )  # fmt: skip
    assert _is_signed(fake_hub)


def test_a_chunk_may_break_off_many_times(fake_hub: FakeHub, line: HttpTransport) -> None:
    chunk, raw = _chunk()
    fake_hub.script = [
        Canned(raw[at:], 206 if at else 200, _ZSTD, cut=700) for at in range(0, len(raw), 700)
    ]
    for _ in range(len(fake_hub.script) - 1):
        with pytest.raises(HubUnreachableError):
            line.chunk("g", chunk)
    assert _PLAIN == line.chunk("g", chunk)


def test_an_hq_that_knows_no_ranges_sends_it_whole(fake_hub: FakeHub, line: HttpTransport) -> None:
    chunk, raw = _chunk()
    fake_hub.script = [Canned(raw, 200, _ZSTD, cut=1_000), Canned(raw, 200, _ZSTD)]
    with pytest.raises(HubUnreachableError):
        line.chunk("g", chunk)
    assert _PLAIN == line.chunk("g", chunk)


def test_what_came_of_one_chunk_is_never_taken_for_another(
    fake_hub: FakeHub, line: HttpTransport
) -> None:
    first, raw = _chunk()
    second, other = _chunk(_PLAIN[: len(_PLAIN) // 2])
    fake_hub.script = [Canned(raw, 200, _ZSTD, cut=1_000), Canned(other, 200, _ZSTD)]
    with pytest.raises(HubUnreachableError):
        line.chunk("g", first)
    assert _PLAIN[: len(_PLAIN) // 2] == line.chunk("g", second)
    assert "Range" not in fake_hub.seen[1].headers


def test_a_refusal_in_between_does_not_spoil_the_next_try(
    fake_hub: FakeHub, line: HttpTransport
) -> None:
    chunk, raw = _chunk()
    fake_hub.script = [
        Canned(raw, 200, _ZSTD, cut=1_000), _problem(429, "HQ_BUSY"), Canned(raw, 200, _ZSTD),
    ]  # fmt: skip
    for error in (HubUnreachableError, HubRefusedError):
        with pytest.raises(error):
            line.chunk("g", chunk)
    assert _PLAIN == line.chunk("g", chunk)
    assert "Range" not in fake_hub.seen[2].headers


@pytest.mark.parametrize(
    ("canned", "error"),
    [
        (Canned(b"x" * 50, 200, _ZSTD), ProtocolViolationError),
        (Canned(_chunk()[1] + b"x", 200, _ZSTD), ProtocolViolationError),
        (Canned(_chunk()[1][:-1], 200, _ZSTD), ProtocolViolationError),
        (Canned(b"<html>", 200, {"Content-Type": "text/html"}), HubNotGuitaiError),
        (Canned(b"<html>", 503, {"Content-Type": "text/html"}), HubUnreachableError),
        (Canned(b"", 302, {**_ZSTD, "Location": "/"}), HubNotGuitaiError),
    ],
)  # fmt: skip
def test_what_is_not_the_chunk_is_not_taken(
    fake_hub: FakeHub, line: HttpTransport, canned: Canned, error: type[SyncError]
) -> None:
    chunk, raw = _chunk()
    fake_hub.canned = canned
    with pytest.raises(error):
        line.chunk("g", chunk)
    fake_hub.canned = Canned(raw, 200, _ZSTD)
    assert _PLAIN == line.chunk("g", chunk), "nothing of it is kept"


def test_a_chunk_that_unpacks_to_too_much_is_not_unpacked(
    fake_hub: FakeHub, line: HttpTransport
) -> None:
    chunk, raw = _chunk(b"\n" * (4 * 1024 * 1024 + 1))
    fake_hub.canned = Canned(raw, 200, _ZSTD)
    with pytest.raises(ProtocolViolationError, match="too large"):
        line.chunk("g", chunk)


# Repairs and keys


def test_a_repair_is_asked_and_read(fake_hub: FakeHub, line: HttpTransport) -> None:
    fake_hub.canned = Canned(b'{"seq":9,"differ":[3]}', 200, _JSON)
    fields = {"v": 1, "schema": 2, "device": "00000001", "inc": 1, "epoch": "e1", "s": "g"}
    answer = line.repair(RepairRequest.model_validate(fields))
    assert (9, [3], "/v1/repair") == (answer.seq, answer.differ, fake_hub.seen[0].path)
    assert _is_signed(fake_hub)


def test_new_keys_are_announced_under_the_old_and_then_used(
    fake_hub: FakeHub, connect: Callable[..., HttpTransport]
) -> None:
    clock, new = Clock(), Ed25519PrivateKey.generate()
    nonces = iter(["a", "b", "c"])
    signer = Signer(_KEY, "00000001", AuthClock(clock), lambda: next(nonces))
    line = HttpTransport(HttpSettings(fake_hub.url), clock=clock, signer=signer)
    fake_hub.canned = Canned(b'{"until":5}', 200, _JSON)
    request = prove("00000001", 1, sig_pub="A" * 43, box_pub="A" * 43, key=new)
    assert 5 == line.rotate(request).until
    assert _is_signed(fake_hub)
    signer.use(new)
    line.rotate(request)
    got = fake_hub.seen[1]
    message = SignedMessage("POST", fake_hub.url + got.path, got.headers)
    verify(message, got.body, key=new.public_key())
    assert signer.swap()
    line.rotate(request)
    assert _is_signed(fake_hub)
    line.close()


def test_a_signer_with_one_key_has_nothing_to_fall_back_to() -> None:
    signer = Signer(_KEY, "00000001", AuthClock(Clock()), lambda: "n")
    assert not signer.swap()
    assert _KEY is signer.key


# A kept connection that HQ has closed


@pytest.fixture
def leaving_hub() -> Iterator[tuple[str, list[bytes]]]:
    """An HQ that answers every first request of a connection and hangs up on the second."""
    server = socket.create_server(("127.0.0.1", 0))
    seen: list[bytes] = []
    body = b'{"changed":true}'
    head = b"HTTP/1.1 200 OK\r\nGuitai: 1\r\nContent-Type: application/json\r\n"

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            line.settimeout(0.5)
            with line, suppress(TimeoutError):
                seen.append(line.recv(65_536))
                line.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
                seen.append(line.recv(65_536))

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", seen
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(_PATIENCE_S)


def test_a_connection_that_hq_closed_meanwhile_is_no_failure(
    leaving_hub: tuple[str, list[bytes]], connect: Callable[..., HttpTransport]
) -> None:
    url, seen = leaving_hub
    line = connect(FakeHub(url, Canned()))
    assert [True, True, True] == [line.wait({"g": 1}) for _ in range(3)]
    asked = [one for one in seen if one]
    assert len(set(asked)) == len(asked) == 5, "signed anew each time"
    line.close()


def test_a_connection_that_is_refused_is_not_tried_twice(
    connect: Callable[..., HttpTransport],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(HubUnreachableError):
        connect(FakeHub(f"http://127.0.0.1:{port}", Canned())).wait({"g": 1})


# Waits


def test_a_wait_says_how_far_each_stream_was_read(fake_hub: FakeHub, line: HttpTransport) -> None:
    fake_hub.script = [Canned(b'{"changed":true}', 200, _JSON)]
    fake_hub.canned = Canned(b'{"changed":false}', 200, _JSON)
    assert line.wait({"g": 12, "s:0018": 90})
    assert not line.wait({"g": 12})
    assert ("GET", "/v1/wait?s=g&after=12&s=s:0018&after=90") == (
        fake_hub.seen[0].method, fake_hub.seen[0].path,
    )  # fmt: skip
    assert _is_signed(fake_hub)


def _in_thread(call: Callable[[], object]) -> tuple[threading.Thread, list[SyncError]]:
    raised: list[SyncError] = []

    def run() -> None:
        try:
            call()
        except SyncError as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


@pytest.mark.parametrize("is_tls", [False, True])
def test_hanging_up_ends_a_parked_wait_at_once(
    fake_hub: FakeHub,
    tls_hub: FakeHub,
    certificate: Any,
    connect: Callable[..., HttpTransport],
    is_tls: bool,
) -> None:
    hub = tls_hub if is_tls else fake_hub
    arrived = threading.Event()

    def park() -> None:
        arrived.set()
        hub.released.wait(_PATIENCE_S)

    hub.canned = Canned(b'{"changed":false}', 200, _JSON, before=park)
    line = connect(hub, pin=certificate.pin if is_tls else None, read_s=60.0)
    thread, raised = _in_thread(lambda: line.wait({"g": 1}))
    assert arrived.wait(_PATIENCE_S)
    started = time.monotonic()
    line.hang_up()
    thread.join(_PATIENCE_S)
    assert time.monotonic() - started < 1.0
    assert [("HQ_UNREACHABLE", "hung up")] == [(one.code, str(one)) for one in raised]


def test_hanging_up_ends_an_answer_that_drips(
    fake_hub: FakeHub, connect: Callable[..., HttpTransport]
) -> None:
    dripping = threading.Event()

    def drip() -> bool:
        dripping.set()
        return not fake_hub.released.wait(0.01)

    fake_hub.canned = Canned(b"{", 200, _JSON, drip=drip)
    line = connect(fake_hub, read_s=60.0)
    thread, raised = _in_thread(lambda: line.sync(_sync()))
    assert dripping.wait(_PATIENCE_S)
    line.hang_up()
    thread.join(_PATIENCE_S)
    assert not thread.is_alive()
    assert ["HQ_UNREACHABLE"] == [one.code for one in raised]


def test_after_hanging_up_nothing_is_sent_any_more(
    fake_hub: FakeHub, connect: Callable[..., HttpTransport]
) -> None:
    fake_hub.canned = Canned(b'{"changed":true}', 200, _JSON)
    line = connect(fake_hub)
    line.wait({"g": 1})
    line.hang_up()
    line.hang_up()
    for _ in range(2):
        with pytest.raises(HubUnreachableError, match="hung up"):
            line.wait({"g": 1})
    fresh = connect(fake_hub)
    fresh.hang_up()
    with pytest.raises(HubUnreachableError, match="hung up"):
        fresh.wait({"g": 1})
    assert 1 == len(fake_hub.seen)


def test_a_wait_over_tls_is_pinned_as_well(
    tls_hub: FakeHub, certificate: Any, connect: Callable[..., HttpTransport]
) -> None:
    tls_hub.canned = Canned(b'{"changed":true}', 200, _JSON)
    assert connect(tls_hub, pin=certificate.pin).wait({"g": 1})
    with pytest.raises(HubPinError):
        connect(tls_hub, pin="0" * 64).wait({"g": 1})
