"""Conflicts in a file: what does not go together, as a question with one-key answers.

Which facts contradict each other is HQ's to say, as a CEL expression over the facts below; the
expression never sees a name, a phone or free text. A conflict never stops anybody: each answer
either settles it for these facts or asks again later.

Source of the language: the Common Expression Language specification; numbers of readings are
doubles in their usual unit, so `readings.glucose_fasting > 7.0` is written with a point.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from terminal.domain.errors import PolicyInvalidError
from terminal.domain.forms.telling import Told
from terminal.domain.policy import is_words

if TYPE_CHECKING:
    import cel

TYPE: Final = "conflict"
"""The type of the rules of this page among HQ's rules."""

CODE: Final = "conflict"
"""The code of the fact that keeps an answer: its value is `RULE ANSWER`, its note the facts."""

_LONGEST: Final = 2_000
_MOST_ANSWERS: Final = 9
_LONGEST_WAIT: Final = 366
_BOUND: Final = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
"""Names that an expression gives to the elements of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules may ask about one customer. Codes are those of the file; `readings` the latest
    values by code, `answers` those of questionnaires by link id, `taken` active ingredients of
    medicines in use; `purchases` counts the days on which anything was bought, `bought` those of
    each active ingredient, both over as long as a card looks back.
    """

    age: int | None = None
    sex: str | None = None
    tier: str | None = None
    conditions: frozenset[str] = frozenset()
    allergies: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    readings: Mapping[str, float] | None = None
    answers: Mapping[str, Told] | None = None
    purchases: int = 0
    bought: Mapping[str, int] | None = None

    def named(self) -> dict[str, Any]:
        """Return the variables of an expression."""
        return {
            "age": -1 if self.age is None else self.age,
            "sex": self.sex or "",
            "tier": self.tier or "",
            "conditions": sorted(self.conditions),
            "allergies": sorted(self.allergies),
            "tags": sorted(self.tags),
            "taken": sorted(self.taken),
            "readings": dict(self.readings or {}),
            "answers": dict(self.answers or {}),
            "purchases": self.purchases,
            "bought": dict(self.bought or {}),
        }


VARIABLES: Final = frozenset(Facts().named())


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to a conflict: its code, its words by language, and after how many days it is
    asked again although nothing changed (None: not).
    """

    code: str
    words: Mapping[str, str]
    again_days: int | None = None


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """A rule of HQ: when facts contradict each other, what to ask, what can be answered. `fields`
    are the names of what it is about, so that a page can mark them.
    """

    id: str
    version: int
    ask: Mapping[str, str]
    when: str
    replies: tuple[Reply, ...]
    fields: tuple[str, ...]
    program: cel.Program

    def holds(self, facts: dict[str, Any]) -> bool:
        """Tell whether the facts contradict each other. What cannot be evaluated with these facts
        (a reading that is not there) does not.
        """
        return holds(self.program, facts)


def holds(program: cel.Program, facts: dict[str, Any]) -> bool:
    """Tell whether an expression is true of these facts; one that cannot be evaluated is not."""
    try:
        return program.execute(facts) is True
    except (LookupError, RuntimeError, TypeError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction to ask about. `key` says for which facts an answer settles it."""

    rule: ConflictRule
    key: str


@dataclass(frozen=True, slots=True)
class Replied:
    """How a conflict was answered."""

    rule: str
    reply: str
    key: str
    at: datetime


def conflict_from_content(record_id: str, version: int, content: Mapping[str, Any]) -> ConflictRule:
    """Return the rule written in a configuration's content. Raise PolicyInvalidError."""
    when, ask, found = content.get("when"), content.get("ask"), content.get("replies")
    if content.get("type") != TYPE:
        raise PolicyInvalidError(record_id, "type")
    if not is_words(ask) or not isinstance(ask, dict):
        raise PolicyInvalidError(record_id, "ask")
    if not isinstance(found, list) or not 1 <= len(found) <= _MOST_ANSWERS:
        raise PolicyInvalidError(record_id, "replies")
    replies = tuple(_reply(record_id, one) for one in found)
    if len({one.code for one in replies}) != len(replies):
        raise PolicyInvalidError(record_id, "replies")
    fields = content.get("fields", [])
    if not isinstance(fields, list) or not all(isinstance(one, str) for one in fields):
        raise PolicyInvalidError(record_id, "fields")
    program = compiled(record_id, when)
    return ConflictRule(record_id, version, ask, str(when), replies, tuple(fields), program)


def find(
    rules: Iterable[ConflictRule], facts: Facts, replied: Iterable[Replied], on: date
) -> tuple[Conflict, ...]:
    """Return what is to be asked of a customer on a day, in the order of the rules. What was
    answered for the same facts is not asked again, or not before its days are over.
    """
    given = {(one.rule, one.key): one for one in sorted(replied, key=lambda one: one.at)}
    named = facts.named()
    found = []
    for rule in rules:
        if rule.holds(named):
            conflict = Conflict(rule, _key(rule, named))
            if not _is_settled(conflict, given.get((rule.id, conflict.key)), on):
                found.append(conflict)
    return tuple(found)


def _is_settled(conflict: Conflict, replied: Replied | None, on: date) -> bool:
    if replied is None:
        return False
    reply = next((one for one in conflict.rule.replies if one.code == replied.reply), None)
    if reply is None or reply.again_days is None:
        return True
    return on < replied.at.date() + timedelta(days=reply.again_days)


def _key(rule: ConflictRule, facts: Mapping[str, Any]) -> str:
    # Only what the rule asks about: a new phone does not bring an old question back.
    about = {name: facts[name] for name in sorted(_asked(rule.program))}
    return hashlib.blake2b(json.dumps(about).encode(), digest_size=8).hexdigest()


def _asked(program: cel.Program) -> frozenset[str]:
    return VARIABLES & frozenset(program.variables())


@lru_cache(maxsize=256)
def _program(when: str) -> cel.Program:
    """Return a compiled expression; the same rules are read for every card that is opened."""
    import cel  # With its own command line, a tenth of a second that no start waits for.

    return cel.compile(when)


def compiled(record_id: str, when: object) -> cel.Program:
    """Return HQ's expression, which asks of the facts and of nothing else. Raise
    PolicyInvalidError.
    """
    if not isinstance(when, str) or not 0 < len(when) <= _LONGEST:
        raise PolicyInvalidError(record_id, "when")
    try:
        program = _program(when)
    except (RuntimeError, TypeError, ValueError):
        raise PolicyInvalidError(record_id, "when") from None
    bound = {match[1] for match in _BOUND.finditer(when)}
    if not _asked(program) or not VARIABLES | bound >= frozenset(program.variables()):
        raise PolicyInvalidError(record_id, "when")
    return program


def _reply(record_id: str, found: Any) -> Reply:
    match found:
        case {"code": str(code), "words": words, **rest} if code and is_words(words):
            again = rest.get("again_days")
            if " " in code:
                pass
            elif again is None:
                return Reply(code, words)
            elif isinstance(again, int) and 1 <= again <= _LONGEST_WAIT:
                return Reply(code, words, again)
    raise PolicyInvalidError(record_id, "replies")
