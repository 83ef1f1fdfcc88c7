"""Reads the pages of a database one by one: of a damaged one the engine gives up at the first bad
one, and to find that all are good takes it twice as long.

Formats: SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/): each page is AES-256-CBC, followed
by its IV (16 bytes) and an HMAC-SHA512 (64 bytes) over both and the page's number; the first 16
bytes of the file are the salt. The log: https://sqlite.org/fileformat2.html#the_write_ahead_log.
A page whose HMAC does not fit is bad: nothing of it is believed. Nothing is ever written here.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from local_store.database import PAGE_BYTES, salt_of

USABLE_BYTES: Final = PAGE_BYTES - 80
"""What a page holds beside IV and HMAC."""

_SALT: Final = 16
_IV: Final = 16
_HMAC: Final = 64
_MASK: Final = 0x3A
_HEADER: Final = b"SQLite format 3\x00"
_LOG_HEAD: Final = 32
_FRAME_HEAD: Final = 24
_PROBED: Final = 50
_SLICE_BYTES: Final = 1024 * PAGE_BYTES
_LOCK_PAGE: Final = 0x4000_0000 // PAGE_BYTES + 1
"""The page that locks are set on: nothing is ever written there."""
_WORD: Final = 0xFFFFFFFF


class RawPages:
    """The pages of one database with its log. `bad` are the numbers of those asked for that could
    not be believed.
    """

    def __init__(self, path: Path, key: bytes, log: Path | None = None) -> None:
        """`log` is the one beside the database, unless another is named."""
        self._data = path.read_bytes()
        self._key = key
        self._log = committed_frames(log or path.with_name(path.name + "-wal"))
        self._frames = {one.number: one.stored for one in self._log}
        # Its own salt, or the one we chose, when the head of the file is gone.
        salts = (self._data[:_SALT].ljust(_SALT, b"\x00"), salt_of(key))
        self._mac_key = max((_mac_key(key, salt) for salt in salts), key=self._fits)
        self.is_ours = self._fits(self._mac_key) > 0
        """Whether any of the first pages was written with this key."""
        self.bad: set[int] = set()
        in_file = -(-len(self._data) // PAGE_BYTES)
        self.count = max([in_file, *self._frames])

    def get(self, number: int) -> bytes | None:
        """Return the content of a page (1: the first), or None when it is bad or not there."""
        for stored in (self._frames.get(number), self._in_file(number)):
            if stored is not None and _is_true(number, stored, self._mac_key):
                return self._plain(number, stored)
            if stored is not None and number in self._frames:
                break  # What the file has is older than the log's: not the truth any more.
        self.bad.add(number)
        return None

    def all(self) -> Iterator[bytes]:
        """Yield every page that is not bad."""
        for number in range(1, self.count + 1):
            page = self.get(number)
            if page is not None:
                yield page

    def in_log(self) -> Iterator[bytes]:
        """Yield every version of a page in the log that is not bad, the oldest first."""
        for one in self._log:
            if _is_true(one.number, one.stored, self._mac_key):
                yield self._plain(one.number, one.stored)

    def _in_file(self, number: int) -> bytes | None:
        start = (number - 1) * PAGE_BYTES
        stored = self._data[start : start + PAGE_BYTES]
        return stored if len(stored) == PAGE_BYTES else None

    def _fits(self, mac_key: bytes) -> int:
        """Return how many of the first pages a key authenticates."""
        probed = ((n, self._in_file(n)) for n in range(1, _PROBED))
        return sum(1 for n, one in probed if one is not None and _is_true(n, one, mac_key))

    def _plain(self, number: int, stored: bytes) -> bytes:
        start = _SALT if number == 1 else 0
        iv = stored[USABLE_BYTES : USABLE_BYTES + _IV]
        opening = Cipher(AES256(self._key), CBC(iv)).decryptor()
        plain = opening.update(stored[start:USABLE_BYTES]) + opening.finalize()
        return _HEADER + plain if number == 1 else plain


def is_whole(path: Path, key: bytes) -> bool:
    """Tell whether every page of a file that nobody writes was written with this key, and is as it
    was written. Takes half of what the engine's own check does. Raise OSError.
    """
    with path.open("rb", buffering=0) as file:
        mac_key = _mac_key(key, file.read(_SALT))
        file.seek(0)
        number = 1
        while data := file.read(_SLICE_BYTES):
            for start in range(0, len(data), PAGE_BYTES):
                stored = data[start : start + PAGE_BYTES]
                if number != _LOCK_PAGE and not _is_true(number, stored, mac_key):
                    return False
                number += 1
    return True


def _is_true(number: int, stored: bytes, mac_key: bytes) -> bool:
    """Tell whether the code of a page fits its content; that of a page cut short never does."""
    start = _SALT if number == 1 else 0
    said = stored[USABLE_BYTES + _IV :][:_HMAC]
    content = stored[start : USABLE_BYTES + _IV] + struct.pack("<I", number)
    return hmac.compare_digest(said, hmac.digest(mac_key, content, "sha512"))


def _mac_key(key: bytes, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha512", key, bytes(one ^ _MASK for one in salt), 2, 32)


class Frame(NamedTuple):
    """A page in a log: its number, the database's size in pages where it ends a commit (else 0),
    and its content as stored.
    """

    number: int
    size: int
    stored: bytes


def committed_frames(log: Path) -> list[Frame]:
    """Return the frames of a log up to its last commit, whatever the engine makes of them; those
    left over from before the log was begun anew have another salt. Each page proves itself by its
    HMAC.
    """
    data = log.read_bytes() if log.exists() else b""
    salt = _salt_of_log(data)
    step = _FRAME_HEAD + PAGE_BYTES
    found: list[Frame] = []
    committed = 0
    for start in range(_LOG_HEAD, len(data) - step + 1, step):
        if data[start + 8 : start + 16] != salt:
            continue
        number, size = struct.unpack_from(">II", data, start)
        found.append(Frame(number, size, data[start + _FRAME_HEAD : start + step]))
        if size:
            committed = len(found)
    return found[:committed]


def _salt_of_log(data: bytes) -> bytes:
    """Return the salt of the log's frames: its head's, or where that is damaged the first's."""
    head = data[:_LOG_HEAD]
    if len(head) == _LOG_HEAD and head[24:] in (_sum_of(head[:24], "<"), _sum_of(head[:24], ">")):
        return head[16:24]
    return data[_LOG_HEAD + 8 : _LOG_HEAD + 16]


def _sum_of(data: bytes, order: str) -> bytes:
    """Return the checksum of https://sqlite.org/fileformat2.html#checksum_algorithm."""
    first = second = 0
    for one, other in struct.iter_unpack(f"{order}II", data):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return struct.pack(">II", first, second)
