"""Files that hold health data: only new ones, only for the till's account, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_OURS_ONLY: Final = 0o600
_FOLDER: Final = 0o700


def write_new(path: Path, content: bytes) -> None:
    """Write a file that only this account can read, and wait until it is on the disk. Nothing is
    left of one that could not be written whole.

    Raises:
        FileExistsError: there is something at this path already; it was not touched.
        OSError: it cannot be written.
    """
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS_ONLY)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def write_into(folder: Path, name: str, content: bytes) -> str:
    """Write a new file into a folder of this account's own, made when there is none, and return its
    path. Raise OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    path = folder / name
    write_new(path, content)
    return str(path)


def ready(folder: Path) -> Path:
    """Return a folder of this account's own, made when there is none and that is possible; whoever
    writes into it finds out.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    return folder
