"""Fixtures for what goes wrong: a real hub with a small store, and tills that speak to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.hub.hub import Hub
from tests.hub_fixtures import fake_time, hub, hub_dsn, hub_url, postgres
from tests.integration.bad_input.rig import Gate, Till, a_till, gate, seed

__all__ = ["fake_time", "hub", "hub_dsn", "hub_url", "postgres"]

TillMaker = Callable[..., Till]


@pytest.fixture
def hq_gate(hub: Hub, hub_url: str) -> Iterator[Gate]:
    """A gate before a hub that has a rule, a customer and a follow-up due today."""
    seed(hub)
    with gate(hub_url) as made:
        yield made


@pytest.fixture
def new_till(hub: Hub, hq_gate: Gate, tmp_path: Path) -> Iterator[TillMaker]:
    """Enrol tills of the store through the gate."""
    made: list[Till] = []

    def make(**options: int) -> Till:
        till = a_till(hub, hq_gate.url, tmp_path / f"till-{len(made)}", **options)
        made.append(till)
        return till

    yield make
    for till in made:
        till.close()


@pytest.fixture
def till(new_till: TillMaker) -> Till:
    """A till that has what HQ has."""
    made = new_till()
    assert made.exchange().trouble is None
    return made
