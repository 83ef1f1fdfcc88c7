"""The map from the promises of sync to tests is whole, and every test it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

from sync.protocol.kinds import KINDS

ROOT: Final = Path(__file__).resolve().parents[2]
MAP: Final = ROOT / "docs" / "proofs" / "invariants.md"
PROMISES: Final = [f"I{number}" for number in range(1, 25)]
_ROW: Final = re.compile(r"^\| (I\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
_NAMED: Final = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def _rows() -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = _ROW.findall(MAP.read_text("utf-8"))
    return rows


@cache
def _tests_of(name: str) -> frozenset[str]:
    path = ROOT / name
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"), name)
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, functions))


def test_every_promise_is_on_the_map_once_and_in_order() -> None:
    assert [number for number, _, _ in _rows()] == PROMISES


def test_every_promise_names_tests() -> None:
    assert [] == [number for number, _, tests in _rows() if not _NAMED.search(tests)]


def test_every_named_test_exists() -> None:
    named = _NAMED.findall(MAP.read_text("utf-8"))
    assert [] == [f"{file}::{test}" for file, test in named if test not in _tests_of(file)]
    assert [] == [test for _, test in named if not test.startswith("test_")]


def test_no_kind_moves_stock_without_its_law() -> None:
    """`stock` and `nearby_stock` are the ERP's word, not a ledger of ours."""
    assert {"hq"} == {kind.writer for name, kind in KINDS.items() if "stock" in name}
    assert [] == [name for name in KINDS if re.search("movement|stocktake|transfer", name)]
