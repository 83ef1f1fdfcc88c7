"""Several processes on one socket: nothing is lost or doubled while they die and are replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import pytest
import requests

from sync.hub.hub import Hub
from sync.hub.keys import open_keys
from sync.hub.outside import Outside
from sync.hub.postgres.storage import PostgresStorage
from tests.hub_fixtures import ACTOR, STAFF, STORE, ScriptedTill, load_lines, rest, settled_till
from tests.integration.hub.line import get, sync
from tests.integration.hub.test_process import data, hub, running, serving

__all__ = ["data"]


def children(pid: int) -> list[int]:
    """Return the ids of the workers of this parent."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in text.split() if b"worker_process" in _line(int(one))]


def _line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def gone(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        rest(0.01)


@pytest.fixture
def beside(hub_dsn: str, tmp_path: Path) -> Iterator[Hub]:
    """A hub object on the same database, for making tills and looking at what became of it."""
    storage = PostgresStorage(hub_dsn, connections_max=2)
    outside = Outside(lambda: time.time_ns() // 1_000_000, Random(3).randbytes)
    made = Hub(storage, open_keys(tmp_path / "keys", outside.random_bytes), outside)
    storage.run(lambda tx: tx.stores.keep(STORE))
    load_lines(made, {"k": "staff", "id": ACTOR, "b": STAFF, "stores": [STORE.id]})
    yield made
    storage.close()


@contextmanager
def two_workers(tmp_path: Path, dsn: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with serving(tmp_path, "--workers", "2", "--dsn", dsn) as served:
        yield served


def tills_of(beside: Hub, count: int) -> list[ScriptedTill]:
    return [settled_till(beside) for _ in range(count)]


@dataclass(slots=True)
class Busy:
    """A till that pushes one change after the other, and asks again until each is acknowledged."""

    till: ScriptedTill
    url: str
    acked: int = 0
    again: int = 0
    wrong: list[str] = field(default_factory=list)

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            record = f"{self.till.device}-{self.till.n}"
            push = self.till.save(("customer", record, {"set": {"name": "测试"}}))
            request = self.till.request(push)
            while not self._sent(request) and not stop.is_set():
                self.again += 1
                rest(0.01)

    def _sent(self, request: object) -> bool:
        try:
            response = sync(self.till, self.url, request)  # type: ignore[arg-type]
        except requests.RequestException:
            return False
        if response.status_code != 200:
            self.wrong.append(response.text)
            return False
        self.acked = int(response.json()["ack"]["n"])
        return True


@contextmanager
def load(tills: list[ScriptedTill], url: str) -> Iterator[list[Busy]]:
    """Keep the hub busy."""
    stop = threading.Event()
    busy = [Busy(till, url) for till in tills]
    threads = [threading.Thread(target=one.run, args=(stop,), name="busy") for one in busy]
    for thread in threads:
        thread.start()
    try:
        yield busy
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def get_on(busy: list[Busy]) -> None:
    """Wait until every till got on by some changes."""
    reached = [one.acked for one in busy]
    until(lambda: all(one.acked > at + 3 for one, at in zip(busy, reached, strict=True)))


def settled(busy: list[Busy]) -> None:
    """Every op that was made is at HQ exactly once, and its streams add up."""
    for one in busy:
        till = one.till
        assert one.acked in (till.n, till.n - 1)
        till.read_all()
        mine = [key for key in till.rows["s:0018"] if key[1].startswith(till.device)]
        assert one.acked <= len(mine) <= till.n
        assert till.recount("s:0018") == till.marks["s:0018"]
        assert {1} == {row["rev"] for row in till.rows["s:0018"].values()}


def test_two_workers_serve_one_address_and_end_cleanly_with_their_parent(data: Path) -> None:
    with serving(data, "--workers", "2") as (process, url):
        workers = children(process.pid)
        assert 2 == len(workers)
        assert all(requests.get(f"{url}/v1/health", timeout=10).ok for _ in range(10))
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(timeout=30)
        assert all(gone(pid) for pid in workers)
    assert not running(data)


def test_workers_whose_parent_was_killed_end_by_themselves(data: Path) -> None:
    with serving(data, "--workers", "2") as (process, _):
        workers = children(process.pid)
        process.kill()
        process.wait(timeout=10)
        until(lambda: all(gone(pid) for pid in workers))
    until(lambda: not running(data))


def test_a_worker_killed_under_load_loses_nothing_doubles_nothing_and_is_replaced(
    beside: Hub, hub_dsn: str, tmp_path: Path
) -> None:
    tills = tills_of(beside, 4)
    with two_workers(tmp_path, hub_dsn) as (process, url):
        with load(tills, url) as busy:
            for _ in range(2):
                until(lambda: all(one.acked for one in busy))
                before = children(process.pid)
                os.kill(before[0], signal.SIGKILL)
                until(partial(_replaced, process, before[0]))
                get_on(busy)
        assert [] == [text for one in busy for text in one.wrong]
        settled(busy)


def test_a_rolling_restart_replaces_every_worker_and_refuses_nobody(
    beside: Hub, hub_dsn: str, tmp_path: Path
) -> None:
    tills = tills_of(beside, 3)
    with two_workers(tmp_path, hub_dsn) as (process, url):
        with load(tills, url) as busy:
            until(lambda: all(one.acked for one in busy))
            before = set(children(process.pid))
            process.send_signal(signal.SIGHUP)
            until(lambda: not before & set(children(process.pid)) and _steady(process), 40)
            get_on(busy)
        assert [] == [text for one in busy for text in one.wrong]
        settled(busy)
        assert process.poll() is None


def _replaced(process: subprocess.Popen[str], killed: int) -> bool:
    return killed not in children(process.pid) and _steady(process)


def _steady(process: subprocess.Popen[str]) -> bool:
    return len(children(process.pid)) == 2


def test_a_push_taken_by_one_worker_wakes_a_till_parked_at_the_other(
    beside: Hub, hub_dsn: str, tmp_path: Path
) -> None:
    *parked, writer = tills_of(beside, 9)
    with two_workers(tmp_path, hub_dsn) as (_, url):
        found: list[tuple[bool, float]] = []

        def wait(till: ScriptedTill) -> None:
            query = "&".join(f"s={s}&after={after}" for s, after in till.cursors.items())
            answer = get(till, f"{url}/v1/wait?{query}").json()
            found.append((answer["changed"], time.monotonic()))

        threads = [threading.Thread(target=wait, args=(till,), name="wait") for till in parked]
        for thread in threads:
            thread.start()
        rest(1.5)
        assert [] == found
        started = time.monotonic()
        push = writer.save(("customer", "c-1", {"set": {"name": "测试"}}))
        assert 200 == sync(writer, url, writer.request(push)).status_code
        for thread in threads:
            thread.join()
    assert [True] * len(parked) == [changed for changed, _ in found]
    assert max(at for _, at in found) - started < 3


def test_no_workers_are_too_few(tmp_path: Path) -> None:
    done = hub("serve", tmp_path, "--workers", "0")
    assert (1, "guitai-hub: --workers needs 1 or more\n") == (done.code, done.err)
