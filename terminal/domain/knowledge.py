"""Knowledge: answers that HQ reviewed, questions it has not answered yet, cards that were learned.

An answer without reviewer, source or expiry is none: "no reviewed answer" is said instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid5

from terminal.domain.customer import Mark
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.policy import is_words

_LEARNED: Final = UUID("6c7be1de-30a1-5c07-9f0c-1e0a6f1b2d43")
KNOWN_E2: Final = 100
NOT_KNOWN_E2: Final = 0
"""The score of a card that somebody did not know yet: it does not count."""
_LISTS: Final = ("keywords", "ingredients", "conditions", "against")


class ArticleKind(StrEnum):
    """What an article is."""

    ANSWER = "answer"
    LEAFLET = "leaflet"
    CARD = "card"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A reviewed text. `against` are codes of conditions and substances it must not be given with;
    titles, questions and answers are by language.
    """

    id: str
    version: int
    kind: ArticleKind
    title: Mapping[str, str]
    answer: Mapping[str, str]
    citation: str
    reviewer: str
    reviewed_on: date
    expires_on: date
    question: Mapping[str, str]
    keywords: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def is_current(self, on: date) -> bool:
        """Tell whether it may be shown on a day; on the day it expires it may not."""
        return on < self.expires_on


@dataclass(frozen=True, slots=True)
class Question:
    """A question to HQ, and the answer once there is one."""

    id: str
    text: str
    at: datetime
    by: str
    customer: str | None = None
    article: str | None = None
    answer: str | None = None
    answered: datetime | None = None
    answered_by: str | None = None
    mark: Mark = Mark.ACCEPTED


@dataclass(frozen=True, slots=True)
class Learned:
    """That somebody worked through a card. `score_e2`: 100 is everything right, 0 not known yet."""

    id: str
    staff: str
    card: str
    at: datetime
    score_e2: int | None = None
    accepted: bool | None = None
    accepted_code: str | None = None
    mark: Mark = Mark.ACCEPTED

    @property
    def is_known(self) -> bool:
        """Tell whether it counts as learned."""
        return self.score_e2 != NOT_KNOWN_E2


def article_from_content(record_id: str, version: int, content: Mapping[str, Any]) -> Article:
    """Return an article. Raise PolicyInvalidError when it cannot be shown."""
    words = {name: content.get(name) for name in ("title", "answer")}
    texts = {name: content.get(name) for name in ("citation", "reviewer")}
    lists = {name: content.get(name, []) for name in _LISTS}
    for name, one in words.items():
        if not is_words(one):
            raise PolicyInvalidError(record_id, name)
    for name, one in texts.items():
        if not isinstance(one, str) or not one:
            raise PolicyInvalidError(record_id, name)
    for name, one in lists.items():
        if not isinstance(one, list) or not all(isinstance(text, str) for text in one):
            raise PolicyInvalidError(record_id, name)
    return Article(
        id=record_id,
        version=version,
        kind=_kind(record_id, content.get("kind")),
        title=content["title"],
        answer=content["answer"],
        citation=content["citation"],
        reviewer=content["reviewer"],
        reviewed_on=_day(record_id, content.get("reviewed_on")),
        expires_on=_day(record_id, content.get("expires_on")),
        question=content["question"] if is_words(content.get("question")) else content["title"],
        **{name: tuple(one) for name, one in lists.items()},
    )


def learning_id(staff: str, card: str, on: date) -> str:
    """Return the id of having worked through a card in the month of a day: it counts once."""
    return str(uuid5(_LEARNED, f"{staff}|{card}|{on:%Y-%m}"))


def not_known_id(staff: str, card: str, on: date) -> str:
    """Return the id of not having known a card on a day: said once a day."""
    return str(uuid5(_LEARNED, f"{staff}|{card}|{on.isoformat()}|not_known"))


def _kind(record_id: str, found: object) -> ArticleKind:
    try:
        return ArticleKind(str(found))
    except ValueError:
        raise PolicyInvalidError(record_id, "kind") from None


def _day(record_id: str, found: object) -> date:
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        raise PolicyInvalidError(record_id, "day") from None
