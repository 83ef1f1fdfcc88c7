"""A reader who follows a stream sees every commit once, however writers overlap."""

from __future__ import annotations

import threading
from random import Random

from sync.hub import changes, records
from sync.hub.hub import Hub
from sync.hub.records import Change, Key, Stored
from sync.hub.storage import Transaction
from sync.merge import State
from tests.hub_fixtures import ScriptedTill, new_till

WRITERS = 8
COMMITS = 25


def write(tx: Transaction, key: Key, number: int, sleep_s: tuple[float, float]) -> None:
    """Change a record as a push does, with a pause before the counter and one before commit."""
    before = tx.records.lock([key]).get(key, Stored())
    state = State({"name": f"{number}"}, {"name": "0" * 24})
    threading.Event().wait(sleep_s[0])
    after = records.next_rev(key, before, state)
    changes.write(tx, [Change(key, before, after, ("s:0018",))])
    threading.Event().wait(sleep_s[1])


def writer(hub: Hub, name: int, failures: list[BaseException]) -> None:
    random = Random(name)
    try:
        for number in range(COMMITS):
            # Some records are this writer's own and new, some are everybody's.
            shared = random.random() < 0.3
            record = f"all-{random.randrange(3)}" if shared else f"w{name}-{number}"
            key = Key("0018", "customer", record)
            pauses = (random.random() * 0.01, random.random() * 0.01)
            hub.storage.run(
                lambda tx, key=key, number=number, pauses=pauses: write(  # type: ignore[misc]
                    tx, key, number, pauses
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
    with hub.storage.snapshot() as tx:
        head = tx.feeds.heads(["s:0018"])["s:0018"]
        rows = tx.feeds.rows_after("s:0018", 0, WRITERS * COMMITS + 1)
    assert WRITERS * COMMITS + 1 == head.head  # And who works there.
    assert {(row.kind, row.id): row.rev for row in rows} == {
        key: held["rev"] for key, held in reader.rows["s:0018"].items()
    }
