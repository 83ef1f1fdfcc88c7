"""Unsent work in a file: what a till's outbox holds and HQ has not taken, for HQ's eyes only.

The file has three lines of JSON:

    {"format":…,"version":1,"device":…,"inc":…,"at":…,"key":…,"to":…,"once":…}   the header
    {"sealed":…}       the work, compressed and encrypted
    {"signature":…}    the till's word (Ed25519) for both lines before

The work is sealed to HQ's X25519 key `to` by a key pair used once, whose public half is `once`: the
encryption key is HKDF-SHA256 (RFC 5869) of the shared secret (RFC 7748) over the header, and the
cipher ChaCha20-Poly1305 (RFC 8439), whose nonce may be zero because no key is used twice. Inside is
one group a line, each op with the hashes that chain it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Final

import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import Field, ValidationError

from sync.protocol import chain
from sync.protocol.canonical import INTEGER_MAX, encode
from sync.protocol.ops import OPS_PER_GROUP_MAX, Op, WireModel

FORMAT: Final = "guitai-unsent-work"
VERSION: Final = 1
ONCE_BYTES: Final = 32
FILE_BYTES_MAX: Final = 256 * 1024 * 1024
"""More than a till makes in years; what is inside may be as large."""

_PURPOSE: Final = b"guitai unsent work\n"
_NONCE: Final = bytes(12)
_KEY_BYTES: Final = 32

_Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class UnsentCode(StrEnum):
    """Why a file of unsent work was not taken."""

    DAMAGED = "UNSENT_DAMAGED"
    FOREIGN = "UNSENT_FOREIGN"
    NEWER = "UNSENT_NEWER"
    KEY = "UNSENT_KEY"
    GAP = "UNSENT_GAP"
    FORKED = "UNSENT_FORKED"


class UnsentFileError(ValueError):
    """The file cannot be read. `code` is an UnsentCode; nothing of the file is in the message."""

    def __init__(self, code: UnsentCode) -> None:
        super().__init__(code.value)
        self.code = code


class UnsentOp(Op):
    """An op with the chain's hash before it and its own (base64url)."""

    prev: _Key
    hash: _Key


class UnsentGroup(WireModel):
    """A group, the device and incarnation in whose chain it is, and what the till knew of it."""

    device: str
    inc: Annotated[int, Field(ge=1)]
    group: Annotated[str, Field(min_length=1, max_length=64)]
    state: str
    code: str | None = None
    ops: Annotated[list[UnsentOp], Field(min_length=1, max_length=OPS_PER_GROUP_MAX)]


class UnsentHeader(WireModel):
    """Whose work it is, when it was written (UTC ms), the till's key, HQ's, and the one-time one
    (base64url).
    """

    format: str = FORMAT
    version: int = VERSION
    device: Annotated[str, Field(pattern=r"^[0-9a-z]{8}$")]
    inc: Annotated[int, Field(ge=1)]
    at: Annotated[int, Field(ge=0, le=INTEGER_MAX)]
    key: _Key
    to: _Key
    once: _Key


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes a file: the till with its key, now (UTC ms), to HQ's key `to` (base64url). `once`
    are 32 random bytes that are used for nothing else.
    """

    device: str
    inc: int
    key: Ed25519PrivateKey
    now_ms: int
    to: str
    once: bytes


def seal(groups: Iterable[Mapping[str, Any]], sender: Sender) -> bytes:
    """Return the file that holds these groups, each in the form of an UnsentGroup."""
    once = X25519PrivateKey.from_private_bytes(sender.once)
    header = UnsentHeader(
        device=sender.device,
        inc=sender.inc,
        at=sender.now_ms,
        key=chain.to_text(sender.key.public_key().public_bytes_raw()),
        to=sender.to,
        once=chain.to_text(once.public_key().public_bytes_raw()),
    )
    first = encode(header.model_dump())
    plain = b"".join(encode(group) + b"\n" for group in groups)
    to = X25519PublicKey.from_public_bytes(chain.from_text(sender.to))
    cipher = ChaCha20Poly1305(_derived(once.exchange(to), first))
    sealed = cipher.encrypt(_NONCE, zstandard.ZstdCompressor().compress(plain), None)
    body = first + b"\n" + encode({"sealed": chain.to_text(sealed)}) + b"\n"
    signature = sender.key.sign(_PURPOSE + body)
    return body + encode({"signature": chain.to_text(signature)}) + b"\n"


@dataclass(frozen=True, slots=True)
class SealedWork:
    """A file that was taken apart, and neither proved nor opened yet."""

    header: UnsentHeader
    _first: bytes
    _sealed: bytes
    _signed: bytes
    _signature: bytes

    def check(self, key: Ed25519PublicKey) -> None:
        """Raise UnsentFileError, DAMAGED, unless who holds `key` signed it as it is."""
        try:
            key.verify(self._signature, _PURPOSE + self._signed)
        except InvalidSignature:
            raise UnsentFileError(UnsentCode.DAMAGED) from None

    def open(self, recovery: X25519PrivateKey) -> list[UnsentGroup]:
        """Return the groups in their order, the hashes of their ops checked.

        Raise UnsentFileError: FOREIGN when it was sealed to another key, DAMAGED.
        """
        if self.header.to != chain.to_text(recovery.public_key().public_bytes_raw()):
            raise UnsentFileError(UnsentCode.FOREIGN)
        try:
            once = X25519PublicKey.from_public_bytes(chain.from_text(self.header.once))
            cipher = ChaCha20Poly1305(_derived(recovery.exchange(once), self._first))
            plain = _unzip(cipher.decrypt(_NONCE, self._sealed, None))
            groups = [UnsentGroup.model_validate_json(line) for line in plain.splitlines()]
            is_whole = bool(groups) and _are_in_order(groups) and all(map(_is_chained, groups))
        except (ValueError, InvalidTag, ValidationError, zstandard.ZstdError):
            raise UnsentFileError(UnsentCode.DAMAGED) from None
        if not is_whole:
            raise UnsentFileError(UnsentCode.DAMAGED)
        return groups


def parse(raw: bytes) -> SealedWork:
    """Return the file taken apart. Raise UnsentFileError: DAMAGED when it is no such file, or was
    cut, NEWER for one of a later version.
    """
    lines = raw.split(b"\n")
    try:
        first, second, third, end = lines
        told = json.loads(first)
        if told["format"] == FORMAT and int(told["version"]) > VERSION:
            raise UnsentFileError(UnsentCode.NEWER)
        header = UnsentHeader.model_validate(told)
        if end or header.format != FORMAT:
            raise UnsentFileError(UnsentCode.DAMAGED)
        sealed = chain.from_text(json.loads(second)["sealed"])
        signature = chain.from_text(json.loads(third)["signature"])
    except UnsentFileError:
        raise
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnsentFileError(UnsentCode.DAMAGED) from None
    return SealedWork(header, first, sealed, first + b"\n" + second + b"\n", signature)


def _derived(secret: bytes, header: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=_PURPOSE + header).derive(
        secret
    )


def _unzip(packed: bytes) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=False) as reader:
        plain = reader.read(FILE_BYTES_MAX + 1)
    if len(plain) > FILE_BYTES_MAX:
        raise ValueError("too large")
    return plain


def _is_chained(group: UnsentGroup) -> bool:
    """Tell whether each op's hash is that of the op after the one before."""
    at = group.ops[0].prev
    for n, op in enumerate(group.ops, group.ops[0].n):
        commit = chain.from_text(op.cm) if op.cm else chain.commit(op.b, chain.from_text(op.salt))
        fields = op.model_dump(include={"n", "k", "id", "hlc", "actor", "base", "sv"})
        head = chain.header(group.device, group.inc, group.group, fields)
        linked = chain.to_text(chain.link(chain.from_text(op.prev), head, commit))
        if (op.n, op.prev, op.hash) != (n, at, linked):
            return False
        at = op.hash
    return True


def _are_in_order(groups: list[UnsentGroup]) -> bool:
    return all(one.ops[-1].n < other.ops[0].n for one, other in pairwise(groups))
