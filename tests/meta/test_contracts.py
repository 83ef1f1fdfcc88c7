"""The import contract bites: one bad import per contract, and each is reported."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
LINT: Final = Path(sys.executable).parent / "lint-imports"

# Contract → the module that breaks it, and the line that does. At least one per contract.
BREACHES: Final = [
    ("layers", "terminal/domain/breach.py", "import terminal.services"),
    ("layers", "terminal/services/breach.py", "import terminal.app"),
    ("layers", "sync/agent/breach.py", "import devices"),
    ("layers", "sync/protocol/breach.py", "import local_store"),
    ("layers", "ui/breach.py", "import terminal.config"),
    ("screen", "ui/breach.py", "import local_store.store"),
    ("screen", "ui/breach.py", "import requests"),
    ("qt", "terminal/services/breach.py", "import PySide6.QtCore"),
    ("qt", "devices/breach.py", "from PySide6 import QtCore"),
    ("domain", "terminal/domain/breach.py", "import pydantic"),
    ("drivers", "devices/breach.py", "import terminal.domain"),
    ("hub", "sync/hub/breach.py", "import terminal.services"),
    ("hub", "sync/hub/breach.py", "import sync.agent"),
    ("hub_sql", "sync/hub/memory/breach.py", "import psycopg"),
    ("hub_sql", "sync/hub/memory/breach.py", "import sync.hub.postgres.storage"),
    ("till", "sync/agent/breach.py", "import fastapi"),
    ("till", "terminal/services/breach.py", "import sync.hub"),
    ("sql", "terminal/services/breach.py", "import sqlcipher3"),
    ("database", "terminal/services/breach.py", "import local_store.database"),
]


def _settings() -> dict[str, Any]:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    settings: dict[str, Any] = document["tool"]["importlinter"]
    return settings


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the packages under contract, which a test may spoil and must mend."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for package in _settings()["root_packages"]:
        shutil.copytree(
            ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return copy


def _lint(tree: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    only = ["--contract", contract] if contract else []
    return subprocess.run(
        [str(LINT), "--no-logo", "--no-cache", *only],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_contract_has_an_exception() -> None:
    contracts = _settings()["contracts"]
    assert [] == [one["id"] for one in contracts if one.get("ignore_imports", [])]


def test_every_contract_has_a_breach_to_prove_it() -> None:
    assert {one["id"] for one in _settings()["contracts"]} == {one for one, _, _ in BREACHES}


def test_every_module_beside_a_layer_has_a_layer() -> None:
    """A module that no layer names could import anything."""
    layers = next(one for one in _settings()["contracts"] if one["id"] == "layers")["layers"]
    named = set(re.findall(r"[\w.]+", " ".join(layers)))
    there = {
        f"{package}.{path.stem}"
        for package in ("terminal", "sync")
        for path in (ROOT / package).iterdir()
        if path.name != "__init__.py" and (path.suffix == ".py" or (path / "__init__.py").exists())
    }
    assert set() == there - named


def test_the_tree_keeps_every_contract(tree: Path) -> None:
    done = _lint(tree)
    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_a_bad_import_breaks_its_contract(
    tree: Path, contract: str, module: str, line: str
) -> None:
    breach = tree / module
    breach.write_text(f'"""A breach."""\n\n{line}\n', "utf-8")
    try:
        done = _lint(tree, contract)
    finally:
        breach.unlink()
    assert (1, True) == (done.returncode, "0 kept, 1 broken" in done.stdout), done.stdout
