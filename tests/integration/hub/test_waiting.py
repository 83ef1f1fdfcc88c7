"""Parked requests: told at once when something is there, and otherwise in nobody's way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import Queue

import psycopg
import pytest
import requests

from sync.hub.app import HubApp, create_app
from sync.hub.bell import PARKED_PER_DEVICE
from sync.hub.config import EdgeSettings
from sync.hub.hub import Hub
from sync.hub.postgres.chime import Chime
from sync.hub.postgres.storage import PostgresStorage
from sync.hub.serving import Address, HubServer
from tests.hub_fixtures import OTHER_STORE, ScriptedTill, load_lines, rest, settled_till
from tests.integration.hub.line import get, raw_line, signed_headers

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})


class Served:
    """A hub over HTTP, and how many requests are parked at it."""

    def __init__(self, hub: Hub, **settings: object) -> None:
        values = {"wait_s": (20, 20), **settings}
        self.app: HubApp = create_app(hub, EdgeSettings(**values))  # type: ignore[arg-type]
        ready: Queue[str] = Queue()
        self.server = HubServer(self.app, Address(), on_ready=lambda url, _: ready.put(url))
        self.thread = threading.Thread(target=self.server.run, name="test-hub")
        self.thread.start()
        self.url = ready.get(timeout=10)
        self.pool = ThreadPoolExecutor(8)

    def close(self) -> None:
        self.server.stop()
        self.thread.join()
        self.pool.shutdown()

    def wait_url(self, till: ScriptedTill) -> str:
        query = "&".join(f"s={s}&after={after}" for s, after in till.cursors.items())
        return f"{self.url}/v1/wait?{query}"

    def park(self, till: ScriptedTill) -> Future[requests.Response]:
        """Send a wait and return once it is parked."""
        count = self.app.bell.parked
        future = self.pool.submit(get, till, self.wait_url(till))
        until(lambda: self.app.bell.parked > count or future.done())
        rest(0.02)  # It takes its place first and reads the heads then.
        return future


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        rest(0.002)


@contextmanager
def serving(hub: Hub, **settings: object) -> Iterator[Served]:
    served = Served(hub, **settings)
    try:
        yield served
    finally:
        served.close()


@pytest.fixture
def served(hub: Hub) -> Iterator[Served]:
    with serving(hub) as made:
        yield made


def changed(future: Future[requests.Response], *, within_s: float = 5.0) -> bool:
    response = future.result(timeout=within_s)
    assert (200, "1") == (response.status_code, response.headers["Guitai"]), response.text
    answer: dict[str, bool] = response.json()
    assert {"changed"} == answer.keys()
    return answer["changed"]


def test_what_is_there_already_is_told_at_once(hub: Hub, served: Served) -> None:
    till, other = settled_till(hub), settled_till(hub)
    other.sync(other.save(CUSTOMER))
    assert changed(served.pool.submit(get, till, served.wait_url(till)))


def test_a_push_of_one_till_wakes_the_other_and_not_the_next_store(
    hub: Hub, served: Served
) -> None:
    till, other, elsewhere = settled_till(hub), settled_till(hub), settled_till(hub, OTHER_STORE.id)
    near, far = served.park(till), served.park(elsewhere)
    started = time.monotonic()
    other.sync(other.save(CUSTOMER))
    assert changed(near)
    assert time.monotonic() - started < 2
    assert not far.done()
    assert 1 == served.app.bell.parked


def test_a_push_leaves_its_tills_own_wait_be_as_its_answer_tells_all(
    hub: Hub, served: Served
) -> None:
    till, other = settled_till(hub), settled_till(hub)
    own, others = served.park(till), served.park(other)
    till.sync(till.save(CUSTOMER))
    assert changed(others)
    rest(0.05)
    assert not own.done()
    other.sync(other.save(("customer", "c-2", {"set": {"name": "测试乙"}})))
    assert changed(own)


def test_a_push_whose_answer_tells_not_of_every_stream_wakes_its_tills_own_wait(
    hub: Hub, served: Served
) -> None:
    till = settled_till(hub)
    own = served.park(till)
    del till.cursors["g"]
    till.sync(till.save(CUSTOMER))
    assert changed(own)


def test_what_hq_loads_wakes_every_store(hub: Hub, served: Served) -> None:
    parked = [served.park(settled_till(hub)), served.park(settled_till(hub, OTHER_STORE.id))]
    rule = {
        "version": 1, "status": "live", "ring": "all", "valid_from": "2026-01-01",
        "content": {"type": "followup", "cycle_days": 30},
    }  # fmt: skip
    line = {"k": "rule", "id": "r-1", "b": rule}
    assert {"rule": 1} == load_lines(hub, line).changed
    assert [True, True] == [changed(one) for one in parked]


def test_a_till_that_waits_again_and_again_holds_few_places(hub: Hub, served: Served) -> None:
    till = settled_till(hub)
    waits = [served.pool.submit(get, till, served.wait_url(till)) for _ in range(6)]
    until(lambda: sum(one.done() for one in waits) == 6 - PARKED_PER_DEVICE)
    assert PARKED_PER_DEVICE == served.app.bell.parked
    assert not any(changed(one) for one in waits if one.done())


def test_a_wait_that_nobody_waits_for_any_more_gives_up_its_place(hub: Hub, served: Served) -> None:
    till = settled_till(hub)
    url = served.wait_url(till)
    headers = signed_headers(till, "GET", url, b"")
    with raw_line(url) as line:
        target = url.removeprefix(served.url)
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        line.send(f"GET {target} HTTP/1.1\r\nhost: x\r\n{head}\r\n".encode())
        until(lambda: served.app.bell.parked == 1)
    until(lambda: served.app.bell.parked == 0)


def test_parked_requests_hold_no_connection_to_the_database(hub: Hub, hub_dsn: str) -> None:
    tills = [settled_till(hub) for _ in range(12)]
    with serving(hub, threads=2, threads_for_pushes=1) as served:
        served.pool = ThreadPoolExecutor(16)
        parked = [served.park(till) for till in tills]
        assert 12 == served.app.bell.parked
        with psycopg.connect(hub_dsn, autocommit=True) as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND state <> 'idle' AND pid <> pg_backend_pid()"
            ).fetchone()
            assert (0,) == row
        assert 200 == get(tills[0], f"{served.url}/v1/health").status_code
        other = settled_till(hub)
        other.sync(other.save(CUSTOMER))
        assert [True] * 12 == [changed(one) for one in parked]


def test_a_hub_that_ends_sends_parked_requests_away_at_once(hub: Hub) -> None:
    served = Served(hub)
    parked = served.park(settled_till(hub))
    started = time.monotonic()
    served.close()
    assert time.monotonic() - started < 2
    assert not changed(parked)


def test_the_time_a_request_is_parked_is_bounded(hub: Hub) -> None:
    with serving(hub, wait_s=(0, 0)) as served:
        till = settled_till(hub)
        assert not changed(served.pool.submit(get, till, served.wait_url(till)))
        assert 0 == served.app.bell.parked


def test_when_all_places_are_taken_one_is_told_to_come_later(hub: Hub) -> None:
    with serving(hub, waits_max=1) as served:
        served.park(settled_till(hub))
        till = settled_till(hub)
        refused = get(till, served.wait_url(till))
        assert (429, "HQ_BUSY") == (refused.status_code, refused.json()["code"])
        assert "60" == refused.headers["Retry-After"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("s=g", 422),
        ("after=1", 422),
        ("s=g&after=-1", 422),
        ("s=g&after=x", 422),
        ("s=g&after=1&s=g&after=2", 422),
        ("s=g&after=1&x=1", 422),
        (f"s=g&after={2**53}", 422),
        ("s=%FF&after=1", 422),
        ("s=s:0022&after=1", 403),
        ("s=nothing&after=1", 403),
    ],
)
def test_a_wait_out_of_form_or_for_what_is_not_the_tills_is_refused(
    hub: Hub, served: Served, query: str, status: int
) -> None:
    assert status == get(settled_till(hub), f"{served.url}/v1/wait?{query}").status_code


def test_a_wait_is_signed(hub: Hub, served: Served) -> None:
    url = served.wait_url(settled_till(hub))
    assert 401 == requests.get(url, timeout=10).status_code


def test_what_another_process_commits_rings_here(hub: Hub, hub_dsn: str, served: Served) -> None:
    till, other = settled_till(hub), settled_till(hub)
    here = Chime(hub_dsn, served.app.bell)
    here.start()
    elsewhere = PostgresStorage(hub_dsn)
    elsewhere.on_moved = elsewhere.tell_others
    hub.storage.on_moved = here.ring
    try:
        parked = served.park(till)
        other.hub = Hub(elsewhere, hub.keys, hub.outside, hub.settings)
        until(lambda: _listens(hub_dsn))
        other.sync(other.save(CUSTOMER))
        assert changed(parked)
    finally:
        here.stop()
        elsewhere.close()


def _listens(dsn: str) -> bool:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            " AND datname = current_database()"
        ).fetchone()
    return row is not None and row[0] > 0


@pytest.mark.expected_logs("bell between processes stopped")
def test_a_bell_whose_connection_breaks_comes_back_and_rings_for_what_it_may_have_missed(
    hub: Hub, hub_dsn: str, served: Served
) -> None:
    chime = Chime(hub_dsn, served.app.bell)
    chime.start()
    try:
        until(lambda: _listens(hub_dsn))
        parked = served.park(settled_till(hub))
        with psycopg.connect(hub_dsn, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
        assert changed(parked)
    finally:
        chime.stop()


def test_hqs_word_on_counted_work_rings_too(hub: Hub, served: Served) -> None:
    till = settled_till(hub)
    task = {
        "rule": "r-1", "rule_version": 1, "customer": "c-1", "anchor": "a-1",
        "due_on": "2026-11-21",
    }  # fmt: skip
    closed = {
        "task": "t-1", "customer": "c-1", "code": "refused", "by": "staff-1",
        "at": hub.outside.now_ms(),
    }  # fmt: skip
    till.sync(
        till.save(CUSTOMER, ("task", "t-1", {"set": task}), ("outcome", "x", {"fact": closed}))
    )
    till.read_all()
    parked = served.park(till)
    assert 1 == hub.judge_work()
    assert changed(parked)
