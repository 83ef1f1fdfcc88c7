"""Keeps the database's key. A custody is a place; an envelope has one slot per way to open it.

The file custody here is the weakest tier: it keeps the key in a 0600 file of the terminal's own
account, which does not protect a stolen disk. Stronger slots are added beside it, not instead.
"""

from __future__ import annotations

import base64
import json
import os
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Protocol

from local_store.database import KEY_BYTES
from local_store.errors import DiskFaultError, KeyMissingError, KeyUnreadableError
from local_store.ports import IdSource

_VERSION: Final = 1


class CustodyTier(StrEnum):
    """What a custody protects against, weakest first; screens say it in words."""

    FILE = "file"
    ACCOUNT = "account"
    MACHINE = "machine"


class KeyCustody(Protocol):
    """A place that keeps the key."""

    @property
    def tier(self) -> CustodyTier:
        """Return what this place protects against."""

    def load(self) -> bytes | None:
        """Return the key, or None when none was kept. Raise KeyUnreadableError."""

    def keep(self, key: bytes) -> None:
        """Keep the key durably, in place of an older one."""

    def forget(self) -> None:
        """Erase this custody's slot: without another slot the database is lost for good."""


def obtain(custody: KeyCustody, ids: IdSource, *, database: Path) -> bytes:
    """Return the key of `database`, making and keeping one when there is no database yet.

    Raise KeyMissingError when there is a database but no key.
    """
    key = custody.load()
    if key is not None:
        return key
    if database.exists() and database.stat().st_size > 0:
        raise KeyMissingError
    key = ids.random_bytes(KEY_BYTES)
    custody.keep(key)
    return key


class FileCustody:
    """A JSON envelope `{"v", "slots": [{"kind", …}]}`; slots of other kinds are left alone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def tier(self) -> CustodyTier:
        """Return the weakest tier."""
        return CustodyTier.FILE

    def load(self) -> bytes | None:
        """Return the key of this custody's slot, or None when there is none."""
        for slot in self._slots():
            if slot.get("kind") == CustodyTier.FILE:
                return _key(slot)
        return None

    def keep(self, key: bytes) -> None:
        """Write the envelope with this key, atomically."""
        if len(key) != KEY_BYTES:
            raise KeyUnreadableError("length")
        slot = {"kind": CustodyTier.FILE.value, "key": base64.b64encode(key).decode()}
        _write(self._path, [*self._others(), slot])

    def forget(self) -> None:
        """Take the slot out, and the file with it when it was the last."""
        others = self._others()
        if others:
            _write(self._path, others)
        else:
            self._path.unlink(missing_ok=True)

    def copy_to(self, path: Path) -> None:
        """Write the envelope with all its slots to another place, atomically, to go with a copy of
        the database. Raise KeyUnreadableError or DiskFaultError.
        """
        _write(path, self._slots())

    def _others(self) -> list[dict[str, Any]]:
        return [slot for slot in self._slots() if slot.get("kind") != CustodyTier.FILE]

    def _slots(self) -> list[dict[str, Any]]:
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise KeyUnreadableError(type(error).__name__) from None
        try:
            match json.loads(text):
                case {"v": 1, "slots": [*slots]} if all(isinstance(one, dict) for one in slots):
                    return slots
        except json.JSONDecodeError:
            pass
        raise KeyUnreadableError("envelope")


def _write(path: Path, slots: list[dict[str, Any]]) -> None:
    text = json.dumps({"v": _VERSION, "slots": slots}, indent=1)
    partial = path.with_name(path.name + ".part")
    try:
        partial.unlink(missing_ok=True)
        # Never readable by others, not even for a moment.
        number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise DiskFaultError(type(error).__name__) from error


def _key(slot: dict[str, Any]) -> bytes:
    try:
        key = base64.b64decode(slot.get("key", ""), validate=True)
    except (ValueError, TypeError):
        raise KeyUnreadableError("slot") from None
    if len(key) != KEY_BYTES:
        raise KeyUnreadableError("length")
    return key


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
