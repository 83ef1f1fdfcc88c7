"""Every stable code has a text in each language, and every text belongs to a code somebody uses."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from resources.texts import LANGUAGES, UNKNOWN, Messages

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("terminal", "ui", "devices", "local_store", "sync")
CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
# What looks like a code and is none: names of the environment.
FOREIGN: Final = re.compile(
    r"(QT|XDG|LC|GUITAI|PG|TERMINAL|WAYLAND|PYTHON|HTTP|PATH|DBUS|OPENCV)_[A-Z0-9_]+"
)
CALLS: Final = {"Refusal", "FieldProblem", "AuthorityError", "NotCanonicalError", "OpFormError"}
"""Called with a code as text, whatever it looks like."""


@cache
def _sources() -> tuple[Path, ...]:
    return tuple(path for one in PACKAGES for path in sorted((ROOT / one).rglob("*.py")))


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = [path.relative_to(ROOT).with_suffix("").as_posix() for path in _sources()]
    return tuple(
        importlib.import_module(name.replace("/", ".").removesuffix(".__init__")) for name in names
    )


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _literals(path: Path) -> frozenset[str]:
    """Return every text in a module's code; docstrings never are a code alone."""
    texts = (node.value for node in ast.walk(_tree(path)) if isinstance(node, ast.Constant))
    return frozenset(text for text in texts if isinstance(text, str))


def _classes() -> Iterator[type]:
    for module in _modules():
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                yield thing


def _codes_of_classes() -> set[str]:
    """Return what enumerations of codes and error classes define."""
    found: set[str] = set()
    for each in _classes():
        if issubclass(each, Enum) and each.__name__.endswith("Code"):
            found |= {str(member.value) for member in each if str(member.value).isupper()}
        elif issubclass(each, Exception) and isinstance(vars(each).get("code"), str):
            found.add(str(vars(each)["code"]))
    return found


def _last_name(called: ast.expr) -> str:
    """Return the name by which something is called, without where it is from."""
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _codes_in_calls() -> set[str]:
    """Return what refusals, problems and notices are made with."""
    found: set[str] = set()
    for path in _sources():
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and _last_name(node.func) in CALLS:
                given = [*node.args, *(one.value for one in node.keywords)]
                texts = [a.value for a in given if isinstance(a, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str) and text.isupper()}
    return found


def _codes_by_look() -> set[str]:
    return {
        text
        for path in _sources()
        for text in _literals(path)
        if CODE.fullmatch(text) and not FOREIGN.fullmatch(text)
    }


@cache
def _every_code() -> set[str]:
    return _codes_of_classes() | _codes_in_calls() | _codes_by_look()


def test_codes_are_found_wherever_they_are_defined() -> None:
    found = _every_code()
    assert {"HQ_CLOCK", "DEVICE_LOST", "SCAN_GARBLED", "DOUBLE"} <= found, "an enumeration's"
    assert {"STORE_NEWER", "ENROL_CODE", "SYNC", "DOMAIN"} <= found, "a class attribute"
    assert {"TASK_GONE", "READING_RANGE", "CLOCK_SUSPECT", "SYNC_CRASH"} <= found, "a constant"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_text(language: str) -> None:
    assert [] == sorted(_every_code() - Messages(language).codes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_for_a_code_that_nobody_uses(language: str) -> None:
    every = {text for path in _sources() for text in _literals(path)} | {UNKNOWN}
    assert [] == sorted(Messages(language).codes() - every - _codes_of_classes())


def test_no_two_error_classes_share_a_code() -> None:
    owners: dict[str, list[str]] = {}
    for each in _classes():
        if issubclass(each, Exception) and isinstance(vars(each).get("code"), str):
            owners.setdefault(vars(each)["code"], []).append(each.__qualname__)
    assert {} == {code: names for code, names in owners.items() if len(set(names)) > 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_in_a_text_is_filled_where_its_code_is_used(language: str) -> None:
    texts = Messages(language)
    empty = []
    for code in texts.codes():
        wanted = set(PLACEHOLDER.findall(str(texts.raw(code))))
        users = [_literals(path) for path in _sources() if code in _literals(path)]
        empty += [(code, one) for one in wanted for user in users if one not in user]
    assert [] == sorted(empty)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_reads_like_the_general_one(language: str) -> None:
    texts = Messages(language)
    general = texts.of(UNKNOWN).what
    assert [] == [c for c in texts.codes() - {UNKNOWN} if texts.of(c).what == general]
