"""The hub over HTTP: who gets in, what is refused, and in what form."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.hub import devices
from sync.hub.hub import Hub
from sync.protocol.cycle import BODY_BYTES_MAX, SyncAnswer
from sync.protocol.enrol import EnrolAnswer
from tests.hub_fixtures import (
    FakeTime,
    ScriptedTill,
    count,
    enrol_request,
    new_secret,
    new_till,
    signed,
    sql,
)

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})

_nonces = (f"nonce-{n}" for n in itertools.count())


class Line:
    """A till's connection, with every part of a request open to tampering."""

    def __init__(self, till: ScriptedTill, url: str) -> None:
        self.till = till
        self.url = f"{url}/v1/sync"
        self.session = requests.Session()
        self.session.trust_env = False

    def plain(self, **changes: Any) -> bytes:
        wire = self.till.request().model_dump(by_alias=True, mode="json")
        return json.dumps(wire | changes).encode()

    def post(
        self, body: bytes, *, sent: bytes | None = None, headers: dict[str, str] | None = None,
        **signature: Any,
    ) -> requests.Response:  # fmt: skip
        """Sign `body`, send `sent` or the same."""
        signature.setdefault("nonce", next(_nonces))
        head = signed(self.till, self.url, body, **signature) | (headers or {})
        return self.session.post(self.url, data=sent or body, headers=head, timeout=10)


@pytest.fixture
def line(hub: Hub, hub_url: str) -> Iterator[Line]:
    made = Line(new_till(hub), hub_url)
    yield made
    made.session.close()


def code(response: requests.Response) -> tuple[int, str]:
    assert "1" == response.headers["Guitai"]
    assert "application/problem+json" == response.headers["Content-Type"]
    assert "server" not in response.headers
    problem = response.json()
    assert problem.keys() <= {"code", "now", "ack", "proof"}
    return response.status_code, problem["code"]


def test_a_signed_exchange_is_answered(line: Line) -> None:
    push = line.till.save(CUSTOMER).model_dump(by_alias=True, mode="json")
    response = line.post(line.plain(push=push))
    assert (200, "1") == (response.status_code, response.headers["Guitai"])
    assert 1 == SyncAnswer.model_validate(response.json()).ack.n


def test_large_bodies_travel_compressed_both_ways(line: Line) -> None:
    saves = [[("customer", f"c-{n}", {"set": {"name": "测试"}})] for n in range(30)]
    push = line.till.saves_of(*saves).model_dump(by_alias=True, mode="json")
    packed = zstandard.ZstdCompressor().compress(line.plain(push=push))
    head = {"content-encoding": "zstd", "accept-encoding": "zstd"}
    response = line.session.post(
        line.url,
        data=packed,
        headers=signed(line.till, line.url, packed, nonce="z") | head,
        stream=True,
        timeout=10,
    )
    assert "zstd" == response.headers["content-encoding"]
    raw = response.raw.read(decode_content=False)
    answer = json.loads(zstandard.ZstdDecompressor().stream_reader(raw).read())
    assert set(range(1, 31)) == {row.get("n") for row in answer["pages"][1]["rows"]} - {None}


def test_an_answer_is_not_compressed_for_whom_that_is_foreign(line: Line) -> None:
    response = line.post(line.plain(padding="x" * 600), headers={"accept-encoding": "identity"})
    assert "content-encoding" not in response.headers
    assert 200 == response.status_code


def test_a_body_changed_on_the_way_is_refused(line: Line) -> None:
    body = line.plain()
    assert (401, "HQ_SIGNATURE") == code(line.post(body, sent=body + b" "))


def test_a_signature_of_another_key_is_refused(line: Line) -> None:
    line.till.key = Ed25519PrivateKey.generate()
    assert (401, "HQ_SIGNATURE") == code(line.post(line.plain()))


def test_a_request_without_a_signature_is_refused(line: Line) -> None:
    response = line.session.post(line.url, data=line.plain(), timeout=10)
    assert (401, "HQ_SIGNATURE") == code(response)


def test_a_device_hq_does_not_know_is_refused(line: Line) -> None:
    line.till.device = "zzzzzzzz"
    assert (401, "HQ_DEVICE_UNKNOWN") == code(line.post(line.plain()))


@pytest.mark.parametrize("off_s", [-301, 301])
def test_a_clock_too_far_off_is_refused_and_told_the_time(
    line: Line, fake_time: FakeTime, off_s: int
) -> None:
    response = line.post(line.plain(), created_s=fake_time.ms // 1000 + off_s)
    assert (401, "HQ_CLOCK") == code(response)
    assert fake_time.ms == response.json()["now"]
    near = line.post(line.plain(), created_s=fake_time.ms // 1000 + (300 if off_s > 0 else -300))
    assert 200 == near.status_code


def test_a_request_taken_twice_is_refused_the_second_time(line: Line) -> None:
    body = line.plain()
    assert 200 == line.post(body, nonce="same").status_code
    assert (401, "HQ_REPLAY") == code(line.post(body, nonce="same"))


def test_old_nonces_are_forgotten_when_their_signatures_are_too_old(
    line: Line, hub: Hub, fake_time: FakeTime
) -> None:
    line.post(line.plain())
    fake_time.ms += 600_001
    hub.judge_work()
    assert 0 == count(hub, "nonce")


def test_a_revoked_device_is_shut_out(line: Line, hub: Hub) -> None:
    device = line.till.device
    hub.storage.run(lambda tx: tx.devices.set_status(device, devices.REVOKED))
    push = line.till.save(CUSTOMER).model_dump(by_alias=True, mode="json")
    assert (403, "HQ_DEVICE_REVOKED") == code(line.post(line.plain(push=push)))
    assert 0 == hub.storage.run(lambda tx: tx.devices.listed())[0].last_n


def test_a_request_in_the_name_of_another_device_is_foreign(line: Line, hub: Hub) -> None:
    other = new_till(hub)
    assert (403, "HQ_FOREIGN") == code(line.post(line.plain(device=other.device)))


@pytest.mark.parametrize("changes", [{"v": 2}, {"v": 0}, {"schema": 0}])
def test_a_till_outside_the_window_of_versions_is_told_so(
    line: Line, changes: dict[str, int]
) -> None:
    assert (426, "HQ_VERSION") == code(line.post(line.plain(**changes)))


def test_a_till_newer_than_the_hub_is_served(line: Line) -> None:
    assert 200 == line.post(line.plain(schema=99)).status_code


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"v": NaN}', b"\xff\xfe", b"[" * 100_000, b'{"v":"' + b"1" * 99],
)
def test_what_is_no_request_is_malformed_and_not_repeated(line: Line, body: bytes) -> None:
    assert (422, "HQ_MALFORMED") == code(line.post(body))


def test_a_gap_says_how_far_hq_is(line: Line) -> None:
    first = line.till.save(CUSTOMER)
    line.till.save(CUSTOMER)
    later = line.till.save(CUSTOMER).model_dump(by_alias=True, mode="json")
    line.post(line.plain(push=first.model_dump(by_alias=True, mode="json")))
    response = line.post(line.plain(push=later))
    assert (409, "HQ_GAP", 1) == (*code(response), response.json()["ack"])


def test_a_body_beyond_the_limit_is_too_large(line: Line) -> None:
    body = b" " * (BODY_BYTES_MAX + 1)
    assert (413, "HQ_TOO_LARGE") == code(line.post(body))


def test_a_small_body_that_unpacks_beyond_the_limit_is_too_large(line: Line) -> None:
    bomb = zstandard.ZstdCompressor().compress(b" " * (BODY_BYTES_MAX * 50))
    assert len(bomb) < 20_000
    response = line.post(bomb, headers={"content-encoding": "zstd"})
    assert (413, "HQ_TOO_LARGE") == code(response)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd, zstd", "zstd"])
def test_an_encoding_that_is_not_agreed_or_damaged_is_malformed(line: Line, encoding: str) -> None:
    response = line.post(b"no frame", headers={"content-encoding": encoding})
    assert (422, "HQ_MALFORMED") == code(response)


def test_enrolment_over_http(hub: Hub, hub_url: str) -> None:
    _, request = enrol_request(new_secret(hub))
    text = request.model_dump_json(by_alias=True)
    response = requests.post(f"{hub_url}/v1/enrol", data=text, timeout=10)
    assert hub.keys.trust == EnrolAnswer.model_validate(response.json()).trust
    wrong = request.model_copy(update={"secret": "WRONGSECRET"}).model_dump_json(by_alias=True)
    for _ in range(5):
        refused = requests.post(f"{hub_url}/v1/enrol", data=wrong, timeout=10)
        assert (403, "HQ_ENROL_SECRET") == code(refused)
    late = requests.post(f"{hub_url}/v1/enrol", data=wrong, timeout=10)
    assert (429, "HQ_BUSY", "60") == (*code(late), late.headers["Retry-After"])


def test_little_is_read_and_unpacked_of_what_a_stranger_sends(hub_url: str) -> None:
    url, large = f"{hub_url}/v1/enrol", b"[" + b"{}," * 1_000_000 + b"{}]"
    assert (413, "HQ_TOO_LARGE") == code(requests.post(url, data=large[:9000], timeout=10))
    bomb, packed = zstandard.compress(large), {"content-encoding": "zstd"}
    assert len(bomb) < 1000
    assert (413, "HQ_TOO_LARGE") == code(requests.post(url, data=bomb, headers=packed, timeout=10))


@pytest.mark.expected_logs("value refused by the database")
def test_a_value_too_long_for_an_index_is_malformed(line: Line) -> None:
    long = random.Random(18).randbytes(10_000).hex()
    push = line.till.save(("customer", "c-1", {"set": {"name": "测试甲", "customer": long}}))
    body = line.plain(push=push.model_dump(by_alias=True))
    assert (422, "HQ_MALFORMED") == code(line.post(body))


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/v1/sync/"])
def test_no_viewer_is_served_and_nobody_is_sent_elsewhere(hub_url: str, path: str) -> None:
    response = requests.get(f"{hub_url}{path}", timeout=10, allow_redirects=False)
    assert (404, "HQ_FOREIGN") == code(response)


def test_what_is_not_there_is_a_problem_too(hub_url: str) -> None:
    assert (404, "HQ_FOREIGN") == code(requests.get(f"{hub_url}/nothing", timeout=10))
    assert (405, "HQ_FOREIGN") == code(requests.get(f"{hub_url}/v1/sync", timeout=10))


def test_health_says_that_the_database_is_there(hub_url: str) -> None:
    response = requests.get(f"{hub_url}/v1/health", timeout=10)
    assert {"status": "ok"} == response.json()
    assert "1" == response.headers["Guitai"]


def test_the_protocol_describes_itself(hub_url: str) -> None:
    described = requests.get(f"{hub_url}/openapi.json", timeout=10).json()
    assert {"/v1/enrol", "/v1/sync", "/v1/health", "/v1/wait"} <= set(described["paths"])
    assert "requestBody" in described["paths"]["/v1/sync"]["post"]


@pytest.mark.expected_logs("database away")
def test_without_a_database_a_till_is_told_to_come_again(line: Line, hub: Hub) -> None:
    with sql(hub) as connection:
        connection.execute("SELECT 1")
    hub.storage.close()
    response = line.post(line.plain())
    assert (503, "HQ_BUSY", "5") == (*code(response), response.headers["Retry-After"])


@pytest.mark.expected_logs("request failed", "Exception in ASGI application")
def test_a_fault_of_the_hub_is_a_problem_without_a_word_of_the_request(
    line: Line, hub: Hub
) -> None:
    with sql(hub) as connection:
        connection.execute("DROP TABLE stream_head")
    assert (500, "HQ_INTERNAL") == code(line.post(line.plain()))
