"""Forms: questionnaires defined at HQ, and what was answered to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from terminal.domain.customer import Mark
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.policy import is_words


class Answer(StrEnum):
    """What a question takes."""

    TEXT = "text"
    INTEGER = "integer"
    FLAG = "flag"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question: its name in a response, what it takes, its words by language, its limits."""

    name: str
    answer: Answer
    ask: Mapping[str, str]
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A version of a form."""

    id: str
    version: int
    title: Mapping[str, str]
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """What a customer answered, by the names of the questions of that version of the form."""

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


def form_from_content(record_id: str, version: int, content: Mapping[str, Any]) -> Form:
    """Return a form. Raise PolicyInvalidError when it cannot be used."""
    found = content.get("questions")
    if not is_words(content.get("title")) or not isinstance(found, list) or not found:
        raise PolicyInvalidError(record_id, "title or questions")
    questions = tuple(_question(record_id, one) for one in found)
    if len({one.name for one in questions}) != len(questions):
        raise PolicyInvalidError(record_id, "name")
    return Form(record_id, version, content["title"], questions)


def _question(record_id: str, found: Any) -> FormQuestion:
    match found:
        case {"name": str(name), "type": str(kind), "ask": ask, **rest} if name and is_words(ask):
            pass
        case _:
            raise PolicyInvalidError(record_id, "question")
    low: Any = rest.get("min")
    high: Any = rest.get("max")
    choices = rest.get("choices", [])
    if not all(one is None or type(one) is int for one in (low, high)):
        raise PolicyInvalidError(record_id, name)
    if not isinstance(choices, list) or not all(isinstance(one, str) for one in choices):
        raise PolicyInvalidError(record_id, name)
    if kind not in set(Answer) or (kind == Answer.CHOICE) != bool(choices):
        raise PolicyInvalidError(record_id, name)
    return FormQuestion(
        name, Answer(kind), ask, low, high, tuple(choices), required=rest.get("required") is True
    )
