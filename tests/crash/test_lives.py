"""Tills, HQ and its database are killed while all of them work, as real processes; nothing that
was acknowledged is lost, nothing takes effect twice, and in the end everybody agrees.

A third as many kills as `GUITAI_KILLS` says, in a few lives; thousands are `dev.py prove kills`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.prove.kills import Life, do_life
from tests.prove.people import Holdings
from tests.prove.server import Server, loaded_server

KILLS: Final = int(os.environ.get("GUITAI_KILLS", "200"))
SEED: Final = int(os.environ.get("GUITAI_SEED", "20251121"))
LIVES: Final = 4
SHARE: Final = 3
"""To as many kills of a till alone (see `test_kills`) comes one among real processes."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with loaded_server(Holdings(customers=40, medicines=1_500), SEED) as made:
        yield made


@pytest.mark.timeout(600)
@pytest.mark.parametrize("life", range(LIVES))
def test_a_shop_whose_processes_are_killed_ends_whole_and_the_same_everywhere(
    life: int, server: Server, tmp_path: Path
) -> None:
    result = do_life(Life(SEED + life, KILLS // SHARE // LIVES), server, tmp_path)
    assert result["failure"] is None, result
    assert result["ops"] > 0
