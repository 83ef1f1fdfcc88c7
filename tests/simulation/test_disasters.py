"""HQ set back to a backup, a till cloned, set back or revoked: told by name, and nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from sync.hub import devices
from tests.simulation import checks
from tests.simulation.world import Till, World, open_store

SEEDS = range(100, 108)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_hq_set_back_to_a_backup_gets_back_all_that_tills_ever_sent(
    seed: int, build: Callable[..., World]
) -> None:
    world = build(seed)
    world.run(25)
    world.back_up_hub()
    world.run(25)
    world.late.clear()  # What was under way to the old HQ does not reach the restored one.
    world.restore_hub()
    world.run(10)
    world.quiesce(tries=2)
    checks.check(world, allowed=checks.SET_BACK)
    checks.check_bootstrap(world)


def test_an_hq_set_back_twice_is_caught_up_with_twice(build: Callable[..., World]) -> None:
    world = build(150)
    world.run(15)
    world.back_up_hub()
    for _ in range(2):
        world.run(15)
        world.late.clear()
        world.restore_hub()
        world.quiesce(tries=2)
        checks.check(world, allowed=checks.SET_BACK)


def _quiet(build: Callable[..., World], seed: int) -> tuple[World, Till]:
    """Return a world at rest, in which only the test does something, and one of its tills."""
    world = build(seed)
    world.run(20)
    world.quiesce()
    world.depth = 1
    return world, world.tills[0]


def _save(till: Till) -> None:
    till.store.run(till.desk.register, till.desk.session).result()


def _unsent(till: Till) -> int:
    return int(till.store.read(lambda uow: uow.sync.state().unsent).result())


def test_a_clone_of_a_till_stops_both_and_keeps_what_each_has(
    build: Callable[..., World],
) -> None:
    world, till = _quiet(build, 200)
    till.store.close()
    clone_path = till.path.with_name("clone.db")
    shutil.copy(till.path, clone_path)
    till.store = open_store(till.path, till.clock, till.ids)
    world.restart(till)
    _save(till)
    assert not world.exchange(till).failed

    original, till.path = till.path, clone_path
    till.ids.rng.seed(1)
    world.restart(till)
    _save(till)
    cloned = world.exchange(till)
    assert ("HQ_DEVICE_FORKED", True) == (cloned.trouble, cloned.halted)
    assert 1 == _unsent(till)

    till.path = original
    world.restart(till)
    _save(till)
    stopped = world.exchange(till)
    assert ("HQ_DEVICE_FORKED", True) == (stopped.trouble, stopped.halted)
    assert 1 == _unsent(till)


@pytest.mark.parametrize("saves", [0, 1])
def test_a_till_restored_from_an_old_image_is_stopped_and_keeps_its_work(
    saves: int, build: Callable[..., World]
) -> None:
    world, till = _quiet(build, 201)
    till.store.close()
    image = till.path.with_name("image.db")
    shutil.copy(till.path, image)
    world.restart(till)
    _save(till)
    assert not world.exchange(till).failed

    till.store.close()
    shutil.copy(image, till.path)
    world.restart(till)
    for _ in range(saves):
        _save(till)
    stopped = world.exchange(till)
    assert ("HQ_DEVICE_FORKED", True) == (stopped.trouble, stopped.halted)
    assert saves == _unsent(till)


def test_a_revoked_till_stops_and_keeps_its_work(build: Callable[..., World]) -> None:
    world, till = _quiet(build, 202)
    device = till.wire.device
    world.hub.storage.run(lambda tx: tx.devices.set_status(device, devices.REVOKED))
    _save(till)
    stopped = world.exchange(till)
    assert ("HQ_DEVICE_REVOKED", True) == (stopped.trouble, stopped.halted)
    assert 1 == _unsent(till)
    assert "HQ_DEVICE_REVOKED" == till.store.read(lambda u: u.sync.state().trouble).result()


def test_a_draining_till_still_hands_over_its_work(build: Callable[..., World]) -> None:
    world, till = _quiet(build, 203)
    device = till.wire.device
    world.hub.storage.run(lambda tx: tx.devices.set_status(device, devices.DRAINING))
    before = till.store.read(lambda uow: uow.sync.state()).result()
    _save(till)
    assert not world.exchange(till).failed
    state = till.store.read(lambda uow: uow.sync.state()).result()
    assert (0, before.quarantined + 1) == (state.unsent, state.quarantined)


def test_the_same_seed_gives_the_same_world(build: Callable[..., World]) -> None:
    traces = []
    for _ in range(2):
        world = build(300)
        world.run()
        world.quiesce()
        traces.append(checks.trace(world))
    assert traces[0] == traces[1]
