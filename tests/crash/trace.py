"""What a process did to the files of one folder, call by call, in the order it was done.

A *file* is a number here: what was written belongs to it, whatever names lead to it. Names are
relative to the folder. A `Sync` stands where waiting for the disk ended; `begun` is where it began:
what was written in between is on the disk only with the next one.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes were written at a place of a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Size:
    """A file was cut off, or made longer by zeros."""

    file: int
    length: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All that was done to a file before event `begun` is on the disk."""

    file: int
    begun: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name came to lead to a file: a new one, or one more name."""

    path: str
    file: int


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A name was taken away."""

    path: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file's name was changed; what had the new one before has it no more."""

    source: str
    target: str
    file: int


@dataclass(frozen=True, slots=True)
class MadeFolder:
    """A folder was made."""

    path: str


@dataclass(frozen=True, slots=True)
class RemovedFolder:
    """A folder was taken away; it was empty."""

    path: str


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """All that was done to names in a folder ("": the whole) before `begun` is on the disk."""

    path: str
    begun: int


@dataclass(frozen=True, slots=True)
class Word:
    """The process said something."""

    text: str


Naming = Named | Unnamed | Renamed | MadeFolder | RemovedFolder
Event = Write | Size | Sync | Naming | SyncFolder | Word
DataOp = Write | Size


@dataclass(frozen=True)
class Trace:
    """`first` are the files that were there before, on the disk: file n is the n-th of them."""

    first: Mapping[str, bytes]
    events: list[Event]

    @cached_property
    def data(self) -> dict[int, list[tuple[int, DataOp]]]:
        """Return what was done to each file, with its place among the events."""
        found: dict[int, list[tuple[int, DataOp]]] = {}
        for at, event in enumerate(self.events):
            if isinstance(event, Write | Size):
                found.setdefault(event.file, []).append((at, event))
        return found

    @cached_property
    def namings(self) -> list[tuple[int, Naming]]:
        """Return what was done to names, with its place."""
        return [(at, event) for at, event in enumerate(self.events) if isinstance(event, Naming)]

    @cached_property
    def syncs(self) -> dict[int | str, list[tuple[int, int]]]:
        """Return where waits for each file and folder ended and began."""
        found: dict[int | str, list[tuple[int, int]]] = {}
        for at, event in enumerate(self.events):
            match event:
                case Sync(file, begun):
                    found.setdefault(file, []).append((at, begun))
                case SyncFolder(path, begun):
                    found.setdefault(path, []).append((at, begun))
        return found

    @cached_property
    def phases(self) -> list[tuple[str, int, int]]:
        """Return the parts of the work that the process named by saying `phase NAME`: name, first
        event, and the one after the last.
        """
        starts = [
            (event.text.split()[1], at)
            for at, event in enumerate(self.events)
            if isinstance(event, Word) and event.text.startswith("phase ")
        ]
        ends = [at for _, at in starts[1:]] + [len(self.events)]
        return [(name, at, end) for (name, at), end in zip(starts, ends, strict=True)]

    def words(self, point: int) -> Iterator[list[str]]:
        """Yield what was said before a point, word by word."""
        for event in self.events[:point]:
            if isinstance(event, Word):
                yield event.text.split()

    def on_disk(self, of: int | str, point: int) -> int:
        """Return up to which event all that was done to a file, or to a folder's names, is on the
        disk for certain when the power goes at `point`.
        """
        return max((begun for end, begun in self.syncs.get(of, ()) if end < point), default=0)

    def contents(self) -> dict[str, bytes]:
        """Return the files as they are after everything, had the power never gone."""
        names = self.first_names()
        for _, naming in self.namings:
            apply_naming(names, naming)
        return {path: bytes(self.content(file)) for path, file in names.items()}

    def content(self, file: int) -> bytearray:
        """Return a file as it is after everything."""
        content = self.first_content(file)
        for _, op in self.data.get(file, ()):
            apply_data(content, op)
        return content

    def first_names(self) -> dict[str, int]:
        """Return the names that were there before."""
        return {path: number for number, path in enumerate(self.first)}

    def first_content(self, file: int) -> bytearray:
        """Return what was in a file before."""
        return bytearray(list(self.first.values())[file]) if file < len(self.first) else bytearray()

    def save(self, path: Path) -> None:
        """Keep the trace in a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps((dict(self.first), self.events)))

    @classmethod
    def load(cls, path: Path) -> Trace:
        """Return the trace that a file of ours holds."""
        first, events = pickle.loads(path.read_bytes())
        return cls(first, events)


def apply_data(content: bytearray, op: DataOp) -> None:
    """Do to a file's content what was done."""
    match op:
        case Write(_, offset, data):
            if len(content) < offset:
                content.extend(bytes(offset - len(content)))
            content[offset : offset + len(data)] = data
        case Size(_, length):
            if len(content) < length:
                content.extend(bytes(length - len(content)))
            del content[length:]


def apply_naming(names: dict[str, int], naming: Naming) -> None:
    """Do to names what was done."""
    match naming:
        case Named(path, file):
            names[path] = file
        case Unnamed(path):
            names.pop(path, None)
        case Renamed(source, target, file):
            names.pop(source, None)
            names[target] = file


def folder_of(naming: Naming) -> str:
    """Return the folder whose names were changed."""
    return dirname(naming.target if isinstance(naming, Renamed) else naming.path)
