"""Who is asking: signed requests, checked against HQ's clock and memory."""

from __future__ import annotations

from typing import Final

from sync.hub import devices
from sync.hub.devices import Device
from sync.hub.errors import RefusedError
from sync.hub.storage import Transaction
from sync.protocol.problems import ProblemCode
from sync.protocol.signatures import SignatureError, SignedMessage, claimed_key_id, verify

_NONCE_MAX: Final = 64


def authenticate(
    tx: Transaction, message: SignedMessage, body: bytes, *, now_ms: int, window_s: int
) -> Device:
    """Return the device that signed the request. `body` is what travelled, still compressed.

    Raise RefusedError: SIGNATURE, DEVICE_UNKNOWN, DEVICE_REVOKED, CLOCK when the signature was
    made more than `window_s` from now, REPLAY when it was used before.
    """
    try:
        device = tx.devices.find(claimed_key_id(message.headers))
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
    if not tx.nonces.add(device, signed.nonce, now_ms=now_ms):
        raise RefusedError(ProblemCode.REPLAY)
    return device
