"""What a later build writes passes through older ones unchanged; updated ones understand it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from tests.hub_fixtures import START_MS
from tests.simulation import builds, seeds
from tests.simulation.builds import Build
from tests.simulation.hq import Reply
from tests.simulation.line import LineAdapter
from tests.simulation.storages import InMemory
from tests.simulation.till import SeededBytes, TillClock

STORE: Final = "0018"
CUSTOMER: Final = "cust-0"


class Shop:
    """A store whose tills and HQ are of any builds, over one storage and a perfect line."""

    def __init__(self, folder: Path, hq_build: Build) -> None:
        self.ms = START_MS
        self._folder = folder
        self._storage = InMemory()
        self._rng = Random(1)
        self.hq: Any = None
        self.begin(hq_build)
        assert self.hq is not None
        self.hq.make_stores()
        rows = [json.loads(line) for line in seeds.lines(Random(5))]
        self.hq.load(json.dumps(row) for row in rows if row["k"] != "task")

    def begin(self, build: Build) -> None:
        """End HQ's program and start that of another build on its storage."""
        self.ms += 1_000
        if self.hq is not None:
            self.hq.close()
        self.hq = build.hq.Hq(self._folder, self._storage, lambda: self.ms, self._rng)

    def till(self, name: str, build: Build) -> Any:
        """Return a till that was enrolled and read everything."""
        side = self.started(name, build)
        side.enrol(self.hq.code(STORE, name))
        self.sync(side)
        return side

    def started(self, name: str, build: Build) -> Any:
        """Return the program of a till, started."""
        return build.till_side.TillSide(
            build.till_side.Surroundings(
                path=self._folder / f"{name}.db",
                clock=TillClock(self),
                ids=SeededBytes(Random(name)),
                rng=self._rng,
                adapter=LineAdapter(self._carry),
                reach=lambda _: None,
            )
        )

    def _carry(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        reply: Reply = self.hq.call(method, url, dict(headers), body)
        return reply

    def sync(self, *tills: Any) -> None:
        """Let tills exchange twice, which must go well."""
        for _ in range(2):
            for till in tills:
                self.ms += 20_000
                outcome = till.exchange(lambda: False)
                assert (None, False) == (outcome.trouble, outcome.failed), outcome


@pytest.fixture
def open_shop(tmp_path: Path) -> Iterator[Callable[[Build], Shop]]:
    """Open a shop with HQ of some build."""
    opened: list[Shop] = []

    def open_it(build: Build) -> Shop:
        opened.append(Shop(tmp_path, build))
        return opened[-1]

    yield open_it
    for shop in opened:
        shop.hq.close()


def _put(till: Any, kind: str, record_id: str, body: Any) -> None:
    till.store.run(lambda uow: uow.put(kind, record_id, body), till.desk.session).result()


def _query(till: Any, sql: str) -> list[tuple[Any, ...]]:
    found = till.store.read(lambda uow: uow._db.execute(sql).fetchall()).result()
    return [tuple(row) for row in found]


OLD: Final = ["present", *builds.names()]


def _build(name: str) -> Build:
    return builds.present() if name == "present" else builds.released(name)


@pytest.mark.parametrize("name", OLD)
def test_unknown_kinds_and_fields_pass_through_an_older_till_and_apply_after_its_update(
    name: str, open_shop: Callable[[Build], Shop]
) -> None:
    shop = open_shop(builds.later())
    new, old = shop.till("new", builds.later()), shop.till("old", _build(name))
    ops = builds.later().till_side
    _put(new, "customer", CUSTOMER, ops.Set({"nickname": "兰姐", "sex": "f"}))
    _put(
        new, "parcel", "parcel-1", ops.Fact({"customer": CUSTOMER, "at": START_MS, "purpose": "量"})
    )
    shop.sync(new, old)

    _put(old, "customer", CUSTOMER, _build(name).till_side.Set({"note": "晨起头晕"}))
    shop.sync(old, new)
    shown = _query(new, f"SELECT nickname, sex, note FROM customer WHERE id = '{CUSTOMER}'")
    assert [("兰姐", "f", "晨起头晕")] == shown
    parked = _query(old, "SELECT kind, id, code FROM inbound")
    assert [("parcel", "parcel-1", "KIND_UNKNOWN")] == parked

    old.close()
    updated = shop.started("old", builds.later())
    shop.sync(updated)
    sql = "SELECT id, customer, at, purpose FROM parcel"
    assert [("parcel-1", CUSTOMER, START_MS, "量")] == _query(updated, sql) == _query(new, sql)
    assert shown == _query(
        updated, f"SELECT nickname, sex, note FROM customer WHERE id = '{CUSTOMER}'"
    )
    assert [] == _query(updated, "SELECT * FROM inbound")
    for till in (updated, new):
        till.close()


def test_what_a_newer_till_writes_waits_at_an_older_hq_and_takes_effect_after_its_update(
    open_shop: Callable[[Build], Shop],
) -> None:
    shop = open_shop(builds.present())
    new, other = shop.till("new", builds.later()), shop.till("other", builds.later())
    ops = builds.later().till_side
    _put(new, "customer", CUSTOMER, ops.Set({"nickname": "兰姐"}))
    _put(
        new, "parcel", "parcel-1", ops.Fact({"customer": CUSTOMER, "at": START_MS, "purpose": "量"})
    )
    shop.sync(new, other)
    nickname = f"SELECT nickname FROM customer WHERE id = '{CUSTOMER}'"
    assert [("兰姐",)] == _query(other, nickname)
    state = new.store.read(lambda uow: uow.sync.state()).result()
    assert (0, 1) == (state.unsent, state.held)
    assert [] == _query(other, "SELECT id FROM parcel")

    shop.begin(builds.later())
    shop.sync(new, other)
    state = new.store.read(lambda uow: uow.sync.state()).result()
    assert (0, 0) == (state.unsent, state.held)
    sql = "SELECT id, customer, at, purpose FROM parcel"
    assert [("parcel-1", CUSTOMER, START_MS, "量")] == _query(new, sql) == _query(other, sql)
    for till in (new, other):
        till.close()
