"""Fixtures of the simulation: worlds, in memory or on a PostgreSQL per worker."""

from __future__ import annotations

import itertools
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from tests.hub_fixtures import postgres
from tests.simulation import prove
from tests.simulation.storages import HubStorage, InMemory, OnPostgres
from tests.simulation.world import World

__all__ = ["build", "build_on_postgres", "postgres"]

_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _quiet_log(log_records: object) -> None:
    """Leave out the log: it costs a tenth of a world, and what worlds do is to be complained of."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


@pytest.fixture(scope="session", autouse=True)
def _seldom_collecting() -> Iterator[None]:
    with prove.seldom_collecting():
        yield


@pytest.fixture
def build() -> Iterator[Callable[..., World]]:
    """Make the world of a seed; its stores go when the test is over."""
    made: list[World] = []

    def make(
        seed: int, agent_class: type[Any] | None = None, storage: HubStorage | None = None
    ) -> World:
        print(f"replay: dev.py sim --seed {seed}")
        folder = Path(tempfile.mkdtemp(prefix="guitai-world-", dir=prove.fastest()))
        made.append(World(seed, folder, agent_class, storage or InMemory()))
        return made[-1]

    yield make
    for world in made:
        world.close()
        shutil.rmtree(world.folder)


@pytest.fixture
def build_on_postgres(
    postgres: str, build: Callable[..., World]
) -> Iterator[Callable[[int], World]]:
    """Make the world of a seed on PostgreSQL; its database goes when the test is over."""
    made: list[tuple[World, OnPostgres]] = []

    def make(seed: int) -> World:
        storage = OnPostgres(postgres, f"world_{next(_numbers)}")
        made.append((build(seed, storage=storage), storage))
        return made[-1][0]

    yield make
    for world, storage in made:
        world.hq.close()
        storage.drop()
