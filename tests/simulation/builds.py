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
from types import MappingProxyType, ModuleType
from typing import Any, Final

from pydantic import create_model

BUILDS: Final = Path(__file__).resolve().parents[1] / "versions" / "builds"
_OURS: Final = ("terminal", "sync", "local_store", "resources")
_TILL_SIDE: Final = "tests.simulation.till_side"
_HQ: Final = "tests.simulation.hq"
_PER_BUILD: Final = (
    _TILL_SIDE, "tests.simulation.desk", "tests.versions.scenario",
    _HQ, "tests.simulation.storages", "tests.simulation.seeds", "tests.fresh_stores",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Build:
    """One build: its name, the till's side of a world in it, and HQ in it where there is one."""

    name: str
    till_side: Any
    hq: Any = None


@cache
def present() -> Build:
    """Return the build under test."""
    return Build("present", importlib.import_module(_TILL_SIDE), importlib.import_module(_HQ))


@cache
def released(name: str) -> Build:
    """Return a build that was released, by its tag."""
    folder = source_of(name)
    with modules_of(folder):
        return Build(name, importlib.import_module(_TILL_SIDE))


@cache
def later() -> Build:
    """Return a build of some later day: the present one with a new kind and a new field."""
    with modules_of(Path(__file__).resolve().parents[2]):
        _learn()
        return Build("later", importlib.import_module(_TILL_SIDE), importlib.import_module(_HQ))


@cache
def source_of(name: str) -> Path:
    """Return the folder with the till's source of a released build."""
    folder = Path(tempfile.mkdtemp(prefix="guitai-build-"))
    atexit.register(shutil.rmtree, folder)
    with tarfile.open(BUILDS / f"{name}.tar.xz") as archive:
        # Python has filters from 3.11.4 on; Debian 12 has 3.11.2. The archive is our own.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    return folder


def names() -> list[str]:
    """Return the released builds, oldest first."""
    return sorted(path.name.removesuffix(".tar.xz") for path in BUILDS.glob("*.tar.xz"))


@contextmanager
def modules_of(folder: Path) -> Iterator[None]:
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


def _learn() -> None:
    """Give the build that is being loaded a kind `parcel`, a field `nickname`, and their tables."""
    load = importlib.import_module
    version: Any = load("sync.protocol.version")
    version.SCHEMA_VERSION += 1
    bodies: Any = load("sync.protocol.bodies")
    nickname = (bodies.Text | None, None)
    bodies.Customer = create_model("Customer", __base__=bodies.Customer, nickname=nickname)
    parcel = create_model(
        "Parcel", __base__=bodies.Body, customer=(bodies.Id, ...), at=(bodies.Millis, ...),
        purpose=(bodies.Text | None, None),
    )  # fmt: skip
    kinds: Any = load("sync.protocol.kinds")
    policies = dict.fromkeys(parcel.model_fields, kinds.Policy.FIRST_WRITER)
    new = kinds.Kind(
        name="parcel", body=parcel, stream="store", subject="customer", writer="store",
        merge=MappingProxyType(policies), lane=1, pii="health", retention_days=None, fact=True,
    )  # fmt: skip
    kinds.KINDS = MappingProxyType({**kinds.KINDS, new.name: new})
    migrate: Any = load("local_store.migrate")
    known = migrate.migrations()
    step = migrate.Migration(len(known) + 1, f"{len(known) + 1:04d}_later_kinds", _LATER_SQL)
    migrate.migrations = lambda: [*known, step]


_LATER_SQL: Final = """
ALTER TABLE customer ADD COLUMN nickname TEXT;
CREATE TABLE parcel (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    at INTEGER NOT NULL,
    purpose TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
"""


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in _OURS or name in _PER_BUILD
