"""A till of an earlier release that brought more than HQ takes in a day: it knows no word for that,
and yet keeps its work, says that HQ refused it, and goes on the next day.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulation import builds
from tests.simulation.world import World

DAY_MS = 86_400_000


@pytest.mark.expected_logs("too much from one till")
@pytest.mark.parametrize("name", builds.names())
def test_a_released_till_waits_out_the_day_on_which_it_brought_too_much(
    name: str, tmp_path: Path
) -> None:
    world = World(1, tmp_path)
    world.line.healthy = True
    try:
        till = world.add_till("old", "0018", builds.released(name))
        for times in (0, 5):
            world.work(till, times)
            assert not world.exchange(till).failed
        world.hq.hub.settings = replace(world.hq.hub.settings, push_bytes_per_day=1)
        world.work(till, 5)
        outcome = world.exchange(till)
        assert ("HQ_DAY_FULL", True, False) == (outcome.trouble, outcome.failed, outcome.halted)
        assert 3_600_000 >= outcome.next_ms > 0, "no release waits longer than an hour"
        unsent = "SELECT count(*) FROM outbox WHERE state = 'pending'"
        assert till.query(unsent)[0][0] > 0
        world.pass_ms(DAY_MS)
        assert not world.exchange(till).failed
        assert 0 == till.query(unsent)[0][0]
    finally:
        world.close()
