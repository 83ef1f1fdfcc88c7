"""Lays rows out for statements that write many of them at once.

To run a statement takes a good part of the time that a row takes. To make a tuple of each row and
string these together would take several times as long as to lay the columns out one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from local_store.connection import Value


def row_after_row(columns: Collection[Sequence[Value]], rows: int) -> list[Value]:
    """Return the values of columns, one row after the other. Raise ValueError for a column that is
    longer or shorter than the others.
    """
    width = len(columns)
    values: list[Value] = [None] * (width * rows)
    for at, column in enumerate(columns):
        values[at::width] = column
    return values


def portions(
    values: Sequence[Value], width: int, counts: Sequence[int]
) -> Iterator[tuple[int, list[Sequence[Value]]]]:
    """Yield what goes into a statement of so many rows, for each of `counts` that is needed: the
    most first, and the last is 1.
    """
    start = 0
    for count in counts:
        size = width * count
        end = len(values) - (len(values) - start) % size
        if end > start:
            yield count, [values[at : at + size] for at in range(start, end, size)]
        start = end
