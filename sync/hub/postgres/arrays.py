"""Literals of arrays: to hand many values to the driver one by one costs more than all that the
server does with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def texts(values: Sequence[str]) -> str:
    """Return the literal of an array of texts."""
    inside = '","'.join(values)
    if "\\" in inside or inside.count('"') != 2 * (len(values) - 1):
        inside = '","'.join(one.replace("\\", "\\\\").replace('"', '\\"') for one in values)
    return f'{{"{inside}"}}' if values else "{}"


def numbers(values: Iterable[int | None]) -> str:
    """Return the literal of an array of numbers."""
    return f"{{{','.join('NULL' if one is None else str(one) for one in values)}}}"


def text_columns(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the columns of `rows`, each of which has `width` texts, as such literals."""
    return [texts(column) for column in zip(*rows, strict=True)] if rows else ["{}"] * width
