"""The follow-up page with 500 tasks: from asking the store to the painted list."""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import partial
from typing import Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import OPS_PER_GROUP_MAX, Set
from terminal import app
from terminal.domain import followup
from tests.bench.rig import stage, till
from tests.bench.rig.figures import BenchError, Figure, Figures, percentile, spread
from tests.bench.rig.stage import Stage

TARGET_MS: Final = 100
TASKS: Final = 500
PROBE: Final = "tests.bench.rig.worklist_probe"
_SPREAD_DAYS: Final = 30
_LIST_S: Final = 60


def measure(where: Stage, desk: int, *, repeats: int) -> Figures:
    """Time the list in `repeats` new processes, and as often again in one."""
    _fill(where, desk)
    cold = [_run(where, desk, 0)[0] for _ in range(repeats)]
    warm = _run(where, desk, repeats)[1:]
    worse = max(percentile([one["ms"] for one in taken], 95) for taken in (cold, warm))
    figures = {"task_list_500_ms": Figure(worse, "ms", TARGET_MS)}
    for name, taken in (("cold", cold), ("warm", warm)):
        whole, read, cpu = ([one[key] for one in taken] for key in ("ms", "read_ms", "cpu_ms"))
        figures |= spread(f"task_list_500_{name}", whole, "ms", (50, 95))
        # Until the presenter has the rows; the rest is showing and painting.
        figures |= spread(f"task_list_500_{name}_read", read, "ms", (50,))
        figures |= spread(f"task_list_500_{name}_cpu", cpu, "ms", (50,))
    return figures


def _fill(where: Stage, desk: int) -> None:
    """Let exactly TASKS tasks be due, spread over a month, and HQ know them."""
    data = where.till(desk)
    with app.opened(data) as store:
        who = stage.session(store)
        due = store.read(lambda uow: len(uow.tasks.open_due(uow.today, TASKS))).result()
        for start in range(due, TASKS, OPS_PER_GROUP_MAX):
            numbers = range(start, min(start + OPS_PER_GROUP_MAX, TASKS))
            store.run(partial(_put_tasks, numbers=numbers), who).result()
    stage.exchange(data)
    with app.opened(data) as store:
        due = store.read(lambda uow: len(uow.tasks.open_due(uow.today, 2 * TASKS))).result()
    if due != TASKS:
        raise BenchError(f"{due} tasks are due, not {TASKS}")


def _put_tasks(uow: UnitOfWork, *, numbers: range) -> None:
    rules, codes = uow.rules.followups(), uow.customers.sample_member_codes(TASKS)
    rule = rules[min(rules)]
    for number in numbers:
        customer = uow.customers.by_member_code(codes[number])
        assert customer is not None
        due_on = uow.today - timedelta(days=number % _SPREAD_DAYS)
        anchor = uow.new_id()
        fields = {"rule": rule.id, "rule_version": rule.version, "customer": customer.id}
        fields |= {"anchor": anchor, "due_on": due_on.isoformat()}
        uow.put("task", followup.task_id(rule.id, customer.id, anchor), Set(fields))


def _run(where: Stage, desk: int, repeats: int) -> list[till.Event]:
    """Return what one process told of its lists, the cold one first."""
    program = [sys.executable, "-m", PROBE, str(repeats), "--data", str(where.till(desk))]
    with till.running([*program, "run", "--staff", stage.STAFF], where.env) as terminal:
        taken = []
        for _ in range(repeats + 1):
            told = terminal.expect("list", _LIST_S)
            if told["rows"] < TASKS:
                raise BenchError(f"{told['rows']} rows are shown")
            taken.append(told)
        return taken
