"""What an import does inside a unit of work, and how its decisions are kept for one that is cut
short.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from local_store.runs import no_collection
from local_store.unit_of_work import UnitOfWork
from terminal.domain.imports.headers import MANY
from terminal.domain.imports.model import (
    BatchState,
    Choice,
    Decisions,
    Field,
    Stand,
)
from terminal.domain.problems import Refusal
from terminal.services.import_plan import Plan
from terminal.services.import_writes import TIME_DIGITS, SliceWriter, Targets, is_made_by

Say: TypeAlias = Callable[[str, Mapping[str, str]], str]
"""Returns the text of a code with these facts, in the reader's language."""

_PURCHASES: Final = frozenset({Field.MEDICINE, Field.MEDICINE_CODE})


def wrong(columns: Mapping[int, Field]) -> Refusal | None:
    """Return why a mapping cannot be, None when it can."""
    held = list(columns.values())
    if Field.NAME not in held:
        return Refusal("IMPORT_NAME_UNMAPPED")
    twice = sorted({one for one in held if held.count(one) > 1 and one not in MANY})
    return Refusal("IMPORT_TWICE_MAPPED", {"field": twice[0]}) if twice else None


def is_buying(columns: Mapping[int, Field]) -> bool:
    """Tell whether a file has purchases."""
    return not _PURCHASES.isdisjoint(columns.values())


def settled(
    plan: Plan, place: int, noted: Iterable[tuple[int, str, int]]
) -> tuple[dict[int, str | None], set[str]]:
    """Return whose the first rows up to a place became in an earlier run (None: nobody's), and whom
    that run made; `noted` is what its rows did.
    """
    past = {leader for one in plan.entries if (leader := plan.leader(one.row)) <= place}
    found: dict[int, str | None] = dict.fromkeys(past)
    made = set()
    for row, customer, is_made in noted:
        if row in past:
            found[row] = customer
        if is_made:
            made.add(customer)
    return found, made


def write_slice(targets: Targets, places: tuple[int, int], failed: int, uow: UnitOfWork) -> int:
    """Take over the rows between two places of the plan, `failed` others left out among them;
    return how many.
    """
    entries = targets.plan.entries[places[0] : places[1]]
    with no_collection():
        counts = SliceWriter(uow, targets).write(entries)
    counts["failed"] = counts.get("failed", 0) + failed
    uow.imports.advance(targets.batch, entries[-1].row, counts)
    return len(entries)


def finish(batch: str, last: int, failed: int, uow: UnitOfWork) -> None:
    """Note that an import is done."""
    uow.imports.advance(batch, last, {"failed": failed})
    uow.imports.set_state(batch, BatchState.DONE)
    entry = uow.imports.get(batch)
    assert entry is not None
    facts = {"batch": batch, "new": entry.new, "merged": entry.merged, "failed": entry.failed}
    uow.audit("import.done", facts=facts)


def end_undo(batch: str, uow: UnitOfWork) -> None:
    """Note that an import is taken back, and how many of the files it made are left: those that
    somebody worked with, and those it forgot with a damaged page.
    """
    left = [one for one in uow.imports.standing(batch[:TIME_DIGITS]) if is_made_by(batch, one)]
    uow.imports.set_kept(batch, len(left))
    uow.imports.set_state(batch, BatchState.UNDONE)
    uow.audit("import.undone", facts={"batch": batch})


def report(plan: Plan, say: Say) -> bytes:
    """Return the problems and duplicates of a plan as CSV, as Excel wants it: row, field, code and
    what it means, no values.
    """
    check = plan.check()
    lines: list[tuple[int, str, str, str, str]] = [
        (one.row, one.field or "", one.severity, one.code, say(one.code, one.facts))
        for one in check.problems
    ]
    for each in check.duplicates:
        reasons = " ".join(say(one, {}) for one in each.reasons)
        lines.append((each.row, "", "duplicate", " ".join(each.reasons), reasons))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("row", "field", "severity", "code", "text"))
    writer.writerows(sorted(lines))
    return text.getvalue().encode("utf-8-sig")


def plan_text(columns: Mapping[int, Field], decisions: Decisions) -> str:
    """Return what was decided as JSON: places, rows and choices, nothing personal."""
    plan = {
        "columns": {str(at): name for at, name in sorted(columns.items())},
        "on_duplicate": decisions.on_duplicate,
        "on_conflict": decisions.on_conflict,
        "duplicates": {str(row): one for row, one in sorted(decisions.duplicates.items())},
        "conflicts": {
            f"{row}/{name}": one for (row, name), one in sorted(decisions.conflicts.items())
        },
    }
    return json.dumps(plan, sort_keys=True)


def plan_from(plan: Mapping[str, Any]) -> tuple[dict[int, Field], Decisions]:
    """Return the mapping and the decisions that `plan_text` wrote."""
    on_duplicate = plan["on_duplicate"]
    conflicts = {}
    for place, one in plan["conflicts"].items():
        row, _, name = place.partition("/")
        conflicts[int(row), Field(name)] = Stand(one)
    decisions = Decisions(
        on_duplicate=None if on_duplicate is None else Choice(on_duplicate),
        on_conflict=Stand(plan["on_conflict"]),
        duplicates={int(row): Choice(one) for row, one in plan["duplicates"].items()},
        conflicts=conflicts,
    )
    return {int(at): Field(name) for at, name in plan["columns"].items()}, decisions
