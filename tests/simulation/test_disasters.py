"""HQ set back to a backup, a till cloned, set back or revoked: told by name, and nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from sync.hub import devices
from tests.simulation import checks, seeds
from tests.simulation.faults import Fault
from tests.simulation.hq import DAY_MS
from tests.simulation.seeds import Walker
from tests.simulation.till import Till
from tests.simulation.world import World

SEEDS = range(101, 107)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_hq_set_back_to_a_backup_gets_back_all_that_tills_ever_sent(
    seed: int, build: Callable[..., World]
) -> None:
    world = build(seed)
    world.plan.once = ()  # What a till and HQ both lose to old images is nowhere any more.
    world.let_happen(50)
    world.hq.back_up()
    world.let_happen(50)
    world.set_hub_back()
    world.let_happen(20)
    world.quiesce()
    checks.check(world)
    checks.check_bootstrap(world)


def test_an_hq_set_back_twice_is_caught_up_with_twice(build: Callable[..., World]) -> None:
    world = build(151)
    world.plan.once = ()
    world.let_happen(30)
    world.hq.back_up()
    for _ in range(2):
        world.let_happen(30)
        world.set_hub_back()
        world.quiesce()
        checks.check(world)


def _quiet(build: Callable[..., World], seed: int) -> tuple[World, Till]:
    """Return a world at rest, in which only the test does something, and one of its tills."""
    world = build(seed)
    world.let_happen(30)
    world.quiesce()
    world.depth = 1
    return world, world.tills[0]


def _save(till: Till) -> None:
    till.store.run(till.desk.register, till.desk.session).result()


def test_a_clone_of_a_till_stops_both_and_keeps_what_each_has(
    build: Callable[..., World],
) -> None:
    world, till = _quiet(build, 201)
    till.side.close()
    clone_path = till.path.with_name("clone.db")
    shutil.copy(till.path, clone_path)
    till.open()
    _save(till)
    assert not world.exchange(till).failed

    original, till.path = till.path, clone_path
    till.ids.rng.seed(1)
    till.restart()
    _save(till)
    cloned = world.exchange(till)
    assert ("HQ_DEVICE_FORKED", True) == (cloned.trouble, cloned.halted)
    assert 1 == till.state().unsent

    till.path = original
    till.restart()
    _save(till)
    stopped = world.exchange(till)
    assert ("HQ_DEVICE_FORKED", True) == (stopped.trouble, stopped.halted)
    assert 1 == till.state().unsent


@pytest.mark.parametrize("saves", [0, 1])
def test_a_till_restored_from_an_old_image_is_stopped_and_keeps_its_work(
    saves: int, build: Callable[..., World]
) -> None:
    world, till = _quiet(build, 201)
    till.side.close()
    image = till.path.with_name("image.db")
    shutil.copy(till.path, image)
    till.open()
    _save(till)
    assert not world.exchange(till).failed

    till.side.close()
    shutil.copy(image, till.path)
    till.open()
    for _ in range(saves):
        _save(till)
    stopped = world.exchange(till)
    assert ("HQ_DEVICE_FORKED", True) == (stopped.trouble, stopped.halted)
    assert saves == till.state().unsent


def test_a_till_revoked_at_once_keeps_unsent_work_for_three_days(
    build: Callable[..., World],
) -> None:
    world, till = _quiet(build, 202)
    world.shut_out_till(till)
    world.hq.set_status(till.device, devices.REVOKED)
    _save(till)
    stopped = world.exchange(till)
    assert ("HQ_DEVICE_REVOKED", False) == (stopped.trouble, stopped.halted)
    assert 1 == till.state().unsent
    assert "HQ_DEVICE_REVOKED" == till.state().trouble
    world.pass_ms(4 * DAY_MS)
    assert world.exchange(till).halted
    assert till.retired


def test_a_till_revoked_after_hq_was_played_back_erases_itself_too(
    build: Callable[..., World],
) -> None:
    world, till = _quiet(build, 205)
    world.hq.back_up()
    world.set_hub_back()
    world.hq.restored()
    world.shut_out_till(till)
    world.hq.set_status(till.device, devices.REVOKED)
    assert world.exchange(till).halted
    assert till.retired, "it never heard of HQ's new life"


def test_a_draining_till_still_hands_over_its_work(build: Callable[..., World]) -> None:
    world, till = _quiet(build, 203)
    world.shut_out_till(till)
    device, before = till.device, till.ops()
    _save(till)
    world.exchange(till)
    assert till.retired, "nothing is left to hand over, so it erases itself"
    handed_over = [op for op in world.storage.ops(device) if op.n > before]
    assert {("quarantined", "DEVICE_DRAINING")} == {(op.verdict, op.code) for op in handed_over}


def test_two_copies_of_a_till_both_come_again_and_lose_nothing(
    build: Callable[..., World],
) -> None:
    world, till = _quiet(build, 204)
    world.tally.note(Fault.TILL_CLONED)
    clone = world.clone(till)
    for one in (till, clone):
        world.work(one, 3)
    world.quiesce()
    assert 3 == len({one.device for one in (till, clone)} | {world.tills[1].device})
    checks.check(world)
    checks.check_bootstrap(world)


def _ask_for(world: World, till: Till, walker: Walker) -> None:
    till.store.run(lambda uow: till.desk.ask_for(uow, walker), till.desk.session).result()
    assert not world.exchange(till).failed


def _shown(till: Till, walker: Walker) -> bool:
    """Tell whether a till shows somebody's file with a task of it."""
    assert till.store.read(lambda uow: uow.sync.first_broken_op()).result() is None
    found = till.query(
        "SELECT c.id FROM customer AS c JOIN task AS t ON t.customer = c.id"
        f" WHERE c.id = '{walker.id}'"
    )
    return bool(found)


def test_a_customer_who_was_asked_for_is_shown_there_again_after_hq_was_set_back(
    build: Callable[..., World],
) -> None:
    world = build(205)
    world.quiesce()
    world.depth = 1
    asking, beside, _ = world.tills
    walker, other = [one for one in seeds.WALKERS if one.store != asking.store_id][:2]
    world.hq.back_up()
    _ask_for(world, asking, walker)
    world.quiesce()
    checks.check(world)
    assert [True, True] == [_shown(till, walker) for till in (asking, beside)]
    world.set_hub_back()
    assert (walker.id, f"s:{asking.store_id}") not in {row[2:] for row in world.storage.members()}
    world.quiesce()
    checks.check(world)
    checks.check_bootstrap(world)
    assert [True, True] == [_shown(till, walker) for till in (asking, beside)]
    assert [False, False] == [_shown(till, other) for till in (asking, beside)]
