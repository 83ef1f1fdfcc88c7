"""Questionnaires and answers, as the program has them.

Source: FHIR R4B (4.3.0), Questionnaire and QuestionnaireResponse; docs/forms.md names the subset.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeAlias

from terminal.domain.customer import Mark


class ItemType(StrEnum):
    """What an item is. The first two take no answer."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    STRING = "string"
    TEXT = "text"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    QUANTITY = "quantity"


ASKED: Final = frozenset(ItemType) - {ItemType.GROUP, ItemType.DISPLAY}
CHOOSING: Final = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})


@dataclass(frozen=True, slots=True)
class Coding:
    """A concept. Two are the same when system and code are; `display` is for people."""

    code: str
    system: str = ""
    display: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same concept as another."""
        return self.system, self.code


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as it is written."""

    value: Decimal
    unit: str = ""
    system: str = ""
    code: str = ""


Value: TypeAlias = bool | int | Decimal | date | str | Coding | Quantity
"""One answer. A string is a text, also the one typed beside the choices of an open choice."""

Words: TypeAlias = Mapping[str, str]
"""Text by language, such as zh_CN and en; never empty."""


class Operator(StrEnum):
    """How `enableWhen` compares. EXISTS is about whether there is an answer at all."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Condition:
    """One `enableWhen`: the answer to `question`, compared with `value`."""

    question: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer and its words."""

    value: Value
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a questionnaire: a group, a text to read, or a question, with what is under it.

    `low` and `high` bound numbers, dates and amounts; `places` is how many decimals are taken;
    `units` are an amount's, the first the usual one; `codes` say what a reading is of. What is not
    asked is not shown, or with `stays` is shown and cannot be answered.
    """

    link_id: str
    type: ItemType
    words: Words
    prefix: str = ""
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    conditions: tuple[Condition, ...] = ()
    all_conditions: bool = True
    stays: bool = False
    initial: tuple[Value, ...] = ()
    low: Value | None = None
    high: Value | None = None
    max_length: int | None = None
    places: int | None = None
    choices: tuple[Choice, ...] = ()
    units: tuple[Quantity, ...] = ()
    codes: tuple[Coding, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Tell whether it takes an answer."""
        return self.type in ASKED


@dataclass(frozen=True, slots=True)
class Unshown:
    """An item of a questionnaire that this program cannot show, and the part of it that it does
    not know. What is under it is not shown either; everything else is.
    """

    link_id: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Form:
    """A version of a questionnaire. `url` is its canonical address, if it has one."""

    id: str
    version: int
    title: Words
    items: tuple[Item, ...]
    unshown: tuple[Unshown, ...] = ()
    url: str = ""

    def all_items(self) -> Iterator[Item]:
        """Yield every item, in the order of reading."""
        yield from walk(self.items)


class Absent(StrEnum):
    """Why a question has no answer (FHIR's data-absent-reason)."""

    DECLINED = "asked-declined"
    UNKNOWN = "asked-unknown"


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers to one item: `values` of a question, `items` of what is under it.

    A group that repeats stands once for each time; questions under a question that has several
    answers are asked once, with the first of them. `absent` says why there is no answer.
    """

    link_id: str
    values: tuple[Value, ...] = ()
    items: tuple[Answered, ...] = ()
    absent: Absent | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is said, here and below."""
        is_open = not self.values and self.absent is None
        return is_open and all(one.is_empty for one in self.items)


@dataclass(frozen=True, slots=True)
class Response:
    """What a customer answered to a version of a form. `source` is qr (on their own phone) or
    staff; a corrected one supersedes another.
    """

    id: str
    customer: str
    form: str
    form_version: int
    at: datetime
    by: str
    items: Mapping[str, Any]
    source: str | None = None
    supersedes: str | None = None
    mark: Mark = Mark.ACCEPTED


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as far as somebody filled it in, under a version; `filling` reads the content."""

    customer: str
    form: str
    version: int
    at: datetime
    by: str
    content: Mapping[str, Any]


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield items and what is under them, in the order of reading."""
    for item in items:
        yield item
        yield from walk(item.items)


def said(words: Words, language: str) -> str:
    """Return words in a language, else in Chinese, else in any."""
    return words.get(language) or words.get("zh_CN") or next(iter(words.values()), "")
