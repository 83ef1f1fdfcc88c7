"""Fixtures of the hub's contract tests. Each test runs on both storages, unless it is about
PostgreSQL itself and asks for `postgres_hub` or `hub_dsn`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.hub.hub import Hub
from sync.hub.memory.storage import MemoryStorage
from sync.hub.postgres.storage import PostgresStorage
from tests.hub_fixtures import FakeTime, fake_time, hub_dsn, hub_on, hub_url, postgres

__all__ = ["fake_time", "hub_dsn", "hub_url", "postgres"]


@pytest.fixture(params=["postgres", "memory"])
def hub(request: pytest.FixtureRequest, fake_time: FakeTime, tmp_path: Path) -> Iterator[Hub]:
    """A hub with two stores and nothing else, on each storage."""
    if request.param == "memory":
        yield hub_on(MemoryStorage(), fake_time, tmp_path)
        return
    storage = PostgresStorage(request.getfixturevalue("hub_dsn"))
    yield hub_on(storage, fake_time, tmp_path)
    storage.close()


@pytest.fixture
def postgres_hub(hub_dsn: str, fake_time: FakeTime, tmp_path: Path) -> Iterator[Hub]:
    """A hub on PostgreSQL, for what is about PostgreSQL itself."""
    storage = PostgresStorage(hub_dsn)
    yield hub_on(storage, fake_time, tmp_path)
    storage.close()


@pytest.fixture
def memory_hub(fake_time: FakeTime, tmp_path: Path) -> Hub:
    """A hub in memory, for what is about neither storage."""
    return hub_on(MemoryStorage(), fake_time, tmp_path)
