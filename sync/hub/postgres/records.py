"""Records and the streams their subjects are in, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from json import dumps
from typing import Any, Final

from sync.hub import records
from sync.hub.errors import ConcurrentChangeError
from sync.hub.port.streams import Listing
from sync.hub.postgres.arrays import text_columns, texts
from sync.hub.postgres.sql import KEYS, Cursor
from sync.hub.records import Change, Entity, Key, Stored
from sync.merge import State
from sync.protocol import checksum
from sync.protocol.canonical import encode

_LOOK_UP: Final = "SELECT r.owner, r.kind, r.id, r.rev, r.body, r.clocks, r.h64, r.review, r.source"

# As the indexes of these lists say it.
_LISTED: Final = {
    Listing.RESPONSES: "r.kind = 'response'",
    Listing.SAME_PERSON: "r.kind = 'external_id' AND r.body ->> 'system' = 'same_person'",
}

_ALIKE: Final = (
    "WITH file AS (SELECT owner, id, body FROM record WHERE kind = 'customer'"
    " AND body ->> 'canonical_id' IS NULL),"
    " shared AS (SELECT owner, id, 'phone ' || phone AS what FROM file"
    " CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(body -> 'phones', '[]')) AS phone"
    " UNION SELECT owner, id, concat_ws(' ', 'born', body ->> 'birth_on', body ->> 'name')"
    " FROM file WHERE body ->> 'birth_on' IS NOT NULL)"
    " SELECT jsonb_agg(jsonb_build_array(owner, id) ORDER BY owner, id) FROM shared"
    " GROUP BY what HAVING count(*) BETWEEN 2 AND %s ORDER BY 1"
)

# What is only locked is not read.
_READ: Final = ("owner", "kind", "id", "rev", "body", "clocks", "h64", "review", "source")
_LOCK: Final = (
    f"SELECT {', '.join(f'r.{name}' for name in _READ)}"
    " FROM unnest(%s::text[], %s::text[], %s::text[], %s::bool[]) AS k(owner, kind, id, wanted)"
    " CROSS JOIN LATERAL (SELECT"
    f" {', '.join(f'CASE WHEN k.wanted THEN {name} END AS {name}' for name in _READ)}"
    " FROM record WHERE owner = k.owner AND kind = k.kind AND id = k.id FOR UPDATE) AS r"
)

# One JSON text for all rows: it costs a third of what arrays of JSON texts do. A line is the
# canonical line of a record, which was made for its hash: [kind, id, rev, body, clocks].
_ROWS: Final = (
    "jsonb_to_recordset(%s::jsonb)"
    " AS u(owner text, line jsonb, h64 bigint, review jsonb, source text)"
)


class PostgresRecords:
    """See `storage.Records`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def lock(self, keys: Iterable[Key], *, besides: Iterable[Key] = ()) -> dict[Key, Stored]:
        """Return those that exist, locked."""
        wanted = dict.fromkeys(besides, False) | dict.fromkeys(keys, True)
        if not wanted:
            return {}
        sorted_keys = sorted(wanted)
        flags = texts(["t" if wanted[key] else "f" for key in sorted_keys])
        self._cursor.execute(_LOCK, (*text_columns(sorted_keys, 3), flags), prepare=True)
        rows = self._cursor.fetchall()
        return {Key(*row[:3]): _stored(row[3:]) for row in rows if row[0] is not None}

    def read(self, keys: Iterable[Key]) -> dict[Key, Stored]:
        """Return those that exist."""
        wanted = sorted(set(keys))
        if not wanted:
            return {}
        self._cursor.execute(
            f"{_LOOK_UP} FROM {KEYS} JOIN record AS r"
            " ON r.owner = k.owner AND r.kind = k.kind AND r.id = k.id",
            text_columns(wanted, 3),
            prepare=True,
        )
        return {Key(*row[:3]): _stored(row[3:]) for row in self._cursor.fetchall()}

    def write(self, changes: Sequence[Change]) -> None:
        """Write changed records."""
        old = [change for change in changes if change.before.rev]
        new = [change for change in changes if not change.before.rev]
        if old:
            self._cursor.execute(
                "UPDATE record AS r SET rev = (u.line -> 2)::bigint, body = u.line -> 3,"
                " clocks = u.line -> 4, h64 = u.h64, review = u.review,"
                f" source = decode(u.source, 'hex') FROM {_ROWS}"
                " WHERE r.owner = u.owner AND r.kind = u.line ->> 0 AND r.id = u.line ->> 1",
                (_rows_text(old),),
                prepare=True,
            )
        if new:
            self._cursor.execute(
                "INSERT INTO record (owner, kind, id, rev, body, clocks, h64, review, source)"
                " SELECT owner, line ->> 0, line ->> 1, (line -> 2)::bigint, line -> 3, line -> 4,"
                " h64, review, decode(source, 'hex')"
                f" FROM {_ROWS} ON CONFLICT DO NOTHING",
                (_rows_text(new),),
                prepare=True,
            )
            if self._cursor.rowcount != len(new):
                raise ConcurrentChangeError

    def about(self, subject: Key, kinds: Collection[str]) -> dict[Key, int]:
        """Return the content hashes of the subject and its records."""
        self._cursor.execute(
            "SELECT owner, kind, id, h64 FROM record WHERE owner = %(owner)s"
            " AND (kind, id) = (%(kind)s, %(id)s)"
            " UNION ALL SELECT owner, kind, id, h64 FROM record WHERE owner = %(owner)s"
            " AND %(kind)s = 'customer' AND body ->> 'customer' = %(id)s"
            " AND kind = ANY (%(kinds)s)",
            {**subject._asdict(), "kinds": list(kinds)},
        )
        return {Key(*row[:3]): checksum.from_signed(row[3]) for row in self._cursor}

    def listed(self, what: Listing, after: Key | None, limit: int) -> list[tuple[Key, Stored]]:
        """Return records of any owner by key."""
        owner, _, record = after or ("", "", "")
        self._cursor.execute(
            f"{_LOOK_UP} FROM record AS r WHERE {_LISTED[what]} AND (r.owner, r.id) > (%s, %s)"
            " ORDER BY r.owner, r.id LIMIT %s",
            (owner, record, limit),
        )
        return [(Key(*row[:3]), _stored(row[3:])) for row in self._cursor.fetchall()]

    def alike(self, most: int) -> list[list[Key]]:
        """Return groups of customers that share something."""
        self._cursor.execute(_ALIKE, (most,))
        return [[Key(owner, "customer", one) for owner, one in row[0]] for row in self._cursor]

    def outcomes_of(self, tasks: Iterable[Key]) -> list[Key]:
        """Return the outcomes of these tasks."""
        wanted = [(task.owner, task.id) for task in tasks]
        self._cursor.execute(
            "SELECT r.owner, r.kind, r.id FROM unnest(%s::text[], %s::text[]) AS t(owner, id)"
            " JOIN record AS r"
            " ON r.owner = t.owner AND r.kind = 'outcome' AND r.body ->> 'task' = t.id",
            text_columns(wanted, 2),
        )
        return [Key(*row) for row in self._cursor]


class PostgresMembers:
    """See `storage.Members`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def streams_of(self, subjects: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
        """Return the streams of each subject."""
        wanted = sorted(set(subjects))
        if not wanted:
            return {}
        self._cursor.execute(
            f"SELECT m.owner, m.kind, m.id, array_agg(m.stream ORDER BY m.stream) FROM {KEYS}"
            " JOIN membership AS m ON m.owner = k.owner AND m.kind = k.kind AND m.id = k.id"
            " GROUP BY m.owner, m.kind, m.id",
            text_columns(wanted, 3),
            prepare=True,
        )
        return {Key(*row[:3]): tuple(row[3]) for row in self._cursor.fetchall()}

    def owners_of(self, subjects: Iterable[Entity]) -> dict[Entity, str]:
        """Return the owner of each subject that is in any stream."""
        wanted = sorted(set(subjects))
        if not wanted:
            return {}
        self._cursor.execute(
            "SELECT DISTINCT kind, id, owner FROM membership"
            " WHERE (kind, id) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"
            " ORDER BY kind, id, owner",
            text_columns(wanted, 2),
        )
        return {(kind, record_id): owner for kind, record_id, owner in self._cursor}

    def add(self, members: Iterable[tuple[Key, str]]) -> int:
        """Put subjects into streams."""
        rows = sorted({(*key, stream) for key, stream in members})
        if not rows:
            return 0
        self._cursor.execute(
            "INSERT INTO membership (owner, kind, id, stream)"
            " SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])"
            " ON CONFLICT DO NOTHING",
            text_columns(rows, 4),
            prepare=True,
        )
        return self._cursor.rowcount

    def remove(self, subject: Key, stream: str) -> bool:
        """Take a subject out of a stream."""
        self._cursor.execute(
            "DELETE FROM membership WHERE owner = %s AND kind = %s AND id = %s AND stream = %s",
            (*subject, stream),
        )
        return self._cursor.rowcount > 0


def _rows_text(changes: Sequence[Change]) -> str:
    owners = {owner: dumps(owner) for owner in {change.key.owner for change in changes}}
    return f"[{','.join(_row_text(change, owners[change.key.owner]) for change in changes)}]"


def _row_text(change: Change, owner: str) -> str:
    key, after = change.key, change.after
    line = change.line or records.line_of(key, after.rev, after.state)
    row = f'{{"owner":{owner},"h64":{checksum.to_signed(after.h64)}'
    if after.review:
        row += f',"review":{encode(after.review).decode()}'
    if after.source is not None:
        row += f',"source":"{after.source.hex()}"'
    return f'{row},"line":{line.decode()}}}'


def _stored(row: Sequence[Any]) -> Stored:
    rev, body, clocks, h64, review, source = row
    return Stored(
        state=State(body, clocks),
        rev=rev,
        h64=checksum.from_signed(h64),
        review=review or {},
        source=bytes(source) if source is not None else None,
    )
