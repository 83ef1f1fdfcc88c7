"""Fixtures of the services' tests: a till with a small shop, on the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HqStream, TestStore
from tests.hub_fixtures import fake_time, hub, hub_dsn, hub_url, postgres
from tests.integration.services.shop import Record, open_shop

__all__ = ["fake_time", "hub", "hub_dsn", "hub_url", "postgres"]

Shop = Callable[..., tuple[TestStore, HqStream]]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Open a till with the shop's records and the ones given."""
    opened: list[TestStore] = []

    def make(*more: Record, **settings: Any) -> tuple[TestStore, HqStream]:
        made, stream = open_shop(tmp_path, *more, **settings)
        opened.append(made)
        return made, stream

    yield make
    for made in opened:
        made.close()


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with the shop's records and nothing else."""
    return shop()[0]
