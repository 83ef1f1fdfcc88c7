"""What a till and HQ hold, read in a form that can be compared row by row and op by op."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg

from local_store.record_table import TABLES
from local_store.unit_of_work import UnitOfWork
from sync.merge import State
from sync.protocol import checksum
from sync.protocol.kinds import KINDS

Connection = psycopg.Connection[tuple[Any, ...]]
Records = dict[tuple[str, str], tuple[int, str]]


@contextmanager
def snapshot(dsn: str) -> Iterator[Connection]:
    """Lend a connection whose reads all see HQ at one instant."""
    with psycopg.connect(dsn) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield connection


class Replica(NamedTuple):
    """A stream's content: records by kind and id (revision, content), with count and sum."""

    records: Records
    n: int
    sum: int


class KeptOp(NamedTuple):
    """An op as either side keeps it; `state` in the till's words."""

    n: int
    group: str
    kind: str
    entity: str
    hash: bytes
    state: str


@dataclass(frozen=True, slots=True)
class TillHoldings:
    """Everything of a till that HQ must agree with. `broken` is the first op that does not fit
    the chain.
    """

    device: str
    ops: tuple[KeptOp, ...]
    streams: dict[str, Replica]
    broken: int | None
    mismatched: tuple[str, ...]


def of_till(uow: UnitOfWork) -> TillHoldings:
    """Return what a till holds. Raise AssertionError when it contradicts itself."""
    identity = uow.sync.identity()
    assert identity is not None
    return TillHoldings(
        identity.device,
        ops_of_till(uow),
        {stream: _stream_of_till(uow, stream) for stream in identity.streams},
        uow.sync.first_broken_op(),
        tuple(sorted(uow.sync.mismatch)),
    )


def ops_of_till(uow: UnitOfWork) -> tuple[KeptOp, ...]:
    """Return the outbox."""
    rows: Any = uow._db.execute("SELECT n, g, kind, entity, hash, state FROM outbox ORDER BY n")
    taken = {"durable": "acked"}
    return tuple(
        KeptOp(n, group, kind, one, bytes(digest), taken.get(state, state))
        for n, group, kind, one, digest, state in rows
    )


def _stream_of_till(uow: UnitOfWork, stream: str) -> Replica:
    """Return HQ's copies of a stream's records: what shows, or what lies under open work."""
    shadows = {
        (kind, one): (rev, _text(State(json.loads(body), json.loads(clocks))))
        for kind, one, rev, body, clocks in uow._db.execute(
            "SELECT kind, id, rev, body, clocks FROM shadow"
        )
    }
    records: Records = {}
    where = "g" if stream == "g" else "store"
    for name, table in TABLES.items():
        if KINDS[name].stream != where:
            continue
        for (one,) in uow._db.execute(f"SELECT id FROM {name}").fetchall():
            row = table.get(uow._db, one)
            assert row is not None
            if row.rev:
                shown = (row.rev, _text(row.state))
                records[name, one] = shadows.get((name, one), shown)
    cursor = uow.sync.cursors()[stream]
    assert (cursor.n, cursor.sum) == uow.sync.recount(stream), f"{stream}: cursor and rows differ"
    return Replica(records, cursor.n, cursor.sum)


def of_hq(connection: Connection, stream: str) -> Replica:
    """Return what HQ holds of a stream."""
    head = connection.execute(
        "SELECT n, sum FROM stream_head WHERE stream = %s", (stream,)
    ).fetchone()
    rows = connection.execute(
        "SELECT f.kind, f.id, r.rev, r.body, r.clocks FROM feed AS f JOIN record AS r"
        " USING (owner, kind, id) WHERE f.stream = %s AND f.op = 'P'",
        (stream,),
    ).fetchall()
    n, total = head or (0, 0)
    return Replica(
        {(kind, one): (rev, _text(State(body, clocks))) for kind, one, rev, body, clocks in rows},
        int(n),
        int(total),
    )


def ops_of_hq(connection: Connection, device: str) -> tuple[KeptOp, ...]:
    """Return what HQ's log has of a device."""
    rows: list[Any] = connection.execute(
        "SELECT n, g, kind, entity, hash, verdict FROM op_log WHERE device = %s ORDER BY n",
        (device,),
    ).fetchall()
    taken: dict[str, str] = {"applied": "acked", "merged": "acked"}
    return tuple(
        KeptOp(int(n), group, kind, one, bytes(digest), taken.get(state, state))
        for n, group, kind, one, digest, state in rows
    )


def check_hq(connection: Connection) -> None:
    """Raise AssertionError when HQ contradicts itself: numbers of the feed taken twice or beyond
    the head, count or sum that the records do not have, ops missing from a device's chain or taken
    twice, or a fact that took effect twice.
    """
    recounted = {
        stream: (int(n), int(total) % checksum.MODULUS, int(last), int(numbers))
        for stream, n, total, last, numbers in connection.execute(
            "SELECT f.stream, count(*) FILTER (WHERE f.op = 'P'),"
            " coalesce(sum(r.h64) FILTER (WHERE f.op = 'P'), 0), max(f.seq), count(DISTINCT f.seq)"
            " = count(*) FROM feed AS f LEFT JOIN record AS r USING (owner, kind, id)"
            " GROUP BY f.stream"
        ).fetchall()
    }
    for stream, head, n, total in connection.execute(
        "SELECT stream, head, n, sum FROM stream_head"
    ).fetchall():
        held = recounted.get(stream, (0, 0, 0, 1))
        assert (int(n), int(total)) == held[:2], f"{stream}: sum differs"
        assert held[3], f"{stream}: a number was given twice"
        assert held[2] <= int(head), f"{stream}: a number beyond the head"
    for device, least, most, count in connection.execute(
        "SELECT device, min(n), max(n), count(*) FROM op_log GROUP BY store, device, inc"
    ).fetchall():
        assert (1, int(count)) == (int(least), int(most)), f"{device}: ops are missing"
    doubles = connection.execute(
        "SELECT g FROM op_log GROUP BY device, g HAVING count(DISTINCT recv_at) > 1"
    ).fetchall()
    assert [] == doubles, "a group arrived twice"
    twice = connection.execute(
        "SELECT id FROM record WHERE kind = 'observation' AND rev <> 1"
    ).fetchall()
    assert [] == twice, "a fact took effect twice"


def last_n_at_hq(connection: Connection, device: str) -> int:
    """Return the number of the last op that HQ has of a device."""
    row = connection.execute(
        "SELECT coalesce(max(n), 0) FROM op_log WHERE device = %s", (device,)
    ).fetchone()
    return int(row[0]) if row else 0


def check_agreement(till: TillHoldings, connection: Connection) -> None:
    """Raise AssertionError unless every op of a till is at HQ exactly once, with the verdict the
    till knows, and its streams are what HQ has, row by row and in count and sum.
    """
    assert till.broken is None, "the chain is broken"
    assert () == till.mismatched
    assert list(range(1, len(till.ops) + 1)) == [op.n for op in till.ops]
    assert till.ops == ops_of_hq(connection, till.device), "ops of till and HQ differ"
    for stream, held in till.streams.items():
        theirs = of_hq(connection, stream)
        if theirs != held:
            wrong = {
                key
                for key in theirs.records.keys() | held.records.keys()
                if theirs.records.get(key) != held.records.get(key)
            }
            raise AssertionError(
                f"{stream} differs: {sorted(wrong)[:3]}, n {theirs.n} and {held.n}"
            )
        total = sum(_h64(key, one) for key, one in held.records.items()) % checksum.MODULUS
        assert (held.n, held.sum) == (len(held.records), total), f"{stream}: sum of rows differs"


def _h64(key: tuple[str, str], record: tuple[int, str]) -> int:
    body, clocks = json.loads(record[1])
    return checksum.h64(*key, record[0], body, clocks)


def _text(state: State) -> str:
    return json.dumps([state.body, state.clocks], sort_keys=True, ensure_ascii=False)
