"""Limits: what is slow, endless or too much costs the hub little, and others nothing."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import Queue

import pytest
import requests

from sync.hub.app import create_app
from sync.hub.config import EdgeSettings
from sync.hub.hub import Hub
from sync.hub.serving import Address, HubServer
from sync.protocol.cycle import BODY_BYTES_MAX
from tests.hub_fixtures import enrol_request, new_secret, new_till, rest
from tests.integration.hub.line import RawLine, Reply, raw_line, sync

QUICK = EdgeSettings(head_s=0.3, body_check_s=0.3, body_rate_min=1_000, send_s=0.3)


@contextmanager
def serving(hub: Hub, settings: EdgeSettings = QUICK) -> Iterator[str]:
    ready: Queue[str] = Queue()
    server = HubServer(create_app(hub, settings), Address(), on_ready=lambda url, _: ready.put(url))
    thread = threading.Thread(target=server.run, name="test-hub")
    thread.start()
    try:
        yield ready.get(timeout=10)
    finally:
        server.stop()
        thread.join()


@pytest.fixture
def url(hub: Hub) -> Iterator[str]:
    with serving(hub) as made:
        yield made


def refused(reply: Reply) -> tuple[int, str]:
    assert "1" == reply.headers["guitai"]
    assert "application/problem+json" == reply.headers["content-type"]
    problem = json.loads(reply.body)
    assert problem["now"] > 0
    return reply.status, problem["code"]


def pour(line: RawLine, parts: Iterable[bytes], *, pause_s: float = 0.0) -> bool:
    """Send one part after the other, and tell whether the hub hung up before the last."""
    try:
        for part in parts:
            line.send(part)
            rest(pause_s)
    except ConnectionError:
        return True
    return False


def alive(url: str) -> bool:
    return requests.get(f"{url}/v1/health", timeout=5).ok


@pytest.mark.parametrize("said", ["", "P", "POST /v1/sync HTTP/1.1\r\nx: ", "\r\n\r\n"])
def test_a_head_that_is_never_finished_ends_the_connection(url: str, said: str) -> None:
    with raw_line(url) as line:
        line.send(said.encode())
        started = time.monotonic()
        assert line.is_ended()
        assert 0.1 < time.monotonic() - started < 3
    assert alive(url)


def test_a_head_sent_a_byte_at_a_time_gets_no_more_time_for_it(url: str) -> None:
    with raw_line(url) as line:
        started = time.monotonic()
        letters = ("GET /v1/health HTTP/1.1\r\nx-long: " + "x" * 400).encode()
        assert pour(line, (letters[n : n + 1] for n in range(len(letters))), pause_s=0.02)
        assert time.monotonic() - started < 4


def test_a_second_head_on_a_kept_connection_is_watched_too(url: str) -> None:
    with raw_line(url) as line:
        line.send(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n")
        assert 200 == line.reply().status
        line.send(b"GET /v1/he")
        started = time.monotonic()
        assert line.is_ended()
        assert time.monotonic() - started < 3


def test_a_connection_that_is_kept_for_later_is_left_in_peace(url: str) -> None:
    with raw_line(url) as line:
        for _ in range(2):
            line.send(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n")
            assert 200 == line.reply().status
            rest(1.0)


@pytest.mark.parametrize("pause_s", [0.02, 5.0])
def test_a_body_that_hardly_comes_ends_the_connection(url: str, pause_s: float) -> None:
    with raw_line(url) as line:
        line.send(b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n{")
        started = time.monotonic()
        line.socket.settimeout(pause_s)
        ended = False
        while not ended and time.monotonic() - started < 4:
            try:
                ended = line.is_ended()
            except TimeoutError:
                line.send(b" ")
        assert ended
        assert time.monotonic() - started < 3
    assert alive(url)


def test_a_body_that_comes_slowly_but_surely_is_read(url: str) -> None:
    with raw_line(url) as line:
        line.send(b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 8000\r\n\r\n")
        for _ in range(16):
            line.send(b" " * 500)
            rest(0.06)
        assert (401, "HQ_SIGNATURE") == refused(line.reply())


@pytest.mark.parametrize(
    "head",
    [
        b"GET /v1/health HTTP/1.1\r\n" + b"x: " + b"a" * 20_000 + b"\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\n" + b"".join(b"x-%d: a\r\n" % n for n in range(3000)),
        b"GET /v1/health HTTP/1.1\r\n" + b"x:\r\n" * 600 + b"\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_a_head_too_large_is_refused(url: str, head: bytes) -> None:
    with raw_line(url) as line:
        line.send(head)
        assert (431, "HQ_TOO_LARGE") == refused(line.reply())
        assert line.is_ended()


def test_requests_sent_ahead_of_an_answer_are_answered_in_their_order(url: str) -> None:
    with raw_line(url) as line:
        paths = (b"/v1/health", b"/no", b"/v1/health", b"/no")
        line.send(b"".join(b"GET %s HTTP/1.1\r\nhost: x\r\n\r\n" % path for path in paths))
        assert [200, 404, 200, 404] == [line.reply().status for _ in paths]


def test_requests_without_an_end_sent_ahead_of_an_answer_are_not_kept(url: str) -> None:
    request = b"GET /%s HTTP/1.1\r\n\r\n" % (b"x" * 14)
    with raw_line(url) as line:
        assert pour(line, itertools.repeat(request * 64, 2_000), pause_s=0.001)
    assert alive(url)


def test_a_head_without_an_end_is_not_kept(url: str) -> None:
    with raw_line(url) as line:
        line.send(b"GET /v1/health HTTP/1.1\r\nx: ")
        assert pour(line, itertools.repeat(b"a" * 8192, 10_000))


@pytest.mark.parametrize(
    "said",
    [
        b"NOT HTTP AT ALL\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\nbad header\r\n\r\n",
        b"GET / HTTP/1.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        b"CONNECT example:443 HTTP/1.1\r\nhost: example\r\n\r\n",
        b"POST /v1/sync HTTP/1.1\r\ncontent-length: x\r\n\r\n",
        b"POST /v1/sync HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_in_the_one_form(url: str, said: bytes) -> None:
    with raw_line(url) as line:
        line.send(said)
        assert (400, "HQ_MALFORMED") == refused(line.reply())
        assert line.is_ended()
    assert alive(url)


def test_a_body_without_an_end_is_refused_and_then_not_read_on(url: str) -> None:
    with raw_line(url) as line:
        line.send(b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        assert pour(line, itertools.repeat(chunk, 20 * BODY_BYTES_MAX // 65536))


def test_large_bodies_that_hardly_come_on_take_a_share_of_memory_and_keep_no_small_one_out(
    hub: Hub,
) -> None:
    settings = EdgeSettings(bodies_bytes_max=200_000, body_free_bytes=1_000)
    head = b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 200000\r\n\r\n"
    with serving(hub, settings) as url, raw_line(url) as one, raw_line(url) as two:
        for line in (one, two):
            line.send(head + b" " * 150_000)
        told = Queue[Reply]()
        for line in (one, two):
            threading.Thread(target=lambda line=line: told.put(line.reply())).start()
        busy = told.get(timeout=10)
        assert (429, "HQ_BUSY") == refused(busy)
        assert 200 == sync(new_till(hub), url).status_code
        for line in (one, two):
            line.send(b" " * 50_000)
        assert (401, "HQ_SIGNATURE") == refused(told.get(timeout=10)), "the other one had room"
        with raw_line(url) as three:
            three.send(head + b" " * 200_000)
            assert (401, "HQ_SIGNATURE") == refused(three.reply()), "and gave it back"


def test_connections_are_bounded(hub: Hub) -> None:
    with serving(hub, EdgeSettings(connections_max=2)) as url, raw_line(url) as one:
        with raw_line(url) as two:
            for line in (one, two):
                line.send(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n")
                assert 200 == line.reply().status
            with raw_line(url) as three:
                assert three.is_ended()
        one.send(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n")
        assert 200 == one.reply().status


def test_a_till_that_asks_too_often_is_told_when_to_come_again_and_another_is_not(
    hub: Hub,
) -> None:
    with serving(hub, EdgeSettings(device_rate=0.5, device_burst=3)) as url:
        till, other = new_till(hub), new_till(hub)
        assert [200] * 3 == [sync(till, url).status_code for _ in range(3)]
        late = sync(till, url)
        assert (429, "HQ_BUSY", "2") == (
            late.status_code, late.json()["code"], late.headers["Retry-After"]
        )  # fmt: skip
        assert 200 == sync(other, url).status_code


def test_who_only_claims_to_be_a_till_takes_nothing_from_its_share(hub: Hub) -> None:
    with serving(hub, EdgeSettings(device_rate=0.01, device_burst=1)) as url:
        till, imposter = new_till(hub), new_till(hub)
        imposter.device = till.device
        assert [401] * 5 == [sync(imposter, url).status_code for _ in range(5)]
        assert 200 == sync(till, url).status_code


def test_the_right_code_is_never_shut_out_by_wrong_ones(hub: Hub, url: str) -> None:
    _, request = enrol_request(new_secret(hub))
    wrong = request.model_copy(update={"secret": "WRONGSECRET"}).model_dump_json(by_alias=True)
    told = [requests.post(f"{url}/v1/enrol", data=wrong, timeout=10) for _ in range(8)]
    assert [403] * 5 + [429] * 3 == [one.status_code for one in told]
    right = request.model_dump_json(by_alias=True)
    assert 200 == requests.post(f"{url}/v1/enrol", data=right, timeout=10).status_code
