"""What somebody answers to the questions of an import. Values in, values out; no widgets here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from terminal.domain.imports.model import (
    Check,
    Choice,
    Decisions,
    Duplicate,
    Field,
    Side,
    Stand,
)

_SHOWN: Final = (Field.NAME, Field.PHONE, Field.BIRTH_ON, Field.SEX, Field.CARD)
"""What is always set side by side; other fields only where they differ."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both people. `stand` is None where there is nothing to decide."""

    field: Field
    here: str
    there: str
    differs: bool
    stand: Stand | None = None
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """What will become of the rows as things stand: `new` files, `joins` of known ones, `skips`,
    and `unreadable` rows; `asks` counts the questions nobody answered.
    """

    new: int
    joins: int
    skips: int
    asks: int
    unreadable: int


def outlook(check: Check, decisions: Decisions) -> Outlook:
    """Return what will become of the rows under these answers."""
    chosen = [decisions.choice(one) for one in check.duplicates]
    joins, skips = chosen.count(Choice.MERGE), chosen.count(Choice.SKIP)
    return Outlook(
        new=max(check.people - joins - skips, 0),
        joins=joins,
        skips=skips,
        asks=len(open_ones(check, decisions)),
        unreadable=check.rows - check.good,
    )


def lines(found: Duplicate, decisions: Decisions) -> tuple[Line, ...]:
    """Return both people field by field, with what is decided about those that differ."""
    conflicts = {one.field: one for one in found.differences}
    is_merged = decisions.choice(found) is Choice.MERGE
    made = []
    for name in (*_SHOWN, *(one for one in conflicts if one not in _SHOWN)):
        conflict = conflicts.get(name)
        here, there = of_side(found.here, name), of_side(found.there, name)
        if conflict is not None:
            here, there = conflict.here, conflict.there
        if not (here or there):
            continue
        differs = conflict is not None or bool(here and there and here != there)
        asks = conflict is not None and is_merged
        stand = decisions.stand(found.row, name) if asks else None
        is_decided = asks and _decided(found, name, decisions)
        made.append(Line(name, here, there, differs, stand, is_decided))
    return tuple(made)


def of_side(side: Side, name: Field) -> str:
    """Return a field of one of two people, empty for one that is not known of either."""
    return {
        Field.NAME: side.name,
        Field.PHONE: " ".join(side.phones),
        Field.BIRTH_ON: side.birth_on,
        Field.SEX: side.sex,
        Field.CARD: side.card,
    }.get(name, "")


def open_field(found: Duplicate, decisions: Decisions) -> Field | None:
    """Return the first field that differs and that nobody decided about; None when the row is not
    joined to anybody.
    """
    if decisions.choice(found) is not Choice.MERGE:
        return None
    undecided = (
        one.field for one in found.differences if not _decided(found, one.field, decisions)
    )
    return next(undecided, None)


def is_open(found: Duplicate, decisions: Decisions) -> bool:
    """Tell whether a question still waits for an answer."""
    return found.row not in decisions.duplicates or open_field(found, decisions) is not None


def open_ones(check: Check, decisions: Decisions) -> tuple[int, ...]:
    """Return the places of the questions that wait for an answer."""
    return tuple(place for place, one in enumerate(check.duplicates) if is_open(one, decisions))


def alike(check: Check, found: Duplicate, decisions: Decisions) -> tuple[Duplicate, ...]:
    """Return this question and all open ones that arose for the same reasons."""
    kind = _kind(found)
    return tuple(
        one
        for one in check.duplicates
        if one.row == found.row or (_kind(one) == kind and is_open(one, decisions))
    )


def choose(decisions: Decisions, rows: Iterable[Duplicate], choice: Choice) -> Decisions:
    """Return the decisions with this answer for these rows."""
    chosen = {one.row: choice for one in rows}
    return replace(decisions, duplicates={**decisions.duplicates, **chosen})


def settle(decisions: Decisions, rows: Iterable[Duplicate], name: Field, stand: Stand) -> Decisions:
    """Return the decisions with this answer for a field, in those of the rows where it differs."""
    decided = {
        (one.row, name): stand
        for one in rows
        if any(each.field is name for each in one.differences)
    }
    return replace(decisions, conflicts={**decisions.conflicts, **decided})


def reopened(decisions: Decisions, rows: Iterable[Duplicate]) -> Decisions:
    """Return the decisions without those about fields of these rows."""
    gone = {one.row for one in rows}
    kept = {place: one for place, one in decisions.conflicts.items() if place[0] not in gone}
    return replace(decisions, conflicts=kept)


def _kind(found: Duplicate) -> tuple[object, ...]:
    return found.there.customer is None, found.reasons, found.suggested


def _decided(found: Duplicate, name: Field, decisions: Decisions) -> bool:
    return (found.row, name) in decisions.conflicts
