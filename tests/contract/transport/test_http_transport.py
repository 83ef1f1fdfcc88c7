"""What the till's HTTP does when the network lies, and what it sends when it does not."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.agent.clock import AuthClock
from sync.agent.errors import (
    HubInsecureError,
    HubNotGuitaiError,
    HubPinError,
    HubRefusedError,
    HubUnreachableError,
    ProtocolViolationError,
    SyncError,
)
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.protocol.cycle import PullFrom, SyncRequest
from sync.protocol.enrol import EnrolRequest
from sync.protocol.signatures import SignedMessage, verify

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_NOW_MS = 1_795_000_000_000
_ANSWER = {
    "epoch": "e1", "now": _NOW_MS, "ack": {"n": 0, "durable": 0}, "next_ms": 15000,
    "lease_until": _NOW_MS, "min_schema": 1,
}  # fmt: skip
_HEADERS = {"Guitai": "1", "Content-Type": "application/json"}
_SECRET = "13800001111 王小兰"


class SteadyClock:
    """A clock that a test turns by hand."""

    def __init__(self) -> None:
        self.wall_ms = _NOW_MS
        self.running_ms = 0

    def now_ms(self) -> int:
        return self.wall_ms

    def monotonic_ms(self) -> int:
        return self.running_ms


def _request(**changes: Any) -> SyncRequest:
    fields = {"v": 1, "schema": 1, "device": "00000001", "inc": 1, "epoch": "e1", "now": _NOW_MS}
    return SyncRequest.model_validate({**fields, **changes})


@pytest.fixture
def clock() -> SteadyClock:
    return SteadyClock()


@pytest.fixture
def connect(clock: SteadyClock) -> Iterator[Any]:
    """Build a transport to an address; it is closed after the test."""
    made: list[HttpTransport] = []
    nonces = iter(f"n{count}" for count in range(100))

    def build(url: str, **settings: Any) -> HttpTransport:
        signer = Signer(_KEY, "00000001", AuthClock(clock), lambda: next(nonces))
        transport = HttpTransport(HttpSettings(url, **settings), clock=clock, signer=signer)
        made.append(transport)
        return transport

    yield build
    for transport in made:
        transport.close()


def _answer_with(hub: Any, body: bytes | dict[str, Any], **canned: Any) -> None:
    hub.canned.body = body if isinstance(body, bytes) else json.dumps(body).encode()
    hub.canned.headers = {**_HEADERS, **canned.pop("headers", {})}
    for name, value in canned.items():
        setattr(hub.canned, name, value)


def _refusal(transport: HttpTransport, error: type[SyncError]) -> SyncError:
    with pytest.raises(error) as refused:
        transport.sync(_request())
    assert error.code == refused.value.code or error is HubRefusedError
    assert _SECRET not in str(refused.value)
    return refused.value


def test_an_answer_of_hq_is_read(fake_hub: Any, connect: Any) -> None:
    _answer_with(fake_hub, _ANSWER)
    assert 15000 == connect(fake_hub.url).sync(_request()).next_ms


def test_a_request_is_signed_with_hqs_time_and_a_fresh_nonce(
    fake_hub: Any, clock: SteadyClock
) -> None:
    _answer_with(fake_hub, _ANSWER)
    auth = AuthClock(clock)
    auth.learn(3_600_000)
    nonces = iter(["first", "second"])
    signer = Signer(_KEY, "00000001", auth, lambda: next(nonces))
    transport = HttpTransport(HttpSettings(fake_hub.url), clock=clock, signer=signer)
    transport.sync(_request())
    transport.sync(_request())
    transport.close()
    signed = [
        verify(
            SignedMessage("POST", fake_hub.url + got.path, got.headers),
            got.body,
            key=_KEY.public_key(),
        )
        for got in fake_hub.seen
    ]
    assert [("00000001", _NOW_MS // 1000 + 3600, n) for n in ("first", "second")] == [
        (one.key_id, one.created_s, one.nonce) for one in signed
    ]
    assert 1 == fake_hub.connections


def test_nulls_inside_ops_survive_the_wire(fake_hub: Any, connect: Any) -> None:
    _answer_with(fake_hub, _ANSWER)
    op = {"n": 1, "k": "customer", "id": "c1", "hlc": "0" * 24, "actor": "s1", "base": 0, "sv": 1,
          "b": {"set": {"note": None}}, "salt": "A" * 22}  # fmt: skip
    push = {"from": 1, "prev": "A" * 43, "groups": [{"g": "g1", "ops": [op]}]}
    connect(fake_hub.url).sync(_request(push=push))
    sent = json.loads(fake_hub.seen[0].body)
    assert _request(push=push) == SyncRequest.model_validate(sent)
    assert {"set": {"note": None}} == sent["push"]["groups"][0]["ops"][0]["b"]
    assert "A" * 43 == sent["push"]["prev"]


def test_an_enrolment_goes_out_unsigned(fake_hub: Any, connect: Any) -> None:
    trust = dict.fromkeys(("root", "release", "content", "member_code", "recovery"), "k")
    store = {"id": "0018", "code": "0018", "name": "x", "time_zone": "Asia/Shanghai"}
    _answer_with(fake_hub, {"device": "00000001", "inc": 1, "epoch": "e1", "store": store,
                            "streams": ["g"], "trust": trust, "now": 1})  # fmt: skip
    fields = {"secret": "x" * 8, "sig_pub": "A" * 43, "box_pub": "A" * 43, "app": "1", "schema": 1}
    answer = connect(fake_hub.url).enrol(EnrolRequest.model_validate(fields))
    assert "00000001" == answer.device
    assert "/v1/enrol" == fake_hub.seen[0].path
    assert not any("signature" in name.lower() for name in fake_hub.seen[0].headers)


@pytest.mark.parametrize("streams", [1, 8])
def test_only_larger_requests_are_compressed(fake_hub: Any, connect: Any, streams: int) -> None:
    _answer_with(fake_hub, _ANSWER)
    pull = [PullFrom(s="s" * 60 + str(n), after=n) for n in range(streams)]
    request = _request(pull=pull)
    connect(fake_hub.url).sync(request)
    got = fake_hub.seen[0]
    plain = request.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    if len(plain) <= 512:
        assert plain == got.body
        assert "Content-Encoding" not in got.headers
    else:
        assert "zstd" == got.headers["Content-Encoding"]
        assert plain == zstandard.ZstdDecompressor().decompress(got.body)
    assert (streams == 8) == (len(plain) > 512)


def test_a_compressed_answer_is_read(fake_hub: Any, connect: Any) -> None:
    body = zstandard.ZstdCompressor().compress(json.dumps(_ANSWER).encode())
    _answer_with(fake_hub, body, headers={"Content-Encoding": "zstd"})
    assert "e1" == connect(fake_hub.url).sync(_request()).epoch


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"Guitai": "", "Content-Type": "text/html"}),
        (200, {"Guitai": "", "Content-Type": "application/json"}),
        (200, {"Guitai": "2", "Content-Type": "application/json"}),
        (200, {"Guitai": "1", "Content-Type": "text/html; charset=utf-8"}),
        (404, {"Guitai": "", "Content-Type": "text/html"}),
        (500, {"Guitai": "", "Content-Type": "text/plain"}),
    ],
)
def test_an_answer_that_is_not_hqs_is_told_apart(
    fake_hub: Any, connect: Any, status: int, headers: dict[str, str]
) -> None:
    _answer_with(fake_hub, f"<html>{_SECRET}</html>".encode(), status=status, headers=headers)
    _refusal(connect(fake_hub.url), HubNotGuitaiError)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_without_hq_behind_it_means_unreachable(
    fake_hub: Any, connect: Any, status: int
) -> None:
    _answer_with(fake_hub, b"<html>", status=status, headers={"Guitai": ""})
    _refusal(connect(fake_hub.url), HubUnreachableError)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(fake_hub: Any, connect: Any, status: int) -> None:
    where = {"Guitai": "", "Location": fake_hub.url + "/elsewhere"}
    _answer_with(fake_hub, b"", status=status, headers=where)
    _refusal(connect(fake_hub.url), HubNotGuitaiError)
    assert ["/v1/sync"] == [got.path for got in fake_hub.seen]


def test_a_refusal_carries_hqs_code_clock_and_ack(fake_hub: Any, connect: Any) -> None:
    problem = {"code": "HQ_GAP", "now": 17, "ack": 4}
    _answer_with(
        fake_hub, problem, status=409,
        headers={"Content-Type": "application/problem+json", "Retry-After": "7"},
    )  # fmt: skip
    refused = _refusal(connect(fake_hub.url), HubRefusedError)
    assert isinstance(refused, HubRefusedError)
    assert ("HQ_GAP", 17, 4, 7000) == (refused.code, refused.now, refused.ack, refused.retry_ms)


@pytest.mark.parametrize("wait", ["-1", "soon", "9999999", "1.5", "٣"])
def test_a_senseless_wait_is_ignored(fake_hub: Any, connect: Any, wait: str) -> None:
    problem = {"code": "HQ_FROM_A_NEWER_HQ", "now": "late"}
    headers = {"Retry-After": wait.encode().decode("latin-1")}
    _answer_with(fake_hub, problem, status=429, headers=headers)
    refused = _refusal(connect(fake_hub.url), HubRefusedError)
    assert isinstance(refused, HubRefusedError)
    assert ("HQ_FROM_A_NEWER_HQ", None, 0) == (refused.code, refused.now, refused.retry_ms)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"nonsense", b"[]", b"{}", b'{"code": 5}', b'{"code": "\\u738b"}', b"\xff",
        b"[" * 100_000,
    ],
    ids=range(8),
)  # fmt: skip
def test_a_refusal_without_a_code_breaks_the_protocol(
    fake_hub: Any, connect: Any, body: bytes
) -> None:
    _answer_with(fake_hub, body, status=409)
    _refusal(connect(fake_hub.url), ProtocolViolationError)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense " + _SECRET.encode(),
        json.dumps({**_ANSWER, "epoch": [_SECRET]}).encode(),
        b"[" * 100_000,
    ],
)
def test_an_answer_of_another_form_breaks_the_protocol(
    fake_hub: Any, connect: Any, body: bytes
) -> None:
    _answer_with(fake_hub, body)
    refused = _refusal(connect(fake_hub.url), ProtocolViolationError)
    assert refused.__suppress_context__


def test_an_oversized_answer_is_not_read_to_its_end(fake_hub: Any, connect: Any) -> None:
    _answer_with(fake_hub, b" " * 300_000, drip=lambda: not fake_hub.released.wait(0.001))
    _refusal(connect(fake_hub.url, answer_bytes_max=200_000), ProtocolViolationError)


@pytest.mark.parametrize("declared", [True, False])
def test_a_small_answer_that_swells_is_refused(fake_hub: Any, connect: Any, declared: bool) -> None:
    swollen = b" " * 50_000_000
    compressor = zstandard.ZstdCompressor(write_content_size=declared)
    body = compressor.compress(swollen)
    assert len(body) < 10_000
    _answer_with(fake_hub, body, headers={"Content-Encoding": "zstd"})
    _refusal(connect(fake_hub.url), ProtocolViolationError)


def test_an_answer_that_wants_a_huge_window_is_refused(fake_hub: Any, connect: Any) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    body = stream.compress(json.dumps(_ANSWER).encode()) + stream.flush()
    _answer_with(fake_hub, body, headers={"Content-Encoding": "zstd"})
    _refusal(connect(fake_hub.url), ProtocolViolationError)


@pytest.mark.parametrize(("encoding", "body"), [("zstd", b"not zstd"), ("gzip", b"{}")])
def test_content_that_cannot_be_decoded_breaks_the_protocol(
    fake_hub: Any, connect: Any, encoding: str, body: bytes
) -> None:
    _answer_with(fake_hub, body, headers={"Content-Encoding": encoding})
    _refusal(connect(fake_hub.url), ProtocolViolationError)


def test_an_answer_that_does_not_come_is_given_up(fake_hub: Any, connect: Any) -> None:
    _answer_with(fake_hub, _ANSWER, before=lambda: fake_hub.released.wait(10))
    refused = _refusal(connect(fake_hub.url, read_s=0.1), HubUnreachableError)
    assert isinstance(refused, HubUnreachableError)
    assert refused.slow


def test_an_answer_that_stops_half_way_is_given_up(fake_hub: Any, connect: Any) -> None:
    _answer_with(fake_hub, b"{", drip=lambda: bool(fake_hub.released.wait(10)) and False)
    refused = _refusal(connect(fake_hub.url, read_s=0.1), HubUnreachableError)
    assert isinstance(refused, HubUnreachableError)
    assert refused.slow


def test_an_answer_that_drips_is_given_up(fake_hub: Any, connect: Any, clock: SteadyClock) -> None:
    def drip() -> bool:
        clock.running_ms += 1000
        return not fake_hub.released.wait(0.001)

    _answer_with(fake_hub, b"{", drip=drip)
    refused = _refusal(connect(fake_hub.url, read_s=20.0), HubUnreachableError)
    assert isinstance(refused, HubUnreachableError)
    assert refused.slow


def test_an_answer_that_is_cut_off_means_unreachable(fake_hub: Any, connect: Any) -> None:
    _answer_with(fake_hub, b"{", headers={"Content-Length": "50", "Connection": "close"})
    _refusal(connect(fake_hub.url), HubUnreachableError)


def test_a_closed_port_means_unreachable(connect: Any) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        refused = _refusal(
            connect(f"http://127.0.0.1:{holder.getsockname()[1]}"), HubUnreachableError
        )
    assert isinstance(refused, HubUnreachableError)
    assert not refused.slow


def test_cookies_and_proxies_of_the_environment_are_not_used(
    fake_hub: Any, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    _answer_with(fake_hub, _ANSWER, headers={"Set-Cookie": "track=me"})
    transport = connect(fake_hub.url)
    transport.sync(_request())
    transport.sync(_request())
    assert ["Cookie" in got.headers for got in fake_hub.seen] == [False, False]


def test_the_pinned_certificate_is_enough(tls_hub: Any, connect: Any, certificate: Any) -> None:
    _answer_with(tls_hub, _ANSWER)
    assert "e1" == connect(tls_hub.url, pin=certificate.pin).sync(_request()).epoch


@pytest.mark.parametrize("pin", ["00" * 32, "00", "", None])
def test_another_certificate_gets_no_request(tls_hub: Any, connect: Any, pin: str | None) -> None:
    _answer_with(tls_hub, _ANSWER)
    _refusal(connect(tls_hub.url, pin=pin), HubPinError)
    assert [] == tls_hub.seen


def test_a_pin_of_a_broken_hash_is_not_taken(tls_hub: Any, connect: Any, certificate: Any) -> None:
    der = x509.load_pem_x509_certificates(certificate.path.read_bytes())[0].public_bytes(
        serialization.Encoding.DER
    )
    _answer_with(tls_hub, _ANSWER)
    _refusal(connect(tls_hub.url, pin=hashlib.sha1(der).hexdigest()), HubPinError)
    assert [] == tls_hub.seen


@pytest.mark.parametrize(
    "url",
    [
        "http://hq.example",
        "http://10.0.0.1:8080",
        "http://127.0.0.1.example/",
        "http://127.0.0.1@hq.example/",
        "http://user:word@127.0.0.1/",
        "http://0.0.0.0:80",
        "ftp://127.0.0.1/",
        "https://hq.example/?x=1",
        "https://hq.example/#x",
        "https://",
        "http://[::1",
        "http://127.0.0.1:port",
        "127.0.0.1",
        "",
    ],
)
def test_an_address_that_is_not_safe_is_never_connected_to(
    connect: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: attempts.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **_: attempts.append(args))
    _refusal(connect(url), HubInsecureError)
    assert [] == attempts
