"""The op chain: a hash over every op of a device, which erasure leaves verifiable.

    commit = blake2b-256(key = salt, canonical body)
    hash   = blake2b-256(previous hash ‖ canonical header ‖ commit)

The header names the device, its incarnation and everything of the op but the body. Erasing a
person's data deletes body and salt and keeps commit: the chain still verifies, and without the
salt the commit says nothing about the body.
"""

from __future__ import annotations

import base64
import binascii
from hashlib import blake2b
from json.encoder import encode_basestring as _quoted
from typing import Any, Final

from sync.protocol.canonical import NotCanonicalError, encode

_SIZE: Final = 32
_NAME_BYTES: Final = 15
_STANDARD: Final = str.maketrans("-_", "+/")


def genesis(device: str, inc: int) -> bytes:
    """Return the hash that stands before op 1 of this incarnation of the device."""
    return blake2b(f"guitai op chain|{device}|{inc}".encode(), digest_size=_SIZE).digest()


def commit(body: dict[str, Any], salt: bytes) -> bytes:
    """Return the commitment to a body in its wire form. `salt` is 16 random bytes."""
    return commit_to(encode(body), salt)


def commit_to(body: bytes, salt: bytes) -> bytes:
    """Return the commitment to a body in its canonical form."""
    return blake2b(body, key=salt, digest_size=_SIZE).digest()


def header(device: str, inc: int, group: str, op: dict[str, Any]) -> bytes:
    """Return the canonical header of an op; `op` needs n, k, id, hlc, actor, base and sv."""
    fields = (op["n"], op["k"], op["id"], op["hlc"], op["actor"], op["base"], op["sv"])
    return header_of(device, inc, group, fields)


def header_of(
    device: str, inc: int, group: str, fields: tuple[int, str, str, str, str, int, int]
) -> bytes:
    """Return the canonical header of the op with these n, k, id, hlc, actor, base and sv."""
    n, kind, record_id, stamp, actor, base, version = fields
    texts = (device, group, kind, record_id, stamp, actor)
    try:
        # As `encode` writes the list of all these; this is done for every op, and takes a third.
        device, group, kind, record_id, stamp, actor = map(_quoted, texts)
        head = f"[{device},{inc},{group},{n},{kind},{record_id},{stamp},{actor},{base},{version}]"
        return head.encode()
    except UnicodeEncodeError:
        raise NotCanonicalError("JSON_SURROGATE") from None


def link(previous: bytes, head: bytes, commitment: bytes) -> bytes:
    """Return the hash of the op with this header and commitment, after `previous`."""
    return blake2b(previous + head + commitment, digest_size=_SIZE).digest()


def group_name(commitment: bytes) -> str:
    """Return the name of the group whose first op has this commitment: 120 of its bits, which no
    two groups share. It follows from what travels anyway.
    """
    return to_text(commitment[:_NAME_BYTES])


def to_text(raw: bytes) -> str:
    """Return bytes as unpadded base64url, the form of salts and hashes on the wire."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Return the bytes of unpadded base64url. Raise ValueError when it is none."""
    # What b64decode does with altchars and validate, without the way there: this is asked per op.
    padded = text + "=" * (-len(text) % 4)
    return binascii.a2b_base64(padded.translate(_STANDARD), strict_mode=True)
