"""Opens the encrypted database. The only place that knows the engine (SQLCipher 4).

The key is 32 random bytes, used raw: no derivation, so opening takes well under a millisecond.
The file's first 16 bytes are its salt. We choose it (a hash of the key), so that a wrong key can
be told from a damaged first page; a file with another salt, such as a copy, opens all the same.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final, cast

import sqlcipher3  # type: ignore[import-untyped]

from local_store.backup_files import disk_errors, sync_folder
from local_store.connection import Connection
from local_store.errors import (
    BusyError,
    CorruptError,
    DiskFaultError,
    DiskFullError,
    LocalStoreError,
    NotADatabaseError,
    ReadOnlyError,
    UnreachableError,
    WrongKeyError,
)

KEY_BYTES: Final = 32
PAGE_BYTES: Final = 4096
CHECKED_BYTES_MAX: Final = 8 * 1024 * 1024
"""Up to this size every page is authenticated when the store opens (about 5 ms per MiB)."""

_SALT_BYTES: Final = 16
_WRITER_CACHE_KIB: Final = 65536
_READER_CACHE_KIB: Final = 32768
"""What a search of a hundred thousand customers looks at fits in: a page costs 12 µs to decrypt."""
_STATEMENTS: Final = 512
"""The engine's module keeps the statements that ran most often. Once so many are kept, those that
come later are made anew each time they run: a load has some two hundred, of 128 rows each.
"""
_BUSY_MS: Final = 5000
_WAL_BYTES_KEPT: Final = 16 * 1024 * 1024
_WAL_PAGES: Final = 1000
"""So long a log is written back into the file by the commit that made it so: 4 MiB."""
_WAL_PAGES_LAZY: Final = 8000
"""The same while a stream is loaded and `WriteBack` does nearly all of it."""
_PART: Final = ".new"
_LAST_FRAME_AT: Final = 16
_BESIDE: Final = ("-wal", "-journal", "-shm")
_PLAIN_SQLITE: Final = b"SQLite format 3\x00"
_PRIMARY: Final = 0xFF

# To bind None, the engine's module looks for what adapts it, at 2 µs a value (a text takes 0.1),
# unless it is told: this does, returns None and is not Python.
sqlcipher3.register_adapter(type(None), {}.get)

# Primary result codes of SQLite (https://sqlite.org/rescode.html).
_NOT_A_DATABASE: Final = 26
_ERRORS: Final[dict[int, type[LocalStoreError]]] = {
    5: BusyError,
    6: BusyError,
    8: ReadOnlyError,
    9: BusyError,  # Interrupted: it read for too long.
    10: DiskFaultError,
    11: CorruptError,
    13: DiskFullError,
    14: UnreachableError,
    _NOT_A_DATABASE: CorruptError,
}


@contextmanager
def named_errors() -> Iterator[None]:
    """Turn the engine's errors into ours. SQLite's texts name tables and columns, never values."""
    try:
        yield
    except sqlcipher3.Error as error:
        kind = _ERRORS.get(_result_code(error), LocalStoreError)
        raise kind(str(error)) from error


@contextmanager
def leaving_out_misfits() -> Iterator[None]:
    """Let what a table refuses be as if it had not been there."""
    try:
        with named_errors():
            yield
    except LocalStoreError as error:
        if type(error) is not LocalStoreError:  # The disk's fault, not the row's.
            raise


def open_database(
    path: Path, key: bytes, *, query_only: bool = False, durable: bool = True, check: bool = True
) -> Connection:
    """Open the database at `path`, making it when there is none.

    `query_only` opens a second connection that can only read. `durable` False gives up the promise
    that a commit survives a crash, for simulations. `check` False opens a file that was opened
    before without looking at all its pages again. Raise WrongKeyError, NotADatabaseError,
    CorruptError, UnreachableError or another LocalStoreError; the file is then as it was.
    """
    if len(key) != KEY_BYTES:
        raise WrongKeyError("length")
    if not path.exists() or path.stat().st_size == 0:
        _create(path, key, durable=durable)
    elif check and not query_only:
        probe(path, key)
    with named_errors():
        connection = _connect(str(path), key, salt=b"")
        try:
            _configure(connection, query_only=query_only, durable=durable)
        except BaseException:
            connection.close()
            raise
    return connection


def open_unwritten(path: Path, key: bytes) -> Connection:
    """Open for reading a database that nobody writes, such as a backup, without making, locking or
    changing anything: a log beside it does not count. Raise a LocalStoreError.
    """
    with named_errors():
        connection = _connect(f"{path.absolute().as_uri()}?immutable=1", key, salt=b"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.execute(f"PRAGMA cache_size = -{_READER_CACHE_KIB}")
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def commit_lazily(connection: Connection, *, lazily: bool) -> None:
    """Let commits from now on wait for the disk, or not: those that did not are on it with the
    next one that does, because the log is synced as a whole. Lazy ones leave it to others to write
    it back, unless it gets long.
    """
    with named_errors():
        pages = _WAL_PAGES_LAZY if lazily else _WAL_PAGES
        connection.execute(f"PRAGMA wal_autocheckpoint = {pages}")
        connection.execute(f"PRAGMA synchronous = {'NORMAL' if lazily else 'FULL'}")


def check_pages(connection: Connection) -> None:
    """Authenticate every page of the file. Raise CorruptError naming how many are damaged."""
    with named_errors():
        damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if not damaged:
            return
        # A crash may leave a torn page that the log still holds whole: reading decides.
        if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise CorruptError(f"{len(damaged)} pages")


def probe(path: Path, key: bytes) -> None:
    """Find out read-only whether the file can be opened, so that a refusal changes nothing."""
    with path.open("rb") as file:
        head = file.read(PAGE_BYTES)
    if len(head) < PAGE_BYTES or head.startswith(_PLAIN_SQLITE) or head.isascii():
        raise NotADatabaseError
    with named_errors():
        connection = _connect(f"{path.absolute().as_uri()}?mode=ro", key, salt=b"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if path.stat().st_size <= CHECKED_BYTES_MAX:
                check_pages(connection)
        except sqlcipher3.DatabaseError as error:
            if _result_code(error) == _NOT_A_DATABASE and head[:_SALT_BYTES] != salt_of(key):
                raise WrongKeyError from error
            raise
        finally:
            connection.close()


def frames_taken(path: Path, key: bytes) -> int:
    """Return how many frames of its log the engine believes, where nobody has the database open;
    nothing is written back. Raise a LocalStoreError. Format of the index:
    https://sqlite.org/walformat.html#the_wal_index_header.
    """
    with named_errors():
        connection = _connect(f"{path.absolute().as_uri()}?mode=ro", key, salt=b"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            with disk_errors():
                index = path.with_name(path.name + "-shm").read_bytes()
            return int(struct.unpack_from("=I", index, _LAST_FRAME_AT)[0])
        finally:
            connection.close()


def _create(path: Path, key: bytes, *, durable: bool) -> None:
    """Make an empty database under another name, and give it its own once it lies whole: a power
    cut half-way leaves none, and nothing that has to be cleared away first.
    """
    part = path.with_name(path.name + _PART)
    with disk_errors():
        for leftover in path.parent.glob(part.name + "*"):
            leftover.unlink()
    with named_errors():
        connection = _connect(str(part), key, salt=salt_of(key))
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        finally:
            connection.close()
    with disk_errors():
        # A log without its database is of no use, and over another one it would be poison.
        for suffix in _BESIDE:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        if durable:
            sync_folder(path.parent)
        part.replace(path)
        if durable:
            sync_folder(path.parent)


def _connect(target: str, key: bytes, *, salt: bytes) -> Connection:
    connection = cast(
        "Connection",
        sqlcipher3.connect(
            target,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
            uri=target.startswith("file:"),
        ),
    )
    # Without this the engine writes to standard error for every page that does not verify.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def _configure(connection: Connection, *, query_only: bool, durable: bool) -> None:
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    if not query_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES_KEPT}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
    cache_kib = _READER_CACHE_KIB if query_only else _WRITER_CACHE_KIB
    for setting in (
        f"synchronous = {'FULL' if durable else 'OFF'}",
        f"cache_size = -{cache_kib}",
        "temp_store = MEMORY",
        "foreign_keys = OFF",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        f"query_only = {'ON' if query_only else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {setting}")


def salt_of(key: bytes) -> bytes:
    """Return the salt that a new file gets (16 bytes)."""
    return blake2b(b"guitai store salt", key=key, digest_size=_SALT_BYTES).digest()


def _result_code(error: sqlcipher3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & _PRIMARY
