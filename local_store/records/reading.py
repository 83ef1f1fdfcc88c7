"""From stored values to the domain's: the few conversions all repositories need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from msgspec.json import Decoder, encode

from terminal.domain.customer import Mark

SAME_PERSON: Final = (
    "WITH RECURSIVE same (id) AS (SELECT ? UNION"
    " SELECT c.id FROM customer c JOIN same ON c.canonical_id = same.id)"
)
"""Binds a customer's id and names everybody whose file was found to be theirs: records keep the
id they were written under.
"""
OLDER_CARDS: Final = (
    "SELECT e.entity, c.canonical_id FROM external_id e JOIN customer c ON c.id = e.entity"
    " WHERE e.system = 'card' AND e.value IN (SELECT value FROM json_each(?))"
    " AND e.undoes IS NULL AND c.withdrawn IS NOT 1"
    " AND NOT EXISTS (SELECT 1 FROM external_id u WHERE u.undoes = e.id)"
    " ORDER BY e.at DESC, e.id"
)
"""Binds numbers as a JSON list and finds whose cards they are, or were in an older system."""

parsed: Final[Callable[[str], Any]] = Decoder().decode
"""Reads a stored JSON value: a card reads a hundred of them, and this takes a third of the time."""


mark: Final[Callable[[str], Mark]] = {str(one): one for one in Mark}.__getitem__
"""Reads how far a record is on its way. A card reads a hundred and fifty, and `Mark(text)` takes
five times as long.
"""


def moment(ms: int) -> datetime:
    """Return UTC milliseconds as an instant."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def milliseconds(at: datetime) -> int:
    """Return an instant as UTC milliseconds."""
    return round(at.timestamp() * 1000)


def day(text: str | None) -> date | None:
    """Return an ISO date."""
    return None if text is None else date.fromisoformat(text)


def texts(stored: str | None) -> tuple[str, ...]:
    """Return a JSON list of texts."""
    return () if stored is None else tuple(parsed(stored))


def id_list(ids: Iterable[str]) -> str:
    """Return ids as the JSON list that `json_each(?)` reads, so that any number binds as one."""
    return encode(list(dict.fromkeys(ids))).decode()


def named(names: str, row: Sequence[Any], **readers: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a row's values by `names` (with spaces between), read by their readers. What is NULL
    is left out, so that the domain object has its default there.
    """
    return {
        name: readers[name](value) if name in readers else value
        for name, value in zip(_split(names), row, strict=True)
        if value is not None
    }


@lru_cache(maxsize=64)
def _split(names: str) -> list[str]:
    return names.split()
