"""Two files that HQ finds to be one person's, in a world of three tills: all of them see it, and
that it was taken back; nothing that either side entered is lost.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.hub.outside import Outside
from sync.hub.persons import Persons
from sync.protocol.ops import Add, Element
from tests.simulation import checks
from tests.simulation.till import Till
from tests.simulation.world import World


def _persons(world: World) -> Persons:
    outside = Outside(world.hub_ms, world.rng.randbytes)
    return Persons(world.storage.open(), outside)


def _two(world: World) -> tuple[str, str]:
    """Return a customer of each store whom the other does not see."""
    places: dict[str, list[str]] = {}
    for _, kind, one, stream in world.storage.members():
        if kind == "customer" and one.startswith("cust-"):
            places.setdefault(one, []).append(stream)
    stores = [f"s:{world.tills[0].store_id}", f"s:{world.tills[2].store_id}"]
    first, second = (
        min(one for one, inside in places.items() if inside == [stream]) for stream in stores
    )
    return first, second


def _add_allergy(till: Till, customer: str, substance: str) -> None:
    element = Element("allergies", {"substance": substance, "note": ""})
    till.store.run(
        lambda uow: uow.put("customer", customer, Add((element,))), till.desk.session
    ).result()


def _file(till: Till, customer: str) -> tuple[str, set[str]] | None:
    found = till.store.read(lambda uow: uow.customers.get(customer)).result()
    return None if found is None else (found.id, {one.substance for one in found.allergies})


@pytest.mark.parametrize("seed", [301, 302, 303])
def test_every_till_sees_one_file_and_two_again_once_it_is_taken_back(
    build: Callable[..., World], seed: int
) -> None:
    world = build(seed)
    world.quiesce()
    world.depth = 1
    one, two = world.tills[0], world.tills[2]
    gone, stays = _two(world)
    _add_allergy(one, gone, "合成甲药")
    world.quiesce()
    assert None is _file(two, gone)
    _persons(world).join(gone, stays)
    # Entered before it is heard of there, and one of them never sent before.
    _add_allergy(one, gone, "合成乙药")
    _add_allergy(two, stays, "合成丙药")
    world.quiesce()
    checks.check(world)
    whole = (stays, {"合成甲药", "合成乙药", "合成丙药"})
    for till in world.tills:
        for name in (gone, stays):
            found = _file(till, name)
            assert found is not None
            assert (stays, True) == (found[0], whole[1] <= found[1])
    world.pass_ms(60_000)
    # Entered for the other store's file, and not sent yet when it goes.
    _add_allergy(two, gone, "合成丁药")
    _persons(world).undo(gone, stays)
    world.quiesce()
    checks.check(world)
    checks.check_bootstrap(world)
    assert (None, None) == (_file(two, gone), _file(one, stays))
    assert 1 == two.query("SELECT count(*) FROM outbox WHERE state = 'quarantined'")[0][0]
    mine, theirs = _file(one, gone), _file(two, stays)
    assert mine is not None
    assert theirs is not None
    assert {"合成甲药", "合成乙药"} <= mine[1]
    assert "合成丙药" not in mine[1]
    assert "合成丙药" in theirs[1]
