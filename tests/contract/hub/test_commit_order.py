"""A reader who follows a stream sees every commit once, however writers overlap; and one who
follows a serial column, in the same race, does not. About PostgreSQL itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from sync.hub import changes, records
from sync.hub.hub import Hub
from sync.hub.postgres.sql import Connection
from sync.hub.postgres.storage import PostgresStorage
from sync.hub.records import Change, Key, Stored
from sync.hub.storage import Transaction
from sync.merge import State
from tests.hub_fixtures import FakeTime, hub_on, new_till, rest

WRITERS = 64
COMMITS = 8
PAGE = 7
STREAM = "s:0018"


class Pauses(NamedTuple):
    """How long a writer rests inside its transaction, before and after it numbers its change."""

    before_s: float
    after_s: float


SLOW = Pauses(0.0, 2.0)


@dataclass(slots=True)
class Race:
    """Many writers and one follower. `write` commits one change and returns its name; `follow`
    reads a page and returns the numbers and names on it, and whether it is the last.
    """

    write: Callable[[str, Pauses], None]
    follow: Callable[[], tuple[list[tuple[int, str]], bool]]
    written: list[str] = field(default_factory=list)
    seen: list[tuple[int, str]] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def run(self) -> None:
        writers = [threading.Thread(target=self._writer, args=(name,)) for name in range(WRITERS)]
        for thread in writers:
            thread.start()
        while True:
            last_round = not any(thread.is_alive() for thread in writers)
            page, done = self.follow()
            self.seen += page
            if last_round and done:
                break
        for thread in writers:
            thread.join()
        assert [] == self.failures

    def _writer(self, name: int) -> None:
        random = Random(name)
        try:
            for number in range(COMMITS):
                # Some records are this writer's own and new, some are everybody's.
                shared = random.random() < 0.3
                record = f"all-{random.randrange(9)}" if shared else f"w{name}-{number}"
                pauses = Pauses(random.random() * 0.04, random.random() * 0.008)
                # One is slow enough for the follower to come past, however busy the machine is.
                self.write(record, SLOW if (name, number) == (0, 0) else pauses)
                self.written.append(record)
        except BaseException as error:
            self.failures.append(error)
            raise


@pytest.fixture
def wide_hub(
    hub_dsn: str, fake_time: FakeTime, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hub]:
    """A hub whose database all writers may use at once."""
    storage = PostgresStorage(hub_dsn, connections_max=WRITERS + 2)
    yield hub_on(storage, fake_time, tmp_path_factory.mktemp("hub"))
    storage.close()


def test_a_follower_of_64_overlapping_writers_misses_and_repeats_nothing(wide_hub: Hub) -> None:
    reader = new_till(wide_hub)
    reader.read_all()

    def change(tx: Transaction, record: str, pauses: Pauses) -> None:
        key = Key("0018", "customer", record)
        before = tx.records.lock([key]).get(key, Stored())
        rest(pauses.before_s)
        after = records.next_rev(key, before, State({"name": record}, {"name": "0" * 24}))
        changes.write(tx, [Change(key, before, after, (STREAM,))])
        rest(pauses.after_s)

    def follow() -> tuple[list[tuple[int, str]], bool]:
        pages = [page for page in reader.sync(rows=PAGE).pages if page.s == STREAM]
        assert all(reader.recount(STREAM) == reader.marks[STREAM] for page in pages if page.ck)
        rows = [(row.seq, row.id) for page in pages for row in page.rows]
        return rows, all(page.done for page in pages)

    race = Race(
        lambda record, pauses: wide_hub.storage.run(lambda tx: change(tx, record, pauses)), follow
    )
    race.run()
    numbers = [seq for seq, _ in race.seen]
    assert sorted(set(numbers)) == numbers
    with wide_hub.storage.snapshot() as tx:
        head = tx.feeds.heads([STREAM])[STREAM]
        rows = tx.feeds.rows_after(STREAM, 1, WRITERS * COMMITS)
    assert WRITERS * COMMITS + 1 == head.head, "one number for each commit, without a gap"
    assert {row.id: row.rev for row in rows} == {
        record: row["rev"] for (_, record), row in reader.records(STREAM).items()
    }
    assert set(race.written) == {record for _, record in race.seen}


def test_in_the_same_race_a_follower_of_a_serial_column_misses_some(hub_dsn: str) -> None:
    with psycopg.connect(hub_dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE serial_feed (seq bigserial PRIMARY KEY, id text)")
    cursor = 0
    with pool_of(hub_dsn) as pool:

        def write(record: str, pauses: Pauses) -> None:
            with pool.connection() as connection, connection.transaction():
                rest(pauses.before_s)
                connection.execute("INSERT INTO serial_feed (id) VALUES (%s)", (record,))
                rest(pauses.after_s)

        def follow() -> tuple[list[tuple[int, str]], bool]:
            nonlocal cursor
            with pool.connection() as connection:
                rows = connection.execute(
                    "SELECT seq, id FROM serial_feed WHERE seq > %s ORDER BY seq LIMIT %s",
                    (cursor, PAGE),
                ).fetchall()
            cursor = rows[-1][0] if rows else cursor
            return [(seq, record) for seq, record in rows], len(rows) < PAGE

        race = Race(write, follow)
        race.run()
    assert WRITERS * COMMITS == len(race.written)
    assert len(race.seen) < len(race.written), "the race would not have told"


@contextmanager
def pool_of(dsn: str) -> Iterator[ConnectionPool[Connection]]:
    with ConnectionPool(dsn, min_size=1, max_size=WRITERS + 2, timeout=30) as pool:
        yield pool
