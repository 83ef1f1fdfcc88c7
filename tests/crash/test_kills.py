"""SIGKILL at any moment loses nothing that was acknowledged and leaves nothing half done.

`GUITAI_KILLS` sets how often a till is killed here; three in ten of the kills come while it opens
a store of an earlier release and migrates it. Kills before single statements, and those of
`test_lives`, come on top.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.builders import TEST_KEY
from tests.crash.judge import OPS_OF_OLD, Told, check, check_copy, schema_of
from tests.crash.nursery import Nursery
from tests.crash.worker import DATABASE
from tests.migrations.make_store import STORES

KILLS: Final = int(os.environ.get("GUITAI_KILLS", "200"))
MIGRATING: Final = KILLS * 3 // 10
WORKING: Final = KILLS - MIGRATING
STORED: Final = sorted(STORES.glob("*.db"))
SEED: Final = int(os.environ.get("GUITAI_SEED", "20251121"))
TOGETHER: Final = 20
"""So many kills befall one store: looking at one costs what was ever done in it."""


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.mark.timeout(600)
def test_a_till_killed_at_moments_of_chance_keeps_every_promise(
    nursery: Nursery, tmp_path: Path
) -> None:
    rng = random.Random(SEED)
    tolds = []
    for kill in range(WORKING):
        if kill % TOGETHER == 0:
            folder = _folder(tmp_path, kill)
            tolds.append(Told())
        nursery.kill_at_work(folder, kill + 1, rng, tolds[-1])
        check(folder, tolds[-1], power_cut=False, key=TEST_KEY)
    assert sum(len(told.saved) for told in tolds) > WORKING, "the till hardly worked"
    assert any(told.backed_up for told in tolds)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored.stem)
def test_a_till_killed_while_it_migrates_keeps_every_promise(
    stored: Path, nursery: Nursery, tmp_path: Path
) -> None:
    rng = random.Random(SEED)
    opened = 0
    number, kills = schema_of(stored), MIGRATING // len(STORED)
    timed = [_copied(stored, tmp_path, kills + n) for n in range(3)]
    took = min(nursery.time_opening(folder, kills) for folder in timed)
    for kill in range(kills):
        folder, told = _copied(stored, tmp_path, kill), Told(holding=OPS_OF_OLD)
        nursery.kill_opening(folder, kill + 1, rng.uniform(0.0, took), told)
        check(folder, told, power_cut=False, key=TEST_KEY)
        check_copy(folder, number)
        opened += told.base is not None
    assert opened < kills, "every kill came when the store was open"


@pytest.mark.timeout(600)
def test_a_till_killed_before_each_statement_of_its_work_keeps_every_promise(
    nursery: Nursery, tmp_path: Path
) -> None:
    whole = nursery.play(_folder(tmp_path, 0), 7, 1_000_000)
    assert whole.statements is not None
    assert 3 == len(whole.saved)
    # A few dozen points spread over the script in every run; all of them over the seeds of time.
    step = 1 if KILLS > 200 else 4
    begin = random.Random(SEED).randrange(1, step + 1)
    for statement in range(begin, whole.statements + 1, step):
        folder = _folder(tmp_path, statement)
        told = nursery.play(folder, 7, statement)
        assert -signal.SIGKILL == told.exit_code
        check(folder, told, power_cut=False, key=TEST_KEY)


def _copied(stored: Path, parent: Path, number: int) -> Path:
    folder = _folder(parent, number)
    shutil.copyfile(stored, folder / DATABASE)
    return folder


def _folder(parent: Path, number: int) -> Path:
    folder = parent / str(number)
    folder.mkdir()
    return folder
