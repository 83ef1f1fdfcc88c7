"""Earlier versions of what HQ publishes, and which version is in force here today.

HQ's newest version of a record is the one in its table. It may be for other stores only (its ring),
for a later day, or a draft; then the one before it stays in force, and so on back. A version that
does apply here decides: it is in force while it is live, and nothing is once it was withdrawn or
has expired.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any, Final, NamedTuple, TypeVar, cast

from local_store.connection import Connection
from sync.protocol.config import CONFIG_KINDS
from terminal.domain import flag
from terminal.domain.errors import PolicyInvalidError

T = TypeVar("T")

_COLUMNS: Final = "id, version, status, ring, valid_from, content"
_EVERYWHERE: Final = "all"
_FLAG: Final = "flag"
_LIVE: Final = "live"
_DRAFT: Final = "draft"
_RING: Final = "ring."
"""A ring is a flag with this before its name: on at the stores that are in it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record of configuration; `text` is its content as JSON."""

    id: str
    version: int
    text: str

    @property
    def content(self) -> dict[str, Any]:
        """Return the content."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    def made(self, make: Callable[[str, int, dict[str, Any]], T]) -> T | None:
        """Return what a content says, None for one that cannot be used. What was made of the same
        content before is given again: cards read HQ's rules and articles with every customer.
        """
        return cast("T | None", _made(make, self.id, self.version, self.text))


class _Written(NamedTuple):
    id: str
    version: int
    status: str
    ring: str
    valid_from: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class _AllWritten:
    """All versions of one kind, by id and the newest first. Equal to nothing but itself."""

    versions: tuple[_Written, ...]
    has_rings: bool


@dataclass(frozen=True, eq=False)
class _Deciding:
    """What is in force of one kind, by id."""

    versions: tuple[Version, ...]

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Return which versions each text stands in, as it is written there."""
        found: dict[str, list[int]] = {}
        for at, one in enumerate(self.versions):
            for text in set(_TEXT.findall(one.text)):
                found.setdefault(text, []).append(at)
        return found


_known: Final[dict[tuple[bytes, str], _AllWritten]] = {}
"""What was read under a token, by kind: see migration 10."""
_KNOWN_MAX: Final = 64
_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
"""A text of JSON, with its quotes."""


@lru_cache(maxsize=2048)
def _made(make: Callable[..., object], record_id: str, version: int, text: str) -> object | None:
    try:
        return make(record_id, version, json.loads(text))
    except PolicyInvalidError:
        return None


def keep_past(db: Connection, kind: str, ids: Sequence[str]) -> None:
    """Keep what stands here of configuration that is about to be replaced or removed."""
    if kind in CONFIG_KINDS and ids:
        db.execute(
            f"INSERT OR REPLACE INTO config_past SELECT '{kind}', {_COLUMNS} FROM {kind}"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )


def version_of(db: Connection, kind: str, record_id: str, version: int | None) -> Version | None:
    """Return a version of a record, in force or not; HQ's newest one when none is named. Those
    removed since are still told.
    """
    for one in _versions(db, kind, record_id, even_removed=True):
        if version is None or one.version == version:
            return Version(one.id, one.version, one.text)
    return None


class InForce:
    """Tells what is in force at one store on one day."""

    def __init__(self, db: Connection, *, today: date, store: str | None) -> None:
        self._db, self._today, self._store = db, today.isoformat(), store
        self._rings: frozenset[str] | None = None

    def of(self, kind: str) -> list[Version]:
        """Return what is in force of a kind, by id."""
        return list(self._deciding(kind).versions)

    def naming(self, kind: str, words: Iterable[str]) -> list[Version]:
        """Return what is in force of a kind and has one of these texts somewhere, as a key or as a
        value, by id.
        """
        found = self._deciding(kind)
        places = {at for one in words for at in found.places.get(_quoted(one), ())}
        return [found.versions[at] for at in sorted(places)]

    def flags(self) -> dict[str, bool]:
        """Return the names that HQ says something of, and whether they are on here. Of two flags
        with one name the one with the lesser id counts.
        """
        found = (flag.read(one.content) for one in self.of(_FLAG))
        said: dict[str, bool] = {}
        for one in found:
            if one is not None:
                said.setdefault(one.name, one.is_on_at(self._store))
        return said

    def _deciding(self, kind: str) -> _Deciding:
        written = _all_written(self._db, kind)
        return _deciding(written, self._today, self._our_rings() if written.has_rings else None)

    def _our_rings(self) -> frozenset[str]:
        if self._rings is None:
            self._rings = frozenset()  # Who is in a ring is itself said to everybody.
            flags = (flag.read(one.content) for one in self.of(_FLAG))
            self._rings = frozenset(
                one.name.removeprefix(_RING)
                for one in flags
                if one is not None and one.name.startswith(_RING) and one.is_on_at(self._store)
            )
        return self._rings


@lru_cache(maxsize=64)
def _deciding(written: _AllWritten, today: str, rings: frozenset[str] | None) -> _Deciding:
    """Return what is in force of these versions. Every card asks it of the same ones."""
    found = []
    for _, versions in groupby(written.versions, key=lambda one: one.id):
        for one in versions:
            is_for_us = one.ring == _EVERYWHERE or one.ring in (rings or ())
            if one.status != _DRAFT and one.valid_from <= today and is_for_us:
                if one.status == _LIVE and not _has_expired(one.text, today):
                    found.append(Version(one.id, one.version, one.text))
                break
    return _Deciding(tuple(found))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _has_expired(text: str, today: str) -> bool:
    expires_on = json.loads(text).get("expires_on") if "expires_on" in text else None
    return isinstance(expires_on, str) and expires_on < today


def _all_written(db: Connection, kind: str) -> _AllWritten:
    row = db.execute("SELECT token FROM config_token").fetchone()
    found = _known.get((row[0], kind)) if row else None
    if found is None:
        versions = tuple(_versions(db, kind))
        found = _AllWritten(versions, any(one.ring != _EVERYWHERE for one in versions))
        if row:
            if len(_known) >= _KNOWN_MAX:
                _known.clear()  # Of tokens that are no more, nearly all.
            _known[row[0], kind] = found
    return found


def _versions(
    db: Connection, kind: str, record_id: str | None = None, *, even_removed: bool = False
) -> Iterator[_Written]:
    """Yield versions by id, the newest first. HQ's present one is the newest there is."""
    if kind not in CONFIG_KINDS:
        raise ValueError(kind)
    where, only = ("", "") if record_id is None else (" WHERE id = ?", " AND p.id = ?")
    past = "" if even_removed else f" JOIN {kind} n ON n.id = p.id AND p.version < n.version"
    columns = ", ".join(f"p.{one}" for one in _COLUMNS.split(", "))
    rows = db.execute(
        f"SELECT {_COLUMNS}, 1 AS present FROM {kind}{where} UNION ALL"
        f" SELECT {columns}, 0 FROM config_past p{past} WHERE p.kind = '{kind}'{only}"
        " ORDER BY id, present DESC, version DESC",
        () if record_id is None else (record_id, record_id),
    )
    for row in rows:
        yield _Written(*row[:-1])
