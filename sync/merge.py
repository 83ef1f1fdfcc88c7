"""Merging: what a record is after ops from several tills. Pure, and the same at till and HQ.

A record's state is its body and its field clocks. For a plain field the clock is the stamp of
the op that set it. For an add-wins set it is, per element, the stamps of live adds (`+`) and of
removed ones (`-`): a removal names the adds it saw, so an add made elsewhere at the same time
survives (observed-remove set, Shapiro et al., 2011). `merge` is commutative, associative and
idempotent for every policy but REVIEW, whose outcome HQ alone decides by the order ops arrive in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sync.protocol.canonical import encode
from sync.protocol.kinds import Kind, Policy
from sync.protocol.ops import Add, Del, Element, Fact, OpBody, Set

Body: TypeAlias = dict[str, Any]
Clocks: TypeAlias = dict[str, Any]


class AuthorityError(ValueError):
    """The op writes what its writer may not: `code` says what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class State:
    """A record's body and clocks. Treated as immutable: `apply` returns new ones."""

    body: Body = field(default_factory=dict)
    clocks: Clocks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """The state after an op, and the fields in which somebody else's value was kept."""

    state: State
    conflicts: tuple[str, ...] = ()


def apply(
    kind: Kind,
    state: State,
    body: OpBody,
    *,
    stamp: str,
    seen_present: bool = True,
    by_hq: bool = False,
) -> Applied:
    """Return `state` after one op.

    `stamp` is the op's clock. `seen_present` says whether its author had seen the record's
    present revision (only REVIEW asks). `by_hq` lets HQ's own fields be written. Raise
    AuthorityError when the op writes a field that is not its author's, or a form that the kind
    does not take.
    """
    match body:
        case Fact(fields):
            _require(kind.fact or by_hq, "FORM_NOT_FOR_KIND")
            return _set_fields(kind, state, fields, stamp, seen=seen_present, by_hq=by_hq)
        case Set(fields):
            _require(not kind.fact or by_hq, "FORM_NOT_FOR_KIND")
            return _set_fields(kind, state, fields, stamp, seen=seen_present, by_hq=by_hq)
        case Add(elements):
            return _elements(kind, state, elements, lambda cell, _: _added(cell, stamp))
        case Del(elements):
            return _elements(kind, state, elements, lambda cell, e: _removed(cell, e.seen))
        case _:  # Do: there are no actions yet.
            raise AuthorityError("UNKNOWN_ACTION")


def live_stamps(state: State, name: str, value: object) -> tuple[str, ...]:
    """Return the stamps a removal of this element has to name."""
    cell: Mapping[str, list[str]] = state.clocks.get(name, {}).get(_key(value), {})
    return tuple(cell.get("+", ()))


def merge(kind: Kind, left: State, right: State) -> State:
    """Return the join of two states of one record."""
    body: Body = {}
    clocks: Clocks = {}
    for name in left.clocks.keys() | right.clocks.keys():
        if name in kind.sets:
            cells = _join_cells(left.clocks.get(name, {}), right.clocks.get(name, {}))
            _store_set(body, clocks, name, cells)
        else:
            _join_field(kind, name, (left, right), body, clocks)
    return State(body, clocks)


def _join_field(
    kind: Kind, name: str, sides: tuple[State, State], body: Body, clocks: Clocks
) -> None:
    have = [side for side in sides if name in side.clocks]
    # The value takes part in the comparison, so that equal stamps (one save, seen twice by a
    # faulty device) still give one answer on every replica.
    ranked = sorted(have, key=lambda side: (side.clocks[name], encode(side.body.get(name))))
    first = kind.policy(name) is Policy.FIRST_WRITER
    winner = ranked[0 if first else -1]
    clocks[name] = winner.clocks[name]
    if name in winner.body:
        body[name] = winner.body[name]


def _require(holds: bool, code: str) -> None:  # noqa: FBT001 (reads as an assertion)
    if not holds:
        raise AuthorityError(code)


def _set_fields(
    kind: Kind, state: State, fields: Body, stamp: str, *, seen: bool, by_hq: bool
) -> Applied:
    body, clocks = dict(state.body), dict(state.clocks)
    conflicts: list[str] = []
    for name, value in fields.items():
        if name in kind.sets:
            _require(by_hq and isinstance(value, list), "SET_NEEDS_ADD")
            cells = {_key(item): {"+": [stamp]} for item in value}
            _store_set(body, clocks, name, _join_cells(clocks.get(name, {}), cells))
            continue
        policy = kind.policy(name)
        if policy is Policy.HQ and not by_hq:
            raise AuthorityError("FIELD_IS_HQS")
        held, held_stamp = body.get(name), clocks.get(name)
        if held_stamp is None or _wins(policy, (stamp, value), (held_stamp, held), seen=seen):
            clocks[name] = stamp
            body[name] = value
            if value is None:
                del body[name]
        elif held != value:
            conflicts.append(name)
    return Applied(State(body, clocks), tuple(conflicts))


def _wins(policy: Policy, ours: tuple[str, Any], held: tuple[str, Any], *, seen: bool) -> bool:
    (stamp, value), (held_stamp, held_value) = ours, held
    new, old = (stamp, b""), (held_stamp, b"")
    if stamp == held_stamp:  # Told apart by the values, as in _join_field.
        new, old = (stamp, encode(value)), (held_stamp, encode(held_value))
    match policy:
        case Policy.FIRST_WRITER:
            return new < old
        case Policy.REVIEW:
            return new > old and (seen or value == held_value)
        case _:
            return new > old


def _elements(kind: Kind, state: State, elements: tuple[Element, ...], change: Any) -> Applied:
    body, clocks = dict(state.body), dict(state.clocks)
    changed: dict[str, dict[str, Any]] = {}
    for element in elements:
        _require(element.field in kind.sets, "FIELD_NO_SET")
        cells = changed.get(element.field)
        if cells is None:
            cells = changed[element.field] = dict(clocks.get(element.field, {}))
        key = _key(element.value)
        cells[key] = change(cells.get(key, {}), element)
    for name, cells in changed.items():
        _store_set(body, clocks, name, cells)
    return Applied(State(body, clocks))


def _added(cell: Mapping[str, list[str]], stamp: str) -> dict[str, list[str]]:
    if not cell:
        return {"+": [stamp]}
    return _cell({*cell.get("+", ()), stamp}, set(cell.get("-", ())))


def _removed(cell: Mapping[str, list[str]], seen: tuple[str, ...]) -> dict[str, list[str]]:
    return _cell(set(cell.get("+", ())), {*cell.get("-", ()), *seen})


def _join_cells(left: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    joined = {}
    for key in left.keys() | right.keys():
        cells = (left.get(key, {}), right.get(key, {}))
        joined[key] = _cell(
            {stamp for cell in cells for stamp in cell.get("+", ())},
            {stamp for cell in cells for stamp in cell.get("-", ())},
        )
    return joined


def _cell(added: set[str], removed: set[str]) -> dict[str, list[str]]:
    cell = {"+": sorted(added - removed), "-": sorted(removed)}
    return {sign: stamps for sign, stamps in cell.items() if stamps}


def _store_set(body: Body, clocks: Clocks, name: str, cells: dict[str, Any]) -> None:
    """Write a set's cells, and the list of its live elements, sorted by their canonical text."""
    clocks[name] = cells
    live = [_value(key) for key in sorted(cells) if cells[key].get("+")]
    body[name] = live
    if not live:
        del body[name]


def _key(value: object) -> str:
    """Return the element's identity inside the clocks: its canonical text."""
    return encode(value).decode()


def _value(key: str) -> Any:
    # Most are texts, and few of them are written otherwise than they are.
    is_plain = key.startswith('"') and "\\" not in key
    return key[1:-1] if is_plain else json.loads(key)
