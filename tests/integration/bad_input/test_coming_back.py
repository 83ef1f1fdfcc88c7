"""Restored and rescued tills before a real HQ: what it has comes again, what it lacks arrives."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from local_store.backup import BackupPlan, back_up
from local_store.key_custody import FileCustody
from local_store.own_work import OwnWork, closed
from local_store.salvage import look
from local_store.unit_of_work import UnitOfWork
from sync.agent.enrolment import AboutTill, enrol_again
from sync.hub.hub import Hub
from terminal import app, restoring
from terminal.config import load
from tests.builders import a_task
from tests.hub_fixtures import START_MS, STORE, load_lines
from tests.integration.bad_input.rig import (
    KEY,
    TODAY,
    Gate,
    Till,
    TillClock,
    a_till,
    assembled,
    code_for,
    connector,
    open_store,
)
from tests.integration.bad_input.test_hub_answers import outcomes_at

Reopen = Callable[[Path], Till]


@dataclass(slots=True)
class Shop:
    """A till with its folder, and a way to open the store in a folder again."""

    till: Till
    folder: Path
    reopen: Reopen


@pytest.fixture
def shop(
    hub: Hub, hq_gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    """A till that has what HQ has: four follow-ups, due today."""
    monkeypatch.setattr("terminal.machine.SystemClock.now_ms", lambda _: START_MS)
    lines = [("task", f"k-{n}", a_task("c-1", anchor=f"f-{n}", due_on=TODAY)) for n in range(2, 5)]
    load_lines(hub, *({"k": k, "id": i, "b": b, "stores": [STORE.id]} for k, i, b in lines))
    till = a_till(hub, hq_gate.url, tmp_path / "till")
    FileCustody(tmp_path / "till" / app.KEY_FILE).keep(KEY)
    opened = [till]

    def reopen(folder: Path) -> Till:
        opened[-1].close()
        clock = TillClock(START_MS)
        store = open_store(folder, clock)
        identity = store.read(lambda uow: uow.sync.identity()).result()
        assert identity is not None
        opened.append(assembled(store, clock, identity.device))
        return opened[-1]

    assert till.exchange().trouble is None
    yield Shop(till, tmp_path / "till", reopen)
    opened[-1].close()


def backed_up(shop: Shop) -> Path:
    custody = FileCustody(shop.folder / app.KEY_FILE)
    plan = BackupPlan(shop.folder / "backups", custody, START_MS, floor=0)
    return back_up(shop.till.store, plan).path


def outcomes(till: Till) -> set[str]:
    return {one for (one,) in till.rows("SELECT id FROM outcome")}


def assert_settled(till: Till, hub: Hub, expected: set[str]) -> None:
    """Assert that till and HQ have these entries, once each, and nothing is left to say."""
    for _ in range(4):
        outcome = till.exchange()
    assert outcome.trouble is None
    assert (expected, expected) == (outcomes(till), set(outcomes_at(hub)))
    state = till.state()
    assert (0, 0, None) == (state.unsent, state.quarantined, state.trouble)
    kept = till.read(lambda uow: uow.sync.cursors())
    found = {stream: till.read(partial(_recount, stream=stream)) for stream in kept}
    assert found == {stream: (one.n, one.sum) for stream, one in kept.items()}
    assert not any(one.mismatch_at or one.repair_due for one in kept.values())


def _recount(uow: UnitOfWork, *, stream: str) -> tuple[int, int]:
    return uow.sync.recount(stream)


def test_set_back_with_all_it_did_since_it_is_no_other_till_to_hq(hub: Hub, shop: Shop) -> None:
    done = [shop.till.done("k-1")]
    shop.till.exchange()
    made = backed_up(shop)
    done.append(shop.till.done("k-2"))
    shop.till.exchange()
    done.append(shop.till.done("k-3"))  # Not sent.
    shop.till.close()
    restored = restoring.restore(load(data_dir=shop.folder), made)
    assert 0 < (restored.carried or 0)
    till = shop.reopen(shop.folder)
    assert set(done) <= outcomes(till), "before HQ is asked"
    assert_settled(till, hub, set(done))
    assert shop.till.device == till.device, "the same till as before"


def test_onto_an_empty_machine_hq_finds_it_set_back_and_it_comes_again(
    hub: Hub, hq_gate: Gate, shop: Shop, tmp_path: Path
) -> None:
    done = [shop.till.done("k-1")]
    made = backed_up(shop)  # Before HQ has it.
    done.append(shop.till.done("k-2"))
    shop.till.exchange()
    restoring.restore(load(data_dir=tmp_path / "new"), made)
    till = shop.reopen(tmp_path / "new")
    till.done("k-3")
    assert "HQ_DEVICE_FORKED" == till.exchange().trouble
    again = enrol_again(
        till.store, code_for(hub, hq_gate.url), AboutTill("test"), connect=connector(till.clock)
    )
    assert again.device != shop.till.device
    came = shop.reopen(tmp_path / "new")
    assert_settled(came, hub, {*done, *outcomes(came)})
    assert 3 == len(outcomes(came)), "what was sent, what the backup held, what was done since"


def test_onto_an_empty_machine_with_nothing_done_since_it_just_goes_on(
    hub: Hub, shop: Shop, tmp_path: Path
) -> None:
    done = shop.till.done("k-1")
    made = backed_up(shop)
    restoring.restore(load(data_dir=tmp_path / "new"), made)
    assert_settled(shop.reopen(tmp_path / "new"), hub, {done})


def test_rescued_from_a_damaged_disk_it_loads_again_and_sends_what_it_had(
    hub: Hub, shop: Shop
) -> None:
    done = [shop.till.done("k-1")]
    shop.till.exchange()
    done.append(shop.till.done("k-2"))  # Not sent.
    shop.till.close()
    database = shop.folder / app.DATABASE
    data = bytearray(database.read_bytes())
    data[:4096] = bytes(4096)
    database.write_bytes(data)
    saved = restoring.rescue(load(data_dir=shop.folder)).saved
    assert 0 == saved.lost
    till = shop.reopen(shop.folder)
    assert_settled(till, hub, set(done))
    assert shop.till.device == till.device


def test_where_unsent_work_was_lost_in_the_middle_the_rest_arrives(hub: Hub, shop: Shop) -> None:
    done = [shop.till.done(f"k-{n}") for n in range(1, 5)]
    shop.till.close()
    database = shop.folder / app.DATABASE
    # Lose the second entry's ops, as a bad page would.
    found = look(database, KEY, _columns(shop.folder)).work
    gone = [op["n"] for op in found.ops if op["entity"] == done[1]]
    assert gone
    whole = closed(OwnWork([op for op in found.ops if op["n"] not in gone], found.keys, found.meta))
    assert (len(gone), 0) == (whole.lost, whole.gone)
    fresh = shop.folder.parent / "fresh"
    store = open_store(fresh, TillClock(START_MS))
    store.run(lambda uow: uow.sync.carry(whole.work)).result()
    store.close()
    shutil.copyfile(shop.folder / app.KEY_FILE, fresh / app.KEY_FILE)
    till = shop.reopen(fresh)
    assert_settled(till, hub, {done[0], *done[2:]})


def _columns(folder: Path) -> list[str]:
    store = open_store(folder, TillClock(START_MS))
    try:
        columns: list[str] = store.run(lambda uow: uow.sync.outbox_columns()).result()
        return columns
    finally:
        store.close()
