"""What may lie on a disk after the power went: files rebuilt from a trace, by chance.

    python -m tests.crash.images TRACE SEED FOLDER [EVENT]

writes the image of a seed, at its own point or at an event, into a folder and judges it: what
failed somewhere fails again here.

A point of the trace is chosen, and everything before it has happened. What a completed wait for
the disk (fsync, fdatasync) covers is there. Of the rest, for each file by itself, every write is

- there, not there, or torn: of the sectors (512 or 4,096 bytes, counted from the file's start) that
  it touches each one is there or not; bytes of a sector that it did not touch stay as they were;
- in any order among the others, so that every sector may show any of its versions;
- or, when it made the file longer, there as zeros only: the length came to the disk, the bytes did
  not.

A cut (or a growth) of a file is there or not. It keeps its place among the writes, because lengths
are in the file system's journal, and blocks that a cut frees are not given out before it is there.

Names in a folder (made, renamed, taken away) are there for certain once the folder itself was
waited for. The rest is there up to some change, in order, as the journals of ext4, XFS and NTFS
have it; or, in half of the images, each change by itself, which POSIX allows and none of them does.
A rename is there or not, never half. So nothing rests on what ext4 gives beyond its promise: that
waiting for a file also brings its name to the disk.

Not modelled: a disk that lies about having written, and one that damages what it was not writing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname
from random import Random
from typing import Final

from tests.crash.trace import (
    DataOp,
    MadeFolder,
    Naming,
    RemovedFolder,
    Size,
    Sync,
    SyncFolder,
    Trace,
    Write,
    apply_data,
    apply_naming,
    folder_of,
)

SECTORS: Final = (512, 4096)
_KEEP: Final = (0.0, 0.1, 0.5, 0.9, 1.0)
_TEAR: Final = (0.0, 0.3, 1.0)
SHARED_BYTES: Final = 32768
_WEIGHT_MIN: Final = 8.0
"""Short parts of the work are looked at more closely than long ones, and each at all."""


@dataclass(frozen=True, slots=True)
class Image:
    """Files and folders by their names, the point of the trace, and what happened to how many of
    the writes and names that nobody had waited for.
    """

    point: int
    phase: str
    files: dict[str, bytes]
    folders: frozenset[str]
    fates: Counter[str]

    def write(self, folder: Path) -> None:
        """Put the image into a folder that is empty."""
        for name in sorted(self.folders):
            (folder / name).mkdir()
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def image(trace: Trace, seed: int, *, syncs: bool = True, point: int | None = None) -> Image:
    """Return the image of a seed, at its own point or a given one. Without `syncs` it is as if
    nobody had ever waited for the disk: a control that has to fail.
    """
    rng = Random(seed)
    phase, chosen = _point(trace, rng)
    point = chosen if point is None else point
    chance = _Chance(trace, point, syncs, rng)
    names, folders = chance.names()
    files = {path: chance.content(file) for path, file in sorted(names.items())}
    # The index of the log (see tracer): whatever it says, it is made anew.
    for path in [one for one in files if one.endswith("-wal")]:
        if rng.random() < 0.5:
            files[f"{path.removesuffix('-wal')}-shm"] = rng.randbytes(SHARED_BYTES)
    return Image(point, phase, files, frozenset(folders), chance.fates)


def _point(trace: Trace, rng: Random) -> tuple[str, int]:
    """Choose a phase and a point in it: any; or one where a wait for the disk is just about to end,
    as most hangs in the air then; or one right after a change of names.
    """
    weights = [max((end - start) ** 0.5, _WEIGHT_MIN) for _, start, end in trace.phases]
    phase, start, end = rng.choices(trace.phases, weights)[0]
    kind = rng.choices((None, (Sync, SyncFolder), Naming), (9, 8, 3))[0]
    if kind is not None:
        places = [at for at in range(start, end) if isinstance(trace.events[at], kind)]
        if places:
            return phase, rng.choice(places) + (kind is Naming)
    return phase, rng.randint(start, end)


@dataclass(slots=True)
class _Chance:
    """Decides what of a trace is on the disk at a point."""

    trace: Trace
    point: int
    syncs: bool
    rng: Random
    fates: Counter[str] = field(default_factory=Counter)

    def names(self) -> tuple[dict[str, int], set[str]]:
        """Return which names lead to which files, and the folders."""
        names = self.trace.first_names()
        folders = {dirname(path) for path in names} - {""}
        happened = [(at, one) for at, one in self.trace.namings if at < self.point]
        pending: dict[str, list[int]] = {}
        for at, naming in happened:
            if at >= self._on_disk(folder_of(naming)):
                pending.setdefault(folder_of(naming), []).append(at)
        kept = {at for places in pending.values() for at in self._kept_names(places)}
        hanging = {at for places in pending.values() for at in places}
        self.fates["names there"] += len(kept)
        self.fates["names not there"] += len(hanging - kept)
        for at, naming in happened:
            if at in hanging and at not in kept:
                continue
            if isinstance(naming, MadeFolder):
                folders.add(naming.path)
            if isinstance(naming, RemovedFolder):
                folders.discard(naming.path)
            apply_naming(names, naming)
        there = {path for path in folders if _is_reached(path, folders)}
        return {p: f for p, f in names.items() if dirname(p) in there | {""}}, there

    def content(self, file: int) -> bytes:
        """Return what is in a file."""
        content = self.trace.first_content(file)
        pending: list[DataOp] = []
        bound = self._on_disk(file)
        for at, op in self.trace.data.get(file, ()):
            if at >= self.point:
                break
            if at < bound:
                apply_data(content, op)
            else:
                pending.append(op)
        if pending:
            self._lay(content, pending)
        return bytes(content)

    def _on_disk(self, of: int | str) -> int:
        return self.trace.on_disk(of, self.point) if self.syncs else 0

    def _kept_names(self, places: Sequence[int]) -> Sequence[int]:
        if self.rng.random() < 0.5:
            return places[: self.rng.randint(0, len(places))]
        keep = self.rng.choice(_KEEP)
        return [at for at in places if self.rng.random() < keep]

    def _lay(self, content: bytearray, pending: Sequence[DataOp]) -> None:
        """Lay over a file's content what is there of writes that nobody waited for."""
        whole = len(content)
        for op in pending:
            whole = op.length if isinstance(op, Size) else max(whole, op.offset + len(op.data))
        fate = _Fate(self.rng)
        if self.rng.random() < 0.3:  # In order up to some place, and torn there.
            cut = self.rng.randint(0, len(pending))
            self.fates["writes not there"] += len(pending) - cut
            fate = _Fate(self.rng, keep=1.0, tear=0.0)
            torn = pending[cut - 1 : cut]
            self._apply(content, pending[: max(cut - 1, 0)], fate)
            self._apply(content, torn, _Fate(self.rng, keep=1.0, tear=1.0))
        else:
            start = 0
            for at, op in enumerate(pending):  # Cuts and growths keep their places.
                if isinstance(op, Size):
                    self._apply(content, pending[start:at], fate)
                    self._apply(content, [op], fate)
                    start = at + 1
            self._apply(content, pending[start:], fate)
        if len(content) < whole and self.rng.random() < 0.25:
            self.fates["lengths without content"] += 1
            content.extend(bytes(whole - len(content)))

    def _apply(self, content: bytearray, ops: Sequence[DataOp], fate: _Fate) -> None:
        pieces: list[DataOp] = []
        for op in ops:
            if self.rng.random() >= fate.keep:
                self.fates["writes not there"] += 1
            elif isinstance(op, Write) and self.rng.random() < fate.tear:
                there = _torn(op, fate.sector, self.rng)
                self.fates[f"writes torn at {fate.sector:,}"] += 1
                pieces += there
            else:
                self.fates["writes there"] += 1
                pieces.append(op)
        if fate.shuffle and len(pieces) > 1:
            self.fates["writes in another order"] += len(pieces)
            self.rng.shuffle(pieces)
        for piece in pieces:
            apply_data(content, piece)


class _Fate:
    """What is to become of the writes to one file that nobody waited for."""

    def __init__(
        self, rng: Random, *, keep: float | None = None, tear: float | None = None
    ) -> None:
        self.keep = rng.choice(_KEEP) if keep is None else keep
        self.tear = rng.choice(_TEAR) if tear is None else tear
        self.sector = rng.choice(SECTORS)
        self.shuffle = keep is None and rng.random() < 0.5


def _torn(op: Write, sector: int, rng: Random) -> list[Write]:
    """Return the sectors of a write that are there."""
    there = []
    start = op.offset
    end = op.offset + len(op.data)
    while start < end:
        stop = min((start // sector + 1) * sector, end)
        if rng.random() < 0.5:
            there.append(Write(op.file, start, op.data[start - op.offset : stop - op.offset]))
        start = stop
    return there


def _is_reached(path: str, folders: set[str]) -> bool:
    """Tell whether a folder is there with all those that lead to it."""
    return path == "" or (path in folders and _is_reached(dirname(path), folders))


def main(arguments: Sequence[str]) -> int:
    """Write and judge the image that was asked for."""
    from tests.crash.judge import judge_image

    trace, seed, folder = Trace.load(Path(arguments[0])), int(arguments[1]), Path(arguments[2])
    folder.mkdir(parents=True)
    made = image(trace, seed, point=int(arguments[3]) if len(arguments) > 3 else None)
    made.write(folder)
    print(f"point {made.point} of {len(trace.events)}, {made.phase}: {dict(made.fates)}")
    print(judge_image(trace, made, folder).failure or "it holds")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
