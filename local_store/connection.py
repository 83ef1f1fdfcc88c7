"""What the store asks of a database connection: the part of PEP 249 and sqlite3 it uses.

Only `database` imports the engine, which has no types of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeAlias

Value: TypeAlias = str | int | bytes | None


class Cursor(Protocol):
    """Rows of one statement."""

    @property
    def rowcount(self) -> int:
        """Return how many rows a write changed."""

    def fetchone(self) -> Any:
        """Return the next row as a tuple, or None."""

    def fetchall(self) -> list[Any]:
        """Return all rows as tuples."""

    def __iter__(self) -> Iterator[Any]:
        """Yield rows as tuples."""


class Connection(Protocol):
    """One open database, in autocommit mode: transactions are begun and ended in words."""

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open."""

    def execute(self, sql: str, parameters: Sequence[Value] = (), /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Value]], /) -> Cursor:
        """Run one statement for each tuple of values."""

    def executescript(self, sql: str, /) -> Cursor:
        """Run several statements."""

    def interrupt(self) -> None:
        """End the statement that runs on another thread."""

    def close(self) -> None:
        """Close the connection."""
