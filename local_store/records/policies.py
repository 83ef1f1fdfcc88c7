"""Configuration from HQ but rules: forms, articles, flags, calendars, templates, tier policies.

What stands here was signed by HQ. One that cannot be used is left out: the last good version stays
in force, and what is wrong with a newer one is told with the rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

from local_store.connection import Connection
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.form import Form, form_from_content
from terminal.domain.knowledge import Article, article_from_content
from terminal.domain.policy import Policy

T = TypeVar("T")

FLAG: Final = "flag"
CALENDAR: Final = "calendar"
TEMPLATE: Final = "template"
TIER_POLICY: Final = "tier_policy"
_FORM: Final = "form"
_ARTICLE: Final = "article"
_ALL: Final = frozenset({FLAG, CALENDAR, TEMPLATE, TIER_POLICY, _FORM, _ARTICLE})
_LIVE: Final = "live"

_Make = Callable[[str, int, dict[str, Any]], T]


class Policies:
    """Repository of configuration. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection, *, today: date) -> None:
        self._db, self._today = db, today

    def live(self, kind: str) -> list[Policy]:
        """Return what is in force today of a kind, by id."""
        return self._live(kind, Policy)

    def get(self, kind: str, record_id: str) -> Policy | None:
        """Return some configuration, in force or not."""
        return self._get(kind, record_id, Policy)

    def form(self, form_id: str) -> Form | None:
        """Return a form, in force or not, so that old responses still say what they answer."""
        return self._get(_FORM, form_id, form_from_content)

    def forms(self) -> list[Form]:
        """Return the forms in force today, by id."""
        return self._live(_FORM, form_from_content)

    def article(self, article_id: str) -> Article | None:
        """Return an article, expired or not."""
        return self._get(_ARTICLE, article_id, article_from_content)

    def articles(self) -> list[Article]:
        """Return the articles that may be shown today, by id."""
        found = self._live(_ARTICLE, article_from_content)
        return [one for one in found if one.is_current(self._today)]

    def _live(self, kind: str, make: _Make[T]) -> list[T]:
        rows = self._db.execute(
            f"SELECT id, version, content FROM {_table(kind)}"
            " WHERE status = ? AND valid_from <= ? ORDER BY id",
            (_LIVE, self._today.isoformat()),
        )
        made = (_made(row, make) for row in rows)
        return [one for one in made if one is not None]

    def _get(self, kind: str, record_id: str, make: _Make[T]) -> T | None:
        sql = f"SELECT id, version, content FROM {_table(kind)} WHERE id = ?"
        row = self._db.execute(sql, (record_id,)).fetchone()
        return None if row is None else _made(row, make)


def _table(kind: str) -> str:
    if kind not in _ALL:
        raise ValueError(kind)
    return kind


def _made(row: Any, make: _Make[T]) -> T | None:
    try:
        return make(row[0], row[1], json.loads(row[2]))
    except PolicyInvalidError:
        return None
