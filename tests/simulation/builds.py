"""Builds of the program side by side in one process: the present one, and those still out there.

A till that was not updated runs its old code on its old store beside tills that were. An old build
is loaded from the source as it was released, under the same module names, and put out of the way
again; nothing but bytes passes between builds.
"""

from __future__ import annotations

import atexit
import importlib
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

BUILDS: Final = Path(__file__).resolve().parents[1] / "versions" / "builds"
_OURS: Final = ("terminal", "sync", "local_store", "resources")
_PER_BUILD: Final = ("tests.simulation.till_side", "tests.simulation.desk")


@dataclass(frozen=True, slots=True)
class Build:
    """One build: its name, and the till's side of a world in it."""

    name: str
    till_side: Any


@cache
def present() -> Build:
    """Return the build under test."""
    return Build("present", importlib.import_module("tests.simulation.till_side"))


@cache
def released(name: str) -> Build:
    """Return a build that was released, by its tag."""
    folder = Path(tempfile.mkdtemp(prefix="guitai-build-"))
    atexit.register(shutil.rmtree, folder)
    with tarfile.open(BUILDS / f"{name}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    with _other_modules(folder):
        return Build(name, importlib.import_module("tests.simulation.till_side"))


def names() -> list[str]:
    """Return the released builds, oldest first."""
    return sorted(path.name.removesuffix(".tar.xz") for path in BUILDS.glob("*.tar.xz"))


@contextmanager
def _other_modules(folder: Path) -> Iterator[None]:
    """Import our packages from `folder` inside the block, and the present ones again after it."""
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_ours(name)}
    parent: ModuleType | None = sys.modules.get("tests.simulation")
    attributes = dict(vars(parent)) if parent else {}
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if _is_ours(name)]:
            del sys.modules[name]
        sys.modules.update(kept)
        if parent is not None:
            vars(parent).update(attributes)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in _OURS or name in _PER_BUILD
