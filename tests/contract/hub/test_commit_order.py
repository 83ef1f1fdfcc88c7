"""A reader who follows a stream sees every commit once, however writers overlap."""

from __future__ import annotations

import threading
from random import Random

from sync.hub import records
from sync.hub.database import Cursor
from sync.hub.hub import Hub
from sync.hub.records import Change, Key, Stored
from sync.merge import State
from tests.hub_fixtures import ScriptedTill, new_till

WRITERS = 8
COMMITS = 25


def write(cursor: Cursor, key: Key, number: int, sleep_s: tuple[float, float]) -> None:
    """Change a record as a push does, with a pause before the counter and one before commit."""
    before = records.lock(cursor, [key]).get(key, Stored())
    state = State({"name": f"{number}"}, {"name": "0" * 24})
    cursor.execute("SELECT pg_sleep(%s)", (sleep_s[0],))
    after = records.next_rev(key, before, state)
    records.write(cursor, [Change(key, before, after, ("s:0018",))])
    cursor.execute("SELECT pg_sleep(%s)", (sleep_s[1],))


def writer(hub: Hub, name: int, failures: list[BaseException]) -> None:
    random = Random(name)
    try:
        for number in range(COMMITS):
            # Some records are this writer's own and new, some are everybody's.
            shared = random.random() < 0.3
            record = f"all-{random.randrange(3)}" if shared else f"w{name}-{number}"
            key = Key("0018", "customer", record)
            pauses = (random.random() * 0.01, random.random() * 0.01)
            hub.database.run(
                lambda cursor, key=key, number=number, pauses=pauses: write(  # type: ignore[misc]
                    cursor, key, number, pauses
                )
            )
    except BaseException as error:
        failures.append(error)
        raise


def follow(till: ScriptedTill, writers: list[threading.Thread]) -> list[int]:
    """Read until the writers are done; return every number in the order it was read."""
    seen: list[int] = []
    while True:
        last_round = not any(thread.is_alive() for thread in writers)
        answer = till.sync(rows=7)
        page = answer.pages[1]
        seen += [row.seq for row in page.rows]
        if page.ck:
            assert till.recount("s:0018") == till.marks["s:0018"]
        if last_round and page.done:
            return seen


def test_a_follower_of_eight_overlapping_writers_misses_and_repeats_nothing(hub: Hub) -> None:
    failures: list[BaseException] = []
    writers = [
        threading.Thread(target=writer, args=(hub, name, failures)) for name in range(WRITERS)
    ]
    reader = new_till(hub)
    for thread in writers:
        thread.start()
    seen = follow(reader, writers)
    for thread in writers:
        thread.join()
    assert [] == failures
    assert sorted(set(seen)) == seen
    with hub.database.snapshot() as cursor:
        row = cursor.execute("SELECT head FROM stream_head WHERE stream = 's:0018'").fetchone()
        cursor.execute("SELECT kind, id, rev FROM record")
        stored = {(kind, record): rev for kind, record, rev in cursor}
    assert (WRITERS * COMMITS,) == row
    assert stored == {key: held["rev"] for key, held in reader.rows["s:0018"].items()}
