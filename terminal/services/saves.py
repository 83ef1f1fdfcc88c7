"""Saves as they stand in the outbox, read back: whose they are, what they are about, what is in
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain import observation
from terminal.domain.card import ReadingItem
from terminal.domain.customer import mask_name, mask_phone
from terminal.domain.observation import Reading
from terminal.domain.sync_centre import Pile, SaveContent, SaveField

_HIDDEN: Final = frozenset(
    {"anchor", "assignee", "by", "confidence_e2", "customer", "entity", "event", "form", "group",
     "guardian", "household", "id", "lead", "observation", "pharmacist", "rule", "rule_version",
     "slot", "staff", "store", "supersedes", "synthetic", "task", "undoes"}
)  # fmt: skip
"""Fields that are ids and bookkeeping: nobody at a counter reads anything in them."""


@dataclass(frozen=True)
class SavedOps:
    """One group of ops, as `export_groups` yields it."""

    group: str
    ops: tuple[Mapping[str, Any], ...]

    @cached_property
    def bodies(self) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
        """Return kind, id and fields of each op; an op without its body has none."""
        return tuple((op["k"], op["id"], _fields(op.get("b") or {})) for op in self.ops)

    @property
    def customer(self) -> str | None:
        """Return whose record this is, by id."""
        for kind, record, fields in self.bodies:
            if kind == "customer":
                return record
            if isinstance(found := fields.get("customer"), str):
                return found
            if kind == "audit" and fields.get("entity_kind") == "customer":
                return str(fields.get("entity"))
        return None

    @property
    def task(self) -> str | None:
        """Return the task whose outcome this is, by id."""
        outcomes = (fields for kind, _, fields in self.bodies if kind == "outcome")
        return next((str(one["task"]) for one in outcomes if "task" in one), None)

    @property
    def new_name(self) -> str:
        """Return the name in it, masked, for a customer who is on no other record."""
        named = (f for kind, _, f in self.bodies if kind in ("customer", "link"))
        return next((mask_name(str(f["name"])) for f in named if f.get("name")), "")

    def content(self) -> SaveContent:
        """Return what is in it, for people: names and phones masked, log entries left out unless
        there is nothing else.
        """
        told = [body for body in self.bodies if body[0] not in ("audit", "resolution")]
        fields = tuple(
            SaveField(kind, name, _masked(name, value))
            for kind, _, held in told or self.bodies
            for name, value in held.items()
            if name not in _HIDDEN
        )
        notes = (str(f["note"]) for kind, _, f in told if kind == "outcome" and f.get("note"))
        return SaveContent(self.group, fields, self._reading(), next(notes, ""))

    def _reading(self) -> ReadingItem | None:
        for kind, record, fields in self.bodies:
            items = fields.get("items")
            if kind == "observation" and items:
                at = datetime.fromtimestamp(int(fields["at"]) / 1000, UTC)
                code = str(fields["code"])
                reading = Reading(record, str(fields["customer"]), code, at, dict(items))
                return ReadingItem(reading, observation.level(code, reading.items))
        return None


def saved(uow: UnitOfWork, piles: Iterable[Pile]) -> Iterator[SavedOps]:
    """Yield the saves of these piles with what is in them, oldest first."""
    for one in uow.sync.export_groups([pile.value for pile in piles]):
        yield SavedOps(one["group"], tuple(one["ops"]))


def refused_about(uow: UnitOfWork, task_id: str) -> list[str]:
    """Return the groups that HQ refused, about a task, of which nothing was decided yet."""
    found = [one.group for one in saved(uow, [Pile.REFUSED]) if one.task == task_id]
    decided = uow.sync.decided_groups() if found else frozenset()
    return [group for group in found if group not in decided]


def _fields(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of an op's body, whichever form it has."""
    for form in ("fact", "set", "args"):
        if isinstance(found := body.get(form), Mapping):
            return found
    added: dict[str, Any] = {}
    for form in ("add", "del"):
        for element in body.get(form) or ():
            added.setdefault(element["f"], []).append(element["v"])
    return added


def _masked(name: str, value: Any) -> object:
    if name == "name":
        return mask_name(str(value))
    if name == "phone":
        return mask_phone(str(value))
    if name == "phones":
        return [mask_phone(str(one)) for one in value]
    return value
