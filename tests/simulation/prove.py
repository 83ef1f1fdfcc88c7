"""Runs worlds one after the other and tells what came of each, for proofs at full size."""

from __future__ import annotations

import gc
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.simulation import builds, checks
from tests.simulation.world import World


def hold(world: World) -> None:
    """Let a world happen, calm it, and raise AssertionError unless all holds that must."""
    world.run()
    world.quiesce()
    old = [till for till in world.tills if till.build is not builds.present()]
    for till in old:
        world.update(till)
    if old:
        world.quiesce()
    checks.check(world)
    checks.check_bootstrap(world)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage seldom: a world makes much that lives as long as the world. A tenth of its
    time otherwise.
    """
    was = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*was)


def run(
    seeds: Iterable[int],
    until: float,
    *,
    now_s: Callable[[], float] = time.monotonic,
) -> Iterator[dict[str, Any]]:
    """Yield what came of each seed, in order, as long as `now_s` is before `until`: `seed`, `ops`,
    `faults` by class, `seconds`, and `failure` (text, or None).
    """
    for seed in seeds:
        if now_s() >= until:
            return
        yield run_one(seed, now_s=now_s)


def run_one(seed: int, *, now_s: Callable[[], float] = time.monotonic) -> dict[str, Any]:
    """Return what came of one seed."""
    started = now_s()
    folder = Path(tempfile.mkdtemp(prefix="guitai-world-", dir=fastest()))
    world: World | None = None
    failure = None
    try:
        world = World(seed, folder)
        hold(world)
    except Exception:  # noqa: BLE001 (whatever it is, the next seed is to run)
        failure = traceback.format_exc()
    finally:
        if world is not None:
            world.close()
        shutil.rmtree(folder)
    return {
        "seed": seed,
        "ops": world.ops if world else 0,
        "faults": world.tally.by_name() if world else {},
        "seconds": round(now_s() - started, 3),
        "failure": failure,
    }


def fastest() -> str | None:
    """Return a folder in memory, if this machine has one."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() else None
