"""Reads rows out of pages: SQLite's tables, as they lie on the disk.

Format: https://sqlite.org/fileformat2.html, sections 1.6 (B-tree pages) and 2.1 (records). What
cannot be made out is left out; nothing here raises for what stands in a page.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from local_store.connection import Value
from local_store.raw_pages import USABLE_BYTES, RawPages

_FILE_HEAD: Final = 100
_INDEX_INTERIOR: Final = 2
_TABLE_INTERIOR: Final = 5
_INDEX_LEAF: Final = 10
_TABLE_LEAF: Final = 13
_INTERIOR: Final = frozenset({_INDEX_INTERIOR, _TABLE_INTERIOR})
_KNOWN: Final = frozenset({_INDEX_INTERIOR, _TABLE_INTERIOR, _INDEX_LEAF, _TABLE_LEAF})
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_BLOB: Final = 12
_REAL: Final = 7
_VARINT_BYTES: Final = 9
_MORE: Final = 0x80


class RawRow(NamedTuple):
    """One row: its rowid (None where a table has none) and its values as stored."""

    rowid: int | None
    values: tuple[Value, ...]


class RawRows:
    """Reads tables out of pages that may be bad."""

    def __init__(self, pages: RawPages) -> None:
        self._pages = pages

    def table(self, root: int) -> Iterator[RawRow]:
        """Yield the rows of the table whose first page is `root`, as far as pages lead to them."""
        yield from self._walk(root, set())

    def everywhere(self) -> Iterator[RawRow]:
        """Yield every row of every page, whether anything leads to it or not: those of tables and
        of indexes, and what was left in pages that are free.
        """
        yield from self.of(self._pages.all())

    def of(self, pages: Iterable[bytes]) -> Iterator[RawRow]:
        """Yield every row of these pages."""
        for page in pages:
            yield from self._rows(page)

    def _walk(self, number: int, seen: set[int]) -> Iterator[RawRow]:
        if number in seen or not 0 < number <= self._pages.count:
            return
        seen.add(number)
        page = self._pages.get(number)
        if page is None:
            return
        yield from self._rows(page)
        for child in _children(page):
            yield from self._walk(child, seen)

    def _rows(self, page: bytes) -> Iterator[RawRow]:
        sort = _sort(page)
        if sort in _KNOWN and sort != _TABLE_INTERIOR:
            for at in _cells(page):
                row = self._cell(page, at, sort)
                if row is not None:
                    yield row

    def _cell(self, page: bytes, at: int, sort: int) -> RawRow | None:
        try:
            if sort == _INDEX_INTERIOR:
                at += 4
            size, at = _varint(page, at)
            rowid = None
            if sort == _TABLE_LEAF:
                rowid, at = _varint(page, at)
                rowid = _signed(rowid)
            payload = self._payload(page, at, size, is_table=sort == _TABLE_LEAF)
            return None if payload is None else RawRow(rowid, tuple(_record(payload)))
        except (IndexError, ValueError, struct.error):
            return None

    def _payload(self, page: bytes, at: int, size: int, *, is_table: bool) -> bytes | None:
        most = USABLE_BYTES - 35 if is_table else (USABLE_BYTES - 12) * 64 // 255 - 23
        if size <= most:
            return page[at : at + size]
        least = (USABLE_BYTES - 12) * 32 // 255 - 23
        local = least + (size - least) % (USABLE_BYTES - 4)
        local = local if local <= most else least
        found = bytearray(page[at : at + local])
        (following,) = struct.unpack_from(">I", page, at + local)
        while following and len(found) < size:
            more = self._pages.get(following)
            if more is None:
                return None
            (following,) = struct.unpack_from(">I", more)
            found += more[4 : 4 + size - len(found)]
        return bytes(found) if len(found) == size else None


def _head(page: bytes) -> int:
    return _FILE_HEAD if page.startswith(b"SQLite format 3\x00") else 0


def _sort(page: bytes) -> int:
    return page[_head(page)]


def _cells(page: bytes) -> list[int]:
    head = _head(page)
    (count,) = struct.unpack_from(">H", page, head + 3)
    first = head + (12 if page[head] in _INTERIOR else 8)
    if first + 2 * count > len(page):
        return []
    return list(struct.unpack_from(f">{count}H", page, first))


def _children(page: bytes) -> list[int]:
    head = _head(page)
    if page[head] not in _INTERIOR:
        return []
    children = [struct.unpack_from(">I", page, at)[0] for at in _cells(page) if at + 4 <= len(page)]
    return [*children, struct.unpack_from(">I", page, head + 8)[0]]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(_VARINT_BYTES - 1):
        byte = data[at + n]
        value = value << 7 | byte & 0x7F
        if not byte & _MORE:
            return value, at + n + 1
    return value << 8 | data[at + _VARINT_BYTES - 1], at + _VARINT_BYTES


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _record(payload: bytes) -> Iterator[Value]:
    """Yield the values of a record. Raise ValueError for a number that is no integer: no table of
    ours holds one.
    """
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    for kind in kinds:
        size = _size(kind)
        part = payload[at : at + size]
        if len(part) != size:
            raise ValueError
        yield _value(kind, part)
        at += size


def _size(kind: int) -> int:
    if kind >= _BLOB:
        return (kind - _BLOB) // 2
    if kind in (_REAL, 10, 11):
        raise ValueError
    return _INTEGERS.get(kind, 0)


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in _INTEGERS:
        return int.from_bytes(part, "big", signed=True)
    if kind < _BLOB:
        return kind - 8
    return part.decode() if kind % 2 else part
