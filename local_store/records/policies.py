"""Configuration from HQ but rules: forms, articles, flags, calendars, templates, tier policies.

What stands here was signed by HQ. One that cannot be used is left out: the last good version stays
in force, and what is wrong with a newer one is told with the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

from local_store.config_past import InForce, version_of
from local_store.connection import Connection
from terminal.domain.forms.content import form_from_content
from terminal.domain.forms.model import Form
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

_Make = Callable[[str, int, dict[str, Any]], T]


class Policies:
    """Repository of configuration. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection, *, today: date, store: str | None) -> None:
        self._db, self._today, self._store = db, today, store

    @property
    def in_force(self) -> InForce:
        """Return what tells which versions count here today."""
        return InForce(self._db, today=self._today, store=self._store)

    def live(self, kind: str) -> list[Policy]:
        """Return what is in force today of a kind, by id."""
        return self._live(kind, Policy)

    def get(self, kind: str, record_id: str) -> Policy | None:
        """Return HQ's newest version of some configuration, in force or not."""
        return self._get(kind, record_id, Policy)

    def flag(self, name: str) -> bool | None:
        """Tell whether a part of the program is on here today; None when HQ says nothing of it."""
        return self.flags().get(name)

    def flags(self) -> dict[str, bool]:
        """Return what HQ switches by name, and whether it is on here today."""
        return self.in_force.flags()

    def form(self, form_id: str, version: int | None = None) -> Form | None:
        """Return a form, in force or not, so that old responses are read as they were asked; HQ's
        newest version when none is named.
        """
        found = version_of(self._db, _FORM, form_id, version)
        return None if found is None else found.made(form_from_content)

    def forms(self) -> list[Form]:
        """Return the forms in force today, by id."""
        made = (one.made(form_from_content) for one in self.in_force.of(_FORM))
        return [one for one in made if one is not None]

    def article(self, article_id: str) -> Article | None:
        """Return an article, expired or not."""
        return self._get(_ARTICLE, article_id, article_from_content)

    def articles(self) -> list[Article]:
        """Return the articles that may be shown today, by id."""
        found = self._live(_ARTICLE, article_from_content)
        return [one for one in found if one.is_current(self._today)]

    def articles_about(self, names: Iterable[str]) -> list[Article]:
        """Return those of them whose content names one of these codes somewhere, by id. Which of
        them are about it is the reader's to decide; the others are not even looked at, since a card
        asks with every customer and HQ publishes hundreds.
        """
        about = self.in_force.naming(_ARTICLE, names)
        made = (one.made(article_from_content) for one in about)
        return [one for one in made if one is not None and one.is_current(self._today)]

    def _live(self, kind: str, make: _Make[T]) -> list[T]:
        made = (one.made(make) for one in self.in_force.of(_known(kind)))
        return [one for one in made if one is not None]

    def _get(self, kind: str, record_id: str, make: _Make[T]) -> T | None:
        found = version_of(self._db, _known(kind), record_id, None)
        return None if found is None else found.made(make)


def _known(kind: str) -> str:
    if kind not in _ALL:
        raise ValueError(kind)
    return kind
