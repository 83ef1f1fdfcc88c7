"""Keeps the set, and a store and a plain database filled with it, from one run to the next.

What is kept has a name that follows from the sizes and from the code that made it; what other code
made is thrown away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.bench.rig import machine
from tests.bench.store_rig import data, loading, plain
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.sizes import Sizes
from tests.builders import a_store

KEPT: Final = machine.ROOT / "build" / "bench" / "store-set"
_RIG: Final = "tests/bench/store_rig"
_LINES: Final = (
    *(f"{_RIG}/{name}.py" for name in ("data", "people", "sizes")),
    *("tests/builders.py", "terminal/sandbox", "terminal/domain", "sync/protocol"),
)
_STORES: Final = (f"{_RIG}/loading.py", f"{_RIG}/plain.py", "local_store", "resources/pinyin")


def ready(folder: Path, sizes: Sizes) -> Made:
    """Return the set and copies of both databases in `folder`, making what is not kept."""
    name = _digest(repr(astuple(sizes)), _LINES)
    lines = _kept(f"lines-{name}", lambda path: data.make(path, sizes))
    stores = _kept(f"store-{_digest(name, _STORES)}", lambda path: _fill(path, lines))
    folder.mkdir(parents=True)
    for database in (DATABASE, PLAIN):
        shutil.copyfile(stores / database, folder / database)
        # Else more than a gigabyte is written to the disk while the first figures are taken.
        with (folder / database).open("rb+") as file:
            os.fsync(file.fileno())
    return Made(lines, folder, sizes, data.known_of(lines))


def _fill(folder: Path, lines: Path) -> None:
    folder.mkdir()
    made = a_store(folder, inline=False, durable=True, name=DATABASE)
    try:
        loading.fill(made.store, lines)
        loading.check(made.store, lines)
    finally:
        made.close()
    plain.copy(folder)


def _kept(name: str, make: Callable[[Path], None]) -> Path:
    path = KEPT / name
    if path.is_dir():
        return path
    print(f"bench: making {name} …", flush=True)
    part = path.with_name(f"{name}.part")
    shutil.rmtree(part, ignore_errors=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    make(part)
    for old in KEPT.glob(f"{name.partition('-')[0]}-*"):
        if old != part:
            shutil.rmtree(old)
    part.rename(path)
    return path


def _digest(what: str, sources: Iterable[str]) -> str:
    found = sha256(what.encode())
    for source in sources:
        root = machine.ROOT / source
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.suffix in {".py", ".sql", ".json"}:
                found.update(path.read_bytes())
    return found.hexdigest()[:16]
