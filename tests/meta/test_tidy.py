"""The tree keeps to its sizes, names and pins."""

from __future__ import annotations

import ast
import gc
import importlib.util
import os
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("terminal", "ui", "devices", "sync", "local_store", "resources")
LINES_MAX: Final = 400
TEST_LINES_MAX: Final = 600
MAIN_WINDOW_LINES_MAX: Final = 200
FUNCTION_LINES_MAX: Final = 60
VAGUE: Final = {"utils", "util", "helpers", "helper", "common", "misc", "base_manager", "handlers"}
# Put together here, so that this file does not name what it forbids.
POSTPONED: Final = re.compile(
    r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b|^[<>]{7} "
)
MADE: Final = {"build", "dist"}
BLIND_WAITS: Final = {
    ("time", "sleep"),
    ("qtbot", "wait"),
    ("QTest", "qWait"),
    ("QTest", "qSleep"),
}
NEVER_CALLED: Final = {"processEvents", "skip", "skipif", "importorskip", "xfail"}
NEVER_NAMED: Final = {"QThread", "QRunnable", "QThreadPool"}


@cache
def _files() -> tuple[Path, ...]:
    """Return our files, leaving out what is made here and what is hidden."""
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [one for one in inner if not one.startswith(".") and one not in MADE]
        found += [Path(folder, name) for name in names]
    return tuple(sorted(found))


def _tree(*suffixes: str) -> list[Path]:
    return [path for path in _files() if path.suffix in suffixes]


def _sources() -> list[Path]:
    return _tree(".py")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    nodes = tuple(ast.walk(ast.parse(path.read_text("utf-8"), str(path))))
    gc.freeze()  # Else they are looked through for garbage again and again, longer than they took.
    return nodes


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _limit(path: Path) -> int:
    if path.name == "main_window.py":
        return MAIN_WINDOW_LINES_MAX
    return TEST_LINES_MAX if _name(path).startswith("tests/") else LINES_MAX


def test_no_statement_is_prepared_anew_for_a_bound_limit() -> None:
    """SQLite looks at the value of a bare `LIMIT ?` while it prepares a statement, and so prepares
    it anew each time one is bound: 40 µs of a card's query. At `LIMIT ? + 0` it does not look.
    """
    bare = re.compile(r"LIMIT \?\d?+(?! \+ 0)")
    stores = [one for one in _sources() if one.is_relative_to(ROOT / "local_store")]
    found = {_name(one) for one in stores if bare.search(one.read_text("utf-8"))}
    assert set() == found


def test_no_file_is_longer_than_its_limit() -> None:
    too_long = {_name(path): _lines(path) for path in _sources() if _lines(path) > _limit(path)}
    assert {} == too_long


def test_no_function_is_longer_than_sixty_lines() -> None:
    too_long = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in _sources()
        for node in _nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES_MAX
    ]
    assert [] == too_long


def test_a_package_says_what_it_is_in_one_line_and_exports_nothing() -> None:
    wrong = []
    for path in _sources():
        if path.name == "__init__.py":
            module = ast.parse(path.read_text("utf-8"))
            docstring = ast.get_docstring(module) or ""
            if len(module.body) != 1 or not docstring or "\n" in docstring:
                wrong.append(_name(path))
    assert [] == wrong


def test_every_folder_with_product_code_is_a_package() -> None:
    folders = {path.parent for path in _sources() if path.relative_to(ROOT).parts[0] in PACKAGES}
    assert [] == sorted(_name(one) for one in folders if not (one / "__init__.py").exists())


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    vague = [
        _name(path)
        for path in _sources()
        if VAGUE & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]
    assert [] == vague


def test_nothing_is_left_for_later_in_the_text() -> None:
    left = [
        f"{_name(path)}:{number}"
        for path in _tree(".py", ".sql", ".toml", ".md", ".qss", ".in")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if POSTPONED.search(line)
    ]
    assert [] == left


def _names_used(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _is_forbidden_call(node: ast.AST) -> bool:
    """Find calls that wait blindly: `time.sleep(…)`, and `qtbot.wait(…)` with a number."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if not isinstance(called, ast.Attribute) or not isinstance(called.value, ast.Name):
        return False
    return (called.value.id, called.attr) in BLIND_WAITS


def test_nothing_waits_blindly_and_no_test_is_skipped() -> None:
    found = [
        f"{_name(path)}:{getattr(node, 'lineno', 0)}"
        for path in _sources()
        for node in _nodes(path)
        if _is_forbidden_call(node)
        or _names_used(node) in NEVER_NAMED
        or (isinstance(node, ast.Attribute) and node.attr in NEVER_CALLED)
    ]
    assert [] == found


def _logical_lines(path: Path) -> list[str]:
    text = path.read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def _pins(path: Path) -> set[str]:
    return {line.partition(" --hash")[0].strip() for line in _logical_lines(path)}


REQUIREMENT_FILES: Final = [
    pytest.param(ROOT / "requirements" / name, id=name) for name in ("run.txt", "dev.txt")
]


@pytest.mark.parametrize("path", REQUIREMENT_FILES)
def test_every_requirement_is_pinned_to_one_version_and_its_hashes(path: Path) -> None:
    good = re.compile(r"^[a-z0-9-]+(\[[a-z,]+\])?==[\w.+]+ .*--hash=sha256:[0-9a-f]{64}")
    assert [] == [line for line in _logical_lines(path) if not good.match(line)]


def test_the_requirements_for_development_hold_all_that_running_needs() -> None:
    run, dev = ROOT / "requirements" / "run.txt", ROOT / "requirements" / "dev.txt"
    # Names and versions: what development adds may widen where a package is for.
    assert set() == {pin.partition(" ")[0] for pin in _pins(run)} - {
        pin.partition(" ")[0] for pin in _pins(dev)
    }


def test_every_version_asked_for_is_the_version_pinned() -> None:
    for name in ("run", "dev"):
        asked = (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
        pinned = {pin.partition(" ")[0] for pin in _pins(ROOT / "requirements" / f"{name}.txt")}
        exact = {line.lower() for line in asked if "==" in line.partition(";")[0]}
        assert set() == exact - pinned


def test_no_pin_names_a_place_to_fetch_from() -> None:
    place = re.compile(r"https?://|index-url|find-links|pypi\.|pythonhosted|trusted-host")
    files = [*(ROOT / "requirements").iterdir(), ROOT / "pyproject.toml", ROOT / "dev.py"]
    assert [] == [_name(path) for path in files if place.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_top_level_name_is_ours_and_not_of_some_installed_package(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert str(ROOT / package / "__init__.py") == spec.origin
