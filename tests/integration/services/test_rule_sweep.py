"""HQ's rules held against a whole store: who is found, in portions, beside a writer at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from terminal.services import rule_sweep
from terminal.services.rule_sweep import Portion, RuleKind, SweepPlan
from terminal.services.work import Work
from tests.builders import START_MS, a_customer, a_task
from tests.integration.services.hq_desk import HqDesk
from tests.integration.services.shop import on
from ui.sync_centre.rules import RulesState, RuleSweep

LABEL = {
    "type": "label",
    "title": {"zh_CN": "糖尿病"},
    "when": "'t2dm' in conditions",
    "tag": "diabetes",
}
FOLLOWUP = {
    "type": "followup",
    "title": {"zh_CN": "随访"},
    "ask": {"zh_CN": "血糖？"},
    "condition": "t2dm",
    "cycle_days": 14,
    "keys": [3],
}
CONFLICT = {
    "type": "conflict",
    "when": "'t2dm' in conditions && size(taken) == 0",
    "ask": {"zh_CN": "用药为空？"},
    "replies": [{"code": "none_yet", "words": {"zh_CN": "尚未用药"}}],
}


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[HqDesk]:
    """A shop with sixty people, every second with diabetes, one of them restricted."""
    made = HqDesk(tmp_path)
    for n in range(60):
        conditions = ["t2dm"] if n % 2 else []
        body = a_customer(100 + n, conditions=conditions, restricted=n == 1)
        made.own.change("customer", f"x-{n:02}", body)
    made.own.change("task", "k-1", a_task("x-03", rule="asked", due_on=on(3)))
    made.publish("rule", "asked", FOLLOWUP)
    made.publish("rule", "label", LABEL)
    made.publish("rule", "conflict", CONFLICT)
    made.till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 10**9))
    yield made
    made.till.close()


@dataclass
class Queue:
    """A runner that does one piece of work when it is told to, as the reader's thread would."""

    read: Callable[[Any], Any]
    waiting: list[tuple[Any, Callable[[Any], None]]] = field(default_factory=list)

    def __call__(self, work: Work[Any], then: Callable[[Any], None]) -> None:
        self.waiting.append((work, then))

    def step(self) -> None:
        work, then = self.waiting.pop(0)
        then(self.read(work))

    def drain(self) -> None:
        while self.waiting:
            self.step()


def counts(state: RulesState) -> dict[str, int]:
    return {rule.id: n for rule, n in state.counts}


def test_everybody_a_rule_is_about_is_found_and_nobody_restricted(hq: HqDesk) -> None:
    plan = hq.till.read(rule_sweep.plan)
    assert isinstance(plan, SweepPlan)
    kinds = {one.id: one.kind for one in plan.rules}
    assert (RuleKind.LABEL, RuleKind.CONFLICT) == (kinds["label"], kinds["conflict"])
    assert RuleKind.FOLLOWUP is kinds["asked"]
    found: dict[str, set[str]] = {}
    after, portions = "", 0
    while True:
        portion = hq.till.read(lambda uow, after=after: rule_sweep.portion(uow, after=after))
        assert isinstance(portion, Portion)
        portions += 1
        for rule, who in portion.found.items():
            found.setdefault(rule, set()).update(who)
        if portion.last is None:
            break
        after = portion.last
    odd = {f"x-{n:02}" for n in range(3, 60, 2)}
    shop = {one for one in found["label"] if one.startswith("c-")}
    assert odd | shop == found["label"] == found["conflict"]
    assert found["label"] - {"x-03"} == found["asked"]
    assert portions > 1


def test_progress_is_told_and_new_rules_begin_anew(hq: HqDesk) -> None:
    told: list[int] = []
    queue = Queue(hq.till.read)
    sweep = RuleSweep(queue, lambda: told.append(sweep.state.percent))
    sweep.begin()
    queue.step()
    queue.step()
    assert 0 < sweep.state.percent < 100
    hq.publish("rule", "label", {**LABEL, "when": "'htn' in conditions"}, version=2)
    sweep.on_store_changed({"rule": frozenset({"label"})})
    queue.drain()
    assert sweep.state.is_done
    assert 29 <= counts(sweep.state)["conflict"] > counts(sweep.state)["label"]
    assert (0, 100) == (told[0], told[-1])
    assert sweep.state.looked_at == sweep.state.customers
    before = len(told)
    sweep.on_store_changed({"ticket": frozenset({"t"})})
    assert (before, []) == (len(told), queue.waiting)


def test_a_save_comes_between_two_portions(hq: HqDesk) -> None:
    queue = Queue(hq.till.read)
    sweep = RuleSweep(queue, lambda: None)
    sweep.begin()
    queue.step()
    queue.step()
    hq.till.run(lambda uow: uow.audit("test.saved"))
    queue.drain()
    assert sweep.state.is_done


def test_nothing_is_read_of_anybody_while_reading_is_locked(hq: HqDesk) -> None:
    hq.till.clock.advance(ms=10**10)
    assert SweepPlan((), 0) == hq.till.read(rule_sweep.plan)
    assert {} == hq.till.read(rule_sweep.portion).found
