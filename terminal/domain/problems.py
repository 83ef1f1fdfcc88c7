"""Refusals: expected outcomes that a screen translates by code. They hold no text for people."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that cannot be done. `facts` fill the placeholders of the code's message; they are
    never personal data.
    """

    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnknownCode(Refusal):
    """A code that means nothing here yet and may be taught: `payload` is in no description."""

    payload: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A value that cannot be taken as it is: the field's `name`, and why."""

    name: str
    code: str
    facts: dict[str, str] = field(default_factory=dict)
