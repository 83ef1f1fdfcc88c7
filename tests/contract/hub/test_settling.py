"""Settling many groups in one push: it costs what is settled, and ends as if each came alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sync.hub import holding, open_groups
from sync.hub.hub import Hub
from sync.hub.memory.aside import MemoryAside
from sync.hub.memory.ops import MemoryOps
from sync.hub.memory.records import MemoryRecords
from sync.hub.memory.storage import MemoryStorage
from sync.protocol.cycle import VerdictState
from tests.hub_fixtures import (
    STAFF,
    STORE,
    FakeTime,
    ScriptedTill,
    hub_on,
    load_lines,
    new_till,
)

HELD, QUARANTINED, APPLIED = VerdictState.HELD, VerdictState.QUARANTINED, VerdictState.APPLIED
Save = list[tuple[str, str, dict[str, Any]]]


def customer(record: str, **fields: str) -> tuple[str, str, dict[str, Any]]:
    return ("customer", record, {"set": fields})


def settled(till: ScriptedTill, number: int, how: str = "dropped") -> tuple[str, str, Any]:
    fact = {"group": f"{till.device}-{number}", "how": how, "at": 1}
    return ("resolution", f"r-{till.device}-{number}", {"fact": fact})


def refused_and_waiting(hub: Hub, count: int) -> ScriptedTill:
    """Return a till with so many refused groups, on a record each, and one that waits for each."""
    till = new_till(hub)
    till.sync(till.saves_of(*([customer(f"c-{n}", birth_on="?")] for n in range(count))))
    till.sync(till.saves_of(*([customer(f"c-{n}", name="测试甲")] for n in range(count))))
    return till


def effort(hub: Hub, count: int, how: str, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return what HQ does when that many groups are settled in one push, by sort of work."""
    till = refused_and_waiting(hub, count)
    done: Counter[str] = Counter()

    def count_calls(watched: pytest.MonkeyPatch, place: Any, name: str) -> None:
        real = getattr(place, name)

        def call(*args: Any, **more: Any) -> Any:
            done[f"{getattr(place, '__name__', '')}.{name}"] += 1
            return real(*args, **more)

        watched.setattr(place, name, call)

    correction = [customer(f"c-{n}", name="改") for n in range(count)] if how == "replaced" else []
    push = till.saves_of(
        *([settled(till, n + 1, how), *correction[n : n + 1]] for n in range(count))
    )
    with monkeypatch.context() as watched:
        for module in (holding, open_groups):
            count_calls(watched, module, "touched_by")
        count_calls(watched, holding, "judge")
        for table in (MemoryAside, MemoryOps, MemoryRecords):
            for name in [one for one in vars(table) if not one.startswith("_")]:
                count_calls(watched, table, name)
        till.sync(push)
    assert [] == hub.review.listed()
    return done


@pytest.mark.parametrize("how", ["dropped", "replaced"])
def test_what_many_settlements_cost_grows_with_their_number_and_not_with_its_square(
    memory_hub: Hub, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = effort(memory_hub, 40, how, monkeypatch)
    many = effort(memory_hub, 160, how, monkeypatch)
    assert few.keys() == many.keys()
    assert few["sync.hub.holding.judge"] >= 80, "each settlement, and what waited for each"
    grown = {name: many[name] / few[name] for name in few}
    assert {} == {name: by for name, by in grown.items() if by > 4.5}, grown
    of_storage = {name for name in few if name.startswith("Memory")} - {"MemoryOps.rejudge"}
    assert {} == {name: many[name] for name in of_storage if many[name] != few[name]}


@pytest.mark.parametrize("looks", [1_000_000, 0])
def test_what_was_freed_goes_before_what_comes_after_it_in_the_same_push(
    hub: Hub, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.hub.desk.LOOKS_MAX", looks)
    till = refused_and_waiting(hub, 2)
    later = customer("c-0", name="测试乙")
    answer = till.sync(till.saves_of([settled(till, 1)], [later], [customer("c-2", name="丙")]))
    told = APPLIED if looks else HELD  # Beyond its patience HQ lets all of it wait to the end.
    assert [APPLIED, told, APPLIED] == [one.st for one in answer.verdicts]
    words = {one.n: (one.st, one.closed) for one in answer.late}
    waited = {} if looks else {6: (APPLIED, False)}
    assert {1: (QUARANTINED, True), 3: (APPLIED, False), **waited} == words
    assert "测试乙" == (till.body("customer", "c-0") or {})["name"]
    assert [(2, "quarantined"), (4, "held")] == [
        (one.first_n, one.state) for one in hub.review.listed()
    ]


def test_what_waited_for_a_group_that_was_let_go_refused_and_settled_at_once_is_let_go_too(
    hub: Hub,
) -> None:
    till = new_till(hub)
    till.sync(till.saves_of(
        [customer("c-1", birth_on="?")], [customer("c-1", birth_on="!")],
        [customer("c-1", name="测试甲")],
    ))  # fmt: skip
    till.sync(till.saves_of([settled(till, 1)], [settled(till, 2)]))
    assert [] == hub.review.listed()
    assert "测试甲" == (till.body("customer", "c-1") or {})["name"]


def test_a_save_that_was_free_by_then_is_not_dropped(hub: Hub) -> None:
    till = refused_and_waiting(hub, 1)
    till.sync(till.saves_of([settled(till, 1)], [settled(till, 2)]))
    assert "测试甲" == (till.body("customer", "c-0") or {})["name"]


def test_a_kind_that_is_not_known_is_the_reason_once_nothing_else_is(hub: Hub) -> None:
    till = new_till(hub)
    newer: tuple[str, str, dict[str, Any]] = ("parcel", "v-1", {"fact": {}})
    till.sync(till.saves_of([customer("c-1", birth_on="?")], [newer, customer("c-1", name="甲")]))
    till.sync(till.saves_of([settled(till, 1)], [customer("c-1", note="后")]))
    assert ["KIND_UNKNOWN", "WAITS"] == [one.code for one in hub.review.listed()]


@pytest.mark.parametrize("seed", range(40))
def test_it_makes_no_difference_how_saves_are_cut_into_pushes(
    seed: int, fake_time: FakeTime, tmp_path: Path
) -> None:
    ends = []
    for size in (1, 3, 100):
        hub = hub_on(MemoryStorage(), fake_time, tmp_path / str(size))
        till = new_till(hub, seed=9)
        saves = list(drawn(till, Random(seed)))
        for at in range(0, len(saves), size):
            till.sync(till.saves_of(*saves[at : at + size]))
        ends.append(as_it_is(hub))
    assert ends[0] == ends[1]
    assert ends[0] == ends[2]


def drawn(till: ScriptedTill, rng: Random) -> list[Save]:
    """Return saves of which many are refused, wait, or settle others, alone or with more."""
    saves: list[Save] = []
    for number in range(1, 41):
        save = [_op(rng) for _ in range(rng.choice([1, 1, 2, 3]))]
        if number > 1 and rng.random() < 0.5:
            how = rng.choice(["dropped", "replaced"])
            meant = rng.choice(range(max(1, number - 12), number))
            name, record, body = settled(till, meant, how)
            save = [(name, f"{record}-{number}", body), *(save if how == "replaced" else [])]
        saves.append(save)
    return saves


def _op(rng: Random) -> tuple[str, str, dict[str, Any]]:
    name = rng.choice(["c-0", "c-1", "c-2", "c-3"])
    reading = {"customer": name, "kind": "weight", "taken_at": 1, "weight_kg_e1": 700}
    return rng.choice([
        customer(name, name=f"测{rng.randrange(9)}"), customer(name, note=f"{rng.random()}"),
        customer(name, birth_on="?"), customer(name, tier="gold"),
        ("parcel", "v-1", {"fact": {"customer": name}}),
        ("observation", f"o-{rng.randrange(5)}", {"fact": reading}),
    ])  # fmt: skip


def as_it_is(hub: Hub) -> tuple[Any, ...]:
    """Return what HQ has in the end: its records, the groups that are open, and those that were
    closed.
    """
    assert isinstance(hub.storage, MemoryStorage)
    tables = hub.storage.tables
    records = {key: (row.rev, row.body) for key, row in tables.records.items()}
    aside = {row.group.g: row.group[6:9] for row in tables.aside.values()}
    open_ = {g: one for g, one in aside.items() if one[0] != "resolved"}
    closed = {g for g, one in aside.items() if one[:2] == ("resolved", "quarantined")}
    return records, open_, closed


def test_a_correction_that_was_refused_is_not_kept_waiting_by_itself(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(customer("c-1", birth_on="?")))
    push = till.save(settled(till, 1, "replaced"), customer("c-1", name="甲"), actor="staff-9")
    assert ["ACTOR_UNKNOWN"] == [one.code for one in till.sync(push).verdicts]
    load_lines(hub, {"k": "staff", "id": "staff-9", "b": STAFF, "stores": [STORE.id]})
    assert "applied" == hub.review.retry(till.device, 2).verdict
    assert [] == hub.review.listed()
