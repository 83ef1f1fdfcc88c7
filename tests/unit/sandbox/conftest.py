"""One synthetic store of full size, made once for all tests that look at it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from terminal.sandbox.store import StorePlan, generate

AS_OF: Final = date(2026, 11, 21)
Line = dict[str, Any]


@pytest.fixture(scope="session")
def plan() -> StorePlan:
    return StorePlan(seed=18, store="0018", customers=800, as_of=AS_OF)


@pytest.fixture(scope="session")
def truth() -> list[Line]:
    return []


@pytest.fixture(scope="session")
def lines(plan: StorePlan, truth: list[Line]) -> list[Line]:
    return list(generate(plan, truth=truth.append))


@pytest.fixture(scope="session")
def records(lines: list[Line]) -> dict[str, dict[str, Line]]:
    """Bodies by kind and id."""
    found: dict[str, dict[str, Line]] = {}
    for line in lines[1:]:
        found.setdefault(line["k"], {})[line["id"]] = line["b"]
    return found
