"""Takes an import back, a slice at a time, by further work of the store's own: it reaches HQ and
other tills as any change does.

A file the import made is withdrawn, unless somebody worked with it since. In a file that was here,
fields get their old values back where they are still as the import left them, what was added to
sets goes as far as the import added it, and facts are undone by further facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from local_store.group_writer import Write
from local_store.imports import RowDone
from local_store.unit_of_work import UnitOfWork
from sync.merge import State
from sync.protocol.kinds import KINDS, Policy
from sync.protocol.ops import OPS_PER_GROUP_MAX, Del, Element, Fact, Set
from terminal.services.import_writes import CUSTOMER, row_id

_FACTS: Final = ("external_id", "past_sale", "observation")


@dataclass(slots=True)
class Undone:
    """What came of a slice: rows that are dealt with, and files that were left alone."""

    rows: int = 0
    kept: int = 0
    groups: list[list[Write]] = field(default_factory=list)


def undo_next(uow: UnitOfWork, batch: str, limit: int) -> int:
    """Take some more rows of an import back; return how many, 0 when none are left."""
    made = uow.imports.next_made(batch, limit)
    done = _withdraw(uow, batch, made) if made else _change_back(uow, batch, limit)
    if done.rows:
        uow.put_groups(done.groups)
        uow.imports.advance(batch, 0, {"kept": done.kept})
    return done.rows


def _withdraw(uow: UnitOfWork, batch: str, made: Sequence[RowDone]) -> Undone:
    customers = [one.customer for one in made]
    about = uow.imports.rows_about(batch, customers)
    ours: dict[str, set[str]] = {one: set() for one in customers}
    for row in about:
        ours[row.customer].add(row.stamp)
    facts = [str(one) for row in about for _, one in row.undo.get("facts", ())]
    used = uow.imports.used(customers, facts)
    states = uow.imports.states(CUSTOMER, customers)
    done = Undone(rows=len(about))
    writes: list[Write] = []
    for customer in customers:
        state = states.get(customer)
        if state is None or state.body.get("withdrawn"):
            continue
        is_joined = state.body.get("canonical_id") is not None
        if is_joined or customer in used or not _stamps(state) <= ours[customer]:
            done.kept += 1
        else:
            writes.append(Write(CUSTOMER, customer, Set({"withdrawn": True})))
    done.groups = [list(one) for one in _groups(writes)]
    uow.imports.forget(batch, [one.row for one in about])
    return done


def _stamps(state: State) -> set[str]:
    """Return the stamps under which tills wrote what a customer's file holds."""
    found: set[str] = set()
    for name, clock in state.clocks.items():
        if KINDS[CUSTOMER].policy(name) is Policy.HQ:
            continue
        if isinstance(clock, str):
            found.add(clock)
        else:
            found |= {one for cell in clock.values() for each in cell.values() for one in each}
    return found


def _change_back(uow: UnitOfWork, batch: str, limit: int) -> Undone:
    rows = uow.imports.next_changed(batch, limit)
    states = uow.imports.states(CUSTOMER, {one.customer for one in rows})
    facts: dict[str, dict[str, str]] = {kind: {} for kind in _FACTS}
    for row in rows:
        for kind, record in row.undo.get("facts", ()):
            facts[kind][record] = row_id(batch, row.row, f"undo|{record}")
    # A recovery may remember a row that was taken back before.
    held = {kind: uow.imports.states(kind, [*of, *of.values()]) for kind, of in facts.items()}
    bodies = {one: dict(state.body) for one, state in states.items()}
    done = Undone(rows=len(rows))
    for row in rows:
        body = bodies.get(row.customer)
        writes = [] if body is None else _file_back(row, body)
        for kind, record in row.undo.get("facts", ()):
            fact, opposite = held[kind].get(record), facts[kind][record]
            if fact is not None and opposite not in held[kind]:
                back = Fact(_opposite(uow, kind, record, fact.body))
                writes.append(Write(kind, opposite, back))
        done.groups += [list(one) for one in _groups(writes)]
    uow.imports.forget(batch, [one.row for one in rows])
    return done


def _file_back(row: RowDone, body: dict[str, Any]) -> list[Write]:
    """Return what makes a file what it was before a row, as far as it is as the row left it."""
    fields = {
        name: before
        for name, (before, after) in row.undo.get("set", {}).items()
        if body.get(name) == after
    }
    body |= fields
    elements = tuple(Element(name, value, (row.stamp,)) for name, value in row.undo.get("add", ()))
    writes = [Write(CUSTOMER, row.customer, Set(fields))] if fields else []
    return writes + ([Write(CUSTOMER, row.customer, Del(elements))] if elements else [])


def _opposite(uow: UnitOfWork, kind: str, record: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return the fact that takes another one back."""
    stamped = {"at": uow.now_ms, "by": uow.session.actor}
    match kind:
        case "observation":
            return {
                "customer": body["customer"],
                "code": body["code"],
                "items": {},
                "supersedes": record,
                **stamped,
                "at": body["at"],
            }
        case "past_sale":
            kept = {name: body[name] for name in ("customer", "business_day", "source")}
            return {**kept, "total_fen": 0, "lines": [], "undoes": record, **stamped}
        case _:
            names = ("entity_kind", "entity", "system", "value", "how", "customer")
            kept = {name: body[name] for name in names if name in body}
            return {**kept, "undoes": record, **stamped}


def _groups(writes: Sequence[Write]) -> Iterator[Iterable[Write]]:
    """Yield writes in groups that HQ takes, those of one customer never far apart."""
    for at in range(0, len(writes), OPS_PER_GROUP_MAX):
        yield writes[at : at + OPS_PER_GROUP_MAX]
