"""A folder with backups: what lies in it, and how something new gets there whole or not at all.

A backup is three files of one name: `.db`, the encrypted database as it was; `.key`, the envelope
with the slots of its key, so that the backup is lost with the key; `.json`, the note of its test.
The note comes last, and what has no note is no backup.

Several tills may share a folder. Whose a backup is, its first bytes tell: they are the salt of the
till's key, the same in all its databases. Another till's is never taken away.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from local_store.errors import DiskFaultError, DiskFullError, NotABackupError
from local_store.keep_rule import kept

DATABASE: Final = ".db"
KEY: Final = ".key"
NOTE: Final = ".json"
PART: Final = ".part"
SLICE_BYTES: Final = 4 * 1024 * 1024
"""So much is read, written and brought to the disk at a time: some 10 ms."""
_VERSION: Final = 1
_PREFIX: Final = "guitai-"
_NAME: Final = re.compile(r"(guitai-\d{8}T\d{9}Z)(\.db|\.key|\.json)(\.part.*)?")
_OURS_ONLY: Final = 0o600
_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was tested: where it lies, when it was made (UTC ms), its size and the digest
    of its bytes (SHA-256, hex), the number of its last migration, its rows, count and sum by
    stream, the number of the last op in it, and its salt (hex), which tells whose it is.
    """

    path: Path
    made_at: int
    bytes: int
    digest: str
    schema: int
    rows: int
    streams: dict[str, list[int | str]]
    last_n: int
    till: str = ""

    @property
    def key_path(self) -> Path:
        """Return where the envelope of its key lies."""
        return self.path.with_suffix(KEY)

    def moved(self, folder: Path) -> Backup:
        """Return the same backup in another folder."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return Backup(**(values | {"path": folder / self.path.name}))


def name_of(made_at: int) -> str:
    """Return the name of the database file of a backup made then."""
    at = datetime.fromtimestamp(made_at / 1000, UTC)
    return f"{_PREFIX}{at:%Y%m%dT%H%M%S}{at.microsecond // 1000:03d}Z{DATABASE}"


def salt_in(database: Path) -> bytes:
    """Return what tells the databases of one till, and their backups, from those of another."""
    with disk_errors(), database.open("rb") as file:
        return file.read(_SALT_BYTES)


def listed(folder: Path, of: bytes | None = None) -> list[Backup]:
    """Return the whole backups in a folder, the newest first; with a salt, those of one till."""
    found = []
    for path, suffix in _ours_in(folder, of):
        if suffix == DATABASE:
            with suppress(NotABackupError):
                found.append(read(path))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def read(path: Path) -> Backup:
    """Return what is noted of the backup in this file. Raise NotABackupError."""
    try:
        raw: Any = json.loads(path.with_suffix(NOTE).read_text("utf-8"))
        if raw.pop("v") != _VERSION:
            raise NotABackupError("version")
        note = Backup(path=path, **raw)
        if path.stat().st_size != note.bytes:
            raise NotABackupError("size")
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotABackupError(type(error).__name__) from None
    return note


def finish(made: Backup, part: Path, copy_key: Callable[[Path], None]) -> None:
    """Give a tested copy its name: key, database, and the note last, each on the disk before the
    next. Raise a LocalStoreError.
    """
    raw = {"v": _VERSION} | {n: v for n, v in asdict(made).items() if n != "path"}
    with disk_errors():
        copy_key(made.key_path)
        part.replace(made.path)
        sync_folder(made.path.parent)
        note = made.path.with_suffix(NOTE)
        partial = note.with_name(note.name + PART)
        with ours(partial) as number:
            write_all(number, json.dumps(raw, indent=1, sort_keys=True).encode())
            os.fsync(number)
        partial.replace(note)
        sync_folder(made.path.parent)


def remove(backup: Backup) -> None:
    """Take a backup away, its note first, so that no half of it is ever listed. Raise OSError."""
    for suffix in (NOTE, KEY, DATABASE):
        backup.path.with_suffix(suffix).unlink(missing_ok=True)


def thin_out(folder: Path, of: bytes) -> list[Backup]:
    """Take away what the rule does not keep of one till's backups, and what was never finished;
    return what went.
    """
    found = listed(folder, of)
    keep = kept(one.made_at for one in found)
    gone = [one for one in found if one.made_at not in keep]
    with disk_errors():
        tills = _ours_in(folder, of)
        for one in gone:
            remove(one)
        stems = {one.path.stem for one in listed(folder, of)}
        for path, _ in tills:
            if path.name.split(".")[0] not in stems or path.name.endswith(PART):
                path.unlink(missing_ok=True)
    return gone


def make_room(folder: Path, of: bytes, *, need: int, floor: int, least: int | None) -> bool:
    """Take the oldest backups of a till away, all but `least` (None: none goes), until `need` bytes
    fit and `floor` stay free. Tell whether they do.
    """
    with disk_errors():
        while shutil.disk_usage(folder).free < need + floor:
            found = listed(folder, of)
            if least is None or len(found) <= least:
                return False
            remove(found[-1])
    return True


def forget_keys(folder: Path, of: bytes) -> None:
    """Erase the envelopes of a till's backups: without another slot they are lost for good."""
    with disk_errors():
        for path, suffix in _ours_in(folder, of):
            if suffix == KEY:
                path.unlink(missing_ok=True)


def _ours_in(folder: Path, of: bytes | None = None) -> list[tuple[Path, str]]:
    """Return the files here that have a backup's name, with the part of it that tells them apart;
    with a salt, those of one till. Nothing else in the folder is ever touched.
    """
    if not folder.is_dir():
        return []
    matches = [(path, _NAME.fullmatch(path.name)) for path in folder.iterdir()]
    found = [(path, match[1], match[2], match[3] or "") for path, match in matches if match]
    if of is not None:
        tills = {stem for path, stem, suffix, _ in found if _is_of(path, suffix, of)}
        found = [one for one in found if one[1] in tills]
    return [(path, suffix + part) for path, _, suffix, part in found]


def _is_of(path: Path, suffix: str, salt: bytes) -> bool:
    """Tell whether a database, or the note of one that is not there any more, is of this till."""
    try:
        if suffix == DATABASE:
            with path.open("rb") as file:
                return file.read(_SALT_BYTES) == salt
        return suffix == NOTE and salt.hex() in path.read_text("utf-8")
    except (OSError, ValueError):
        return False  # Another till took it away meanwhile, or it is no note.


def copied(source: Path, target: Path, *, pause: Callable[[], None]) -> str:
    """Copy a file that nobody writes to a new one, slice by slice, and return its digest. While a
    slice goes to the disk the next one is read and digested; between two of them `pause` is called,
    which may raise. Nothing is left of a copy that failed.
    """
    digest = sha256()
    try:
        with (
            disk_errors(),
            source.open("rb", buffering=0) as file,
            ours(target) as number,
            ThreadPoolExecutor(1, "backup-disk") as beside,
        ):
            syncing = beside.submit(sync_data, number)
            while data := file.read(SLICE_BYTES):
                digest.update(data)
                write_all(number, data)
                syncing.result()
                # At once: else a save's own wait for the disk would wait for all this too.
                syncing = beside.submit(sync_data, number)
                pause()
            syncing.result()
            os.fsync(number)
            _forget_cached(number)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def digest_of(path: Path, *, pause: Callable[[], None]) -> str:
    """Return the digest of a file's bytes as they lie on the disk."""
    digest = sha256()
    with disk_errors(), path.open("rb", buffering=0) as file:
        _forget_cached(file.fileno())
        while data := file.read(SLICE_BYTES):
            digest.update(data)
            pause()
    return digest.hexdigest()


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise (DiskFullError if full else DiskFaultError)(type(error).__name__) from error


@contextmanager
def ours(path: Path) -> Iterator[int]:
    """Lend a new file that only this account can read. One that is there is replaced."""
    path.unlink(missing_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OURS_ONLY)
    try:
        yield number
    finally:
        os.close(number)


def write_all(number: int, data: bytes) -> None:
    """Write all of `data` at the file's end."""
    view = memoryview(data)
    while view:
        view = view[os.write(number, view) :]


def sync_data(number: int) -> None:
    """Wait until what was written is on the disk."""
    (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(number)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _forget_cached(number: int) -> None:
    """Let the next reading come from the disk, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
