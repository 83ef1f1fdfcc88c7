"""Who is asking: signed requests, checked against HQ's clock and memory."""

from __future__ import annotations

from typing import Final

from sync.hub import devices
from sync.hub.database import Cursor
from sync.hub.devices import Device
from sync.hub.errors import RefusedError
from sync.protocol.problems import ProblemCode
from sync.protocol.signatures import SignatureError, SignedMessage, claimed_key_id, verify

_NONCE_MAX: Final = 64


def authenticate(
    cursor: Cursor, message: SignedMessage, body: bytes, *, now_ms: int, window_s: int
) -> Device:
    """Return the device that signed the request. `body` is what travelled, still compressed.

    Raise RefusedError: SIGNATURE, DEVICE_UNKNOWN, DEVICE_REVOKED, CLOCK when the signature was
    made more than `window_s` from now, REPLAY when it was used before.
    """
    try:
        device = devices.find(cursor, claimed_key_id(message.headers))
        if device is None:
            raise RefusedError(ProblemCode.DEVICE_UNKNOWN)
        signed = verify(message, body, key=device.key)
    except SignatureError:
        raise RefusedError(ProblemCode.SIGNATURE) from None
    if device.status == devices.REVOKED:
        raise RefusedError(ProblemCode.DEVICE_REVOKED)
    if abs(signed.created_s * 1000 - now_ms) > window_s * 1000:
        raise RefusedError(ProblemCode.CLOCK)
    if len(signed.nonce) > _NONCE_MAX:
        raise RefusedError(ProblemCode.SIGNATURE)
    cursor.execute(
        "INSERT INTO nonce (store, device, nonce, seen_at) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        (device.store, device.device, signed.nonce, now_ms),
        prepare=True,
    )
    if cursor.rowcount == 0:
        raise RefusedError(ProblemCode.REPLAY)
    return device


def forget_nonces(cursor: Cursor, *, before_ms: int) -> int:
    """Forget nonces seen before that time, whose signatures are too old by now, and count them."""
    cursor.execute("DELETE FROM nonce WHERE seen_at < %s", (before_ms,))
    return cursor.rowcount
