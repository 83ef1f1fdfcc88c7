"""What this machine learned of its scanners, in a file beside the settings.

It belongs to the machine and not to the data: it is no record, goes to no HQ, outlives a restored
database and is there before the database is open. It holds no code that was ever read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from devices.arbiter.known import Known
from devices.arbiter.profiles import Profile
from devices.arbiter.trust import Trust

BOOK_FILE: Final = "devices.json"
_FOLLOWED: Final = frozenset({"mean_ms", "spread", "doubles", "reads", "lengths"})
"""What a profile goes on learning at work: paces and counts, and nothing of what was read."""
_BYTES_MAX: Final = 1 << 20
_log: Final = structlog.get_logger("terminal")

T = TypeVar("T")


class LearnedHabits(BaseModel):
    """What the set-up found out of one scanner; the words are those of the set-up.
    `profile` is the arbiter's own, of a scanner that types.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    learned_at: datetime
    ms_per_key: float | None = Field(default=None, ge=0, le=10_000)
    suffix: str = Field(default="", max_length=40)
    separator: str = Field(default="", max_length=40)
    is_caps_inverted: bool = False
    is_doubled: bool = False
    is_eaten: bool = False
    baudrate: int | None = Field(default=None, ge=1)
    profile: dict[str, Any] | None = None


class BookedDevice(BaseModel):
    """One device as it was set up: kind and options of its driver, and its habits."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1, max_length=40)
    kind: str = Field(max_length=40)
    name: str = Field(default="", max_length=200)
    options: dict[str, str | int | bool] = {}
    learned: LearnedHabits | None = None


class Book(BaseModel):
    """All of it. `removed` are devices of the settings file that somebody took out of use; `trust`
    is what scanners that type and that nobody set up have shown at work.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = 1
    devices: tuple[BookedDevice, ...] = ()
    removed: tuple[str, ...] = ()
    trust: tuple[dict[str, Any], ...] = ()

    def find(self, device: str) -> BookedDevice | None:
        """Return a device by its id."""
        return next((one for one in self.devices if one.id == device), None)

    def with_device(self, device: BookedDevice) -> Book:
        """Return the book with this device, in the place of one of the same id."""
        others = tuple(one for one in self.devices if one.id != device.id)
        removed = tuple(one for one in self.removed if one != device.id)
        return self.model_copy(update={"devices": (*others, device), "removed": removed})

    def known(self) -> Known:
        """Return what was learned of the scanners that type. What another version wrote does not
        count: the usual rules hold until it is learned again.
        """
        kept = [one.learned.profile for one in self.devices if one.learned is not None]
        profiles = (_read(Profile.from_dict, one) for one in kept if one is not None)
        trust = (_read(Trust.from_dict, one) for one in self.trust)
        return Known(tuple(filter(None, profiles)), tuple(filter(None, trust)))

    def followed(self, known: Known) -> Book:
        """Return the book with what the arbiter learned of these scanners at work. One that was set
        up anew meanwhile, or is in the book no more, stays as it is.
        """
        newer = {one.name: one.to_dict() for one in known.profiles}
        devices = tuple(_followed(one, newer.get(one.id)) for one in self.devices)
        trust = tuple(one.to_dict() for one in known.trust)
        return self.model_copy(update={"devices": devices, "trust": trust})

    def without(self, device: str) -> Book:
        """Return the book without a device, and with a note that it is out of use."""
        others = tuple(one for one in self.devices if one.id != device)
        removed = (*{*self.removed, device},)
        return self.model_copy(update={"devices": others, "removed": removed})


def _read(from_dict: Callable[[dict[str, Any]], T], kept: dict[str, Any]) -> T | None:
    try:
        return from_dict(kept)
    except (KeyError, TypeError, ValueError):
        return None


def _followed(device: BookedDevice, newer: dict[str, Any] | None) -> BookedDevice:
    habits = device.learned
    if newer is None or habits is None or _fixed(habits.profile) != _fixed(newer):
        return device
    return device.model_copy(update={"learned": habits.model_copy(update={"profile": newer})})


def _fixed(profile: dict[str, Any] | None) -> dict[str, Any]:
    """Return what only a set-up changes."""
    return {name: value for name, value in (profile or {}).items() if name not in _FOLLOWED}


class DeviceBook:
    """The file. Not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / BOOK_FILE

    def read(self) -> Book:
        """Return what is written. A file that cannot be understood is put aside, and the till goes
        on by the usual rules: a scanner that has to be learned again must not stop a counter.
        """
        try:
            with self._path.open("rb") as file:
                text = file.read(_BYTES_MAX)
            return Book.model_validate_json(text)
        except FileNotFoundError:
            return Book()
        except (OSError, ValidationError):
            _log.warning("what was learned of devices cannot be read")
            with suppress(OSError):
                self._path.replace(self._path.with_suffix(".damaged"))
            return Book()

    def write(self, book: Book) -> None:
        """Write the book, whole or not at all, and wait until it is on the disk. Raise OSError."""
        part = self._path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(book.model_dump_json(indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
