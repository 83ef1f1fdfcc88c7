"""The page on what a till survives tells the truth: its codes have texts, its tests are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from resources.texts import LANGUAGES, Messages

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "survival.md"
COLUMNS: Final = 5
NAMED: Final = (
    "full while",
    "may only be read",
    "log grows",
    "second window",
    "another program holds",
    "year 2000",
)
"""What has to be on the page whatever else is."""


def _rows() -> list[list[str]]:
    lines = PAGE.read_text("utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines if "|" in line
    ]
    return [row for row in rows if row[0] != "case" and not row[0].startswith("---")]


ROWS: Final = [pytest.param(row, id=row[0]) for row in _rows()]


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


@pytest.mark.parametrize("row", ROWS)
def test_a_case_has_a_code_with_texts_and_what_is_seen_and_done(row: list[str]) -> None:
    assert COLUMNS == len(row)
    assert all(row)
    codes = re.findall(r"`([A-Z_]+)`", row[1])
    assert codes or row[1] == "–"
    for language in LANGUAGES:
        assert set() == set(codes) - Messages(language).codes()


@pytest.mark.parametrize("row", ROWS)
def test_a_case_has_its_tests(row: list[str]) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row[4])
    assert named
    assert [] == [name for path, name in named if name not in _tests_in(path)]


def test_the_cases_that_must_be_there_are() -> None:
    cases = [row[0] for row in _rows()]
    assert [] == [part for part in NAMED if not any(part in case for case in cases)]


def test_every_code_of_the_store_that_a_till_may_meet_by_misfortune_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    fates = re.compile(
        r"STORE_(DISK|BACKUP|CORRUPT|KEY|LOCKED|LOG|NEWER|MIGRATION|WRONG|NOT_DATA)\w*"
    )
    codes = {one for one in Messages("en").codes() if fates.fullmatch(one)}
    # Told by others of them, or by nobody: a base class, and a program that closes.
    assert {"STORE_BACKUP", "STORE_BACKUP_STOPPED"} == {
        one for one in codes if f"`{one}`" not in text
    }
