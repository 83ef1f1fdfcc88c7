"""Ops: what a person did, as it travels from a till to HQ.

An op changes one record. Its body is one of five forms:

    {"set": {field: value, …}}                 last-writer fields; null clears a field
    {"add": [{"f": field, "v": value}, …]}     elements into add-wins sets
    {"del": [{"f": field, "v": value, "seen": [stamp, …]}, …]}   out of them, naming what was seen
    {"fact": {field: value, …}}                a whole immutable record
    {"do": name, "args": {…}}                  a named action that HQ carries out

Ops of one save share one stamp and one group; a group is applied whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sync.protocol import chain
from sync.protocol.canonical import check

SALT_BYTES: Final = 16
OPS_PER_GROUP_MAX: Final = 100


class OpFormError(ValueError):
    """The body has none of the five forms. `code` is stable; the message holds no content."""

    def __init__(self, code: str = "OP_FORM") -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Set:
    """Set last-writer fields; None clears one."""

    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of an add-wins set. `seen` are the stamps of the adds a removal had seen."""

    field: str
    value: Any
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Add:
    """Put elements into add-wins sets."""

    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Del:
    """Take elements out of add-wins sets, as far as their adds were seen."""

    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Create an immutable record."""

    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Do:
    """Ask HQ for a named action."""

    name: str
    args: dict[str, Any]


OpBody: TypeAlias = Set | Add | Del | Fact | Do


def to_wire(body: OpBody) -> dict[str, Any]:
    """Return the JSON form of `body`."""
    match body:
        case Set(fields):
            return {"set": fields}
        case Fact(fields):
            return {"fact": fields}
        case Add(elements):
            return {"add": [{"f": e.field, "v": e.value} for e in elements]}
        case Del(elements):
            return {"del": [{"f": e.field, "v": e.value, "seen": list(e.seen)} for e in elements]}
        case Do(name, args):
            return {"do": name, "args": args}


def from_wire(wire: dict[str, Any]) -> OpBody:
    """Return the body written in `wire`. Raise OpFormError, or NotCanonicalError for its values."""
    check(wire)
    match wire:
        case {"set": dict(fields), **rest} if fields and not rest:
            return Set(fields)
        case {"fact": dict(fields), **rest} if fields and not rest:
            return Fact(fields)
        case {"add": list(items), **rest} if items and not rest:
            return Add(tuple(_element(item, removal=False) for item in items))
        case {"del": list(items), **rest} if items and not rest:
            return Del(tuple(_element(item, removal=True) for item in items))
        case {"do": str(name), "args": dict(args), **rest} if not rest:
            return Do(name, args)
        case _:
            raise OpFormError


def _element(item: object, *, removal: bool) -> Element:
    match item:
        case {"f": str(field), "v": value, **rest} if not rest and not removal:
            return Element(field, value)
        case {"f": str(field), "v": value, "seen": list(seen), **rest} if not rest and removal:
            if not all(isinstance(stamp, str) for stamp in seen):
                raise OpFormError
            return Element(field, value, tuple(seen))
        case _:
            raise OpFormError


class WireModel(BaseModel):
    """Base of every wire model: unknown fields are ignored, so older builds read newer messages.

    Values are not cached: they hardly ever come again, and some are what somebody typed.
    """

    model_config = ConfigDict(
        extra="ignore", frozen=True, populate_by_name=True, cache_strings="keys"
    )


class Op(WireModel):
    """One op on the wire. `n` counts the ops of a device without gaps; `base` is the revision of
    the record its author saw (0: none); `salt` is base64url and lies beside the body so that both
    can be erased while the hash chain still verifies: then `cm`, the commitment to them, travels in
    their place. `w` with `cm`: they were not erased, but withheld, because HQ cannot take them (it
    fails over them, or they are too large); the till keeps them whole.
    """

    n: Annotated[int, Field(ge=1)]
    k: Annotated[str, Field(min_length=1, max_length=32)]
    id: Annotated[str, Field(min_length=1, max_length=64)]
    hlc: Annotated[str, Field(pattern=r"^[0-9a-f]{16}[0-9a-z]{8}$")]
    actor: Annotated[str, Field(min_length=1, max_length=64)]
    base: Annotated[int, Field(ge=0)] = 0
    sv: Annotated[int, Field(ge=1)] = 1
    b: dict[str, Any] = {}
    salt: Annotated[str, Field(pattern=r"^([A-Za-z0-9_-]{22}(==)?)?$")] = ""
    cm: Annotated[str, Field(pattern=r"^([A-Za-z0-9_-]{43})?$")] = ""
    w: bool = False

    @model_validator(mode="after")
    def _whole_or_erased(self) -> Op:
        if bool(self.cm) == bool(self.salt):
            raise ValueError("either a salt or a commitment")
        if self.cm and self.b:
            raise ValueError("a commitment and what it stands for")
        if self.w and not self.cm:
            raise ValueError("withheld and whole")
        return self

    @property
    def erased(self) -> bool:
        """Tell whether body and salt are gone from everywhere."""
        return bool(self.cm) and not self.w


class Group(WireModel):
    """Ops that stand or fall together: one save of one person. `g` is left out on the wire when it
    is the name that follows from the first op.
    """

    g: Annotated[str, Field(max_length=64)] = ""
    ops: Annotated[list[Op], Field(min_length=1, max_length=OPS_PER_GROUP_MAX)]

    def lean(self) -> Group:
        """Return the group as it travels."""
        first = self.ops[0]
        if first.erased:
            commitment = chain.from_text(first.cm)
        else:
            commitment = chain.commit(first.b, chain.from_text(first.salt))
        if self.g != chain.group_name(commitment):
            return self
        return self.model_copy(update={"g": ""})
