"""Fixtures of the simulation: a PostgreSQL per worker, a database per world."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.agent.agent import Agent
from tests.hub_fixtures import postgres
from tests.simulation.hub_database import HubDatabase
from tests.simulation.world import World

__all__ = ["build", "postgres"]

_numbers = itertools.count(1)


@pytest.fixture
def build(postgres: str, tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Make the world of a seed; its stores and its database go when the test is over."""
    made: list[tuple[World, HubDatabase]] = []

    def make(seed: int, agent_class: type[Agent] = Agent) -> World:
        print(f"replay: GUITAI_SEED={seed}")
        database = HubDatabase(postgres, f"world_{next(_numbers)}")
        database.create()
        folder = tmp_path / database.name
        folder.mkdir()
        made.append((World(seed, folder, database, agent_class), database))
        return made[-1][0]

    yield make
    for world, database in made:
        world.close()
        database.drop()
