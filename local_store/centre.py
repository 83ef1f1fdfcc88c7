"""What the sync centre shows, read from the tables: every number is a count of what is there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from local_store.boot import Boot
from local_store.connection import Connection
from local_store.cursors import Cursor, kinds_of
from local_store.lineage import Part
from local_store.op_row import COLUMNS, OpRow, OpState
from local_store.parked import LET_GO
from local_store.resolving import REFUSED_DECISIONS, refusals
from sync import hlc
from sync.protocol import chain
from terminal.domain.sync_centre import GroupEntry, Loading, ParkedEntry, StreamState


class Centre:
    """Reads for the sync centre."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def streams(self, cursors: Collection[Cursor]) -> tuple[StreamState, ...]:
        """Return how each stream stands."""
        parked = dict(
            self._db.execute(
                "SELECT stream, count(*) FROM inbound WHERE code <> ? GROUP BY stream", (LET_GO,)
            ).fetchall()
        )
        return tuple(
            StreamState(
                stream=one.stream,
                records=one.n,
                seq=one.after,
                is_complete=one.complete,
                consistent_at=moment(one.consistent_at),
                mismatch_at=moment(one.mismatch_at),
                is_repair_due=one.repair_due,
                parked=parked.get(one.stream, 0),
            )
            for one in cursors
        )

    def loading(self) -> tuple[Loading, ...]:
        """Return the streams that are being loaded from snapshots."""
        boot = Boot(self._db)
        return tuple(
            Loading(
                stream=one.stream,
                rows=boot.rows_put(one.stream),
                rows_total=one.n,
                by_kind=tuple((kind, self._count(kind)) for kind in kinds_of(one.stream)),
                since=moment(one.begun_at),
            )
            for one in boot.all()
        )

    def groups(self, state: str, limit: int) -> tuple[GroupEntry, ...]:
        """Return the oldest groups in a state; left out is what does not count (see `Outbox`)."""
        refused = refusals(self._db)
        rows = self._db.execute(
            "SELECT g, n, hlc, actor, code, tries, kind, entity FROM outbox"
            " WHERE state = ? AND closed = 0 AND g IN (SELECT g FROM outbox WHERE state = ?"
            f" AND closed = 0 AND g NOT IN (SELECT r.g {REFUSED_DECISIONS})"
            " GROUP BY g ORDER BY min(n) LIMIT ? + 0) ORDER BY n",
            (state, state, limit),
        )
        return tuple(
            _entry(state, list(ops), refused.get(group))
            for group, ops in groupby(rows, key=lambda row: row[0])
        )

    def parked(self, limit: int) -> tuple[ParkedEntry, ...]:
        """Return rows that this build cannot apply."""
        rows = self._db.execute(
            "SELECT stream, kind, id, code FROM inbound WHERE code <> ?"
            " ORDER BY stream, seq, kind, id LIMIT ? + 0",
            (LET_GO, limit),
        )
        return tuple(ParkedEntry(*row) for row in rows)

    def parked_total(self) -> int:
        """Return how many there are."""
        return self._number(f"SELECT count(*) FROM inbound WHERE code <> '{LET_GO}'")

    def ops(self) -> tuple[int, int, int, int]:
        """Return how many ops were made, are at HQ, are in a verified backup, have no body."""
        by_state = dict(
            self._db.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()
        )
        made = sum(by_state.values())
        whole = self._number("SELECT count(*) FROM outbox WHERE body IS NOT NULL")
        pending = by_state.get(OpState.PENDING, 0)
        return made, made - pending, by_state.get(OpState.DURABLE, 0), made - whole

    def decided(self) -> frozenset[str]:
        """Return the refused groups about which somebody at this till decided, whether HQ knows of
        it yet or not. A decision that HQ refused does not count.
        """
        rows = self._db.execute(
            'SELECT DISTINCT "group" FROM resolution WHERE id NOT IN'
            " (SELECT entity FROM outbox WHERE kind = 'resolution' AND state = 'quarantined')"
        )
        return frozenset(group for (group,) in rows)

    def refused_decisions(self) -> frozenset[str]:
        """Return the groups of decisions that HQ refused, about groups that are still open."""
        rows = self._db.execute(f"SELECT DISTINCT r.g {REFUSED_DECISIONS}")
        return frozenset(group for (group,) in rows)

    def export(self, states: Collection[str], parts: Sequence[Part]) -> Iterator[dict[str, Any]]:
        """Yield every group in one of these states whole, as JSON (see `sync.protocol.unsent`),
        with what proves the chain, whose `parts` these are.
        """
        for (group,) in self._db.execute(
            "SELECT g FROM outbox WHERE closed = 0 AND state IN (SELECT value FROM json_each(?))"
            " GROUP BY g ORDER BY min(n)",
            (json.dumps([str(one) for one in states]),),
        ).fetchall():
            rows = self._db.execute(
                f"SELECT state, code, tries, {COLUMNS} FROM outbox WHERE g = ? ORDER BY n",
                (group,),
            ).fetchall()
            state, code, tries, first = rows[0][:4]
            part = max((one for one in parts if one.start <= first), key=lambda one: one.start)
            yield {
                "device": part.device,
                "inc": part.inc,
                "group": group,
                "state": state,
                "code": code,
                "tries": tries,
                "ops": [_exported(OpRow(*row[3:])) for row in rows],
            }

    def _count(self, kind: str) -> int:
        return self._number(f"SELECT count(*) FROM {kind}")

    def _number(self, sql: str) -> int:
        return int(self._db.execute(sql).fetchone()[0])


def moment(ms: int | None) -> datetime | None:
    """Return an instant (UTC) from milliseconds."""
    return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)


def _entry(state: str, rows: list[Any], decision: str | None) -> GroupEntry:
    group, n, stamp, actor, code, tries = rows[0][:6]
    return GroupEntry(
        n=n,
        group=group,
        at=datetime.fromtimestamp(hlc.parse(stamp).ms / 1000, UTC),
        actor=actor,
        state=state,
        code=code,
        tries=tries,
        items=tuple((row[6], row[7]) for row in rows),
        decision=decision,
    )


def _exported(row: OpRow) -> dict[str, Any]:
    op: dict[str, Any] = row.to_op().model_dump(exclude_defaults=True)
    return {**op, "prev": chain.to_text(row.prev), "hash": chain.to_text(row.hash)}
