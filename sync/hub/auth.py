"""Who is asking: signed requests, checked against HQ's clock and memory."""

from __future__ import annotations

from typing import Final

from sync.hub import devices
from sync.hub.devices import Device
from sync.hub.errors import RefusedError
from sync.hub.storage import Transaction
from sync.protocol.problems import ProblemCode
from sync.protocol.signatures import SignatureError, Signed, SignedMessage, claimed_key_id, verify

_NONCE_MAX: Final = 64


def authenticate(
    tx: Transaction, message: SignedMessage, body: bytes, *, now_ms: int, window_s: int
) -> Device:
    """Return the device that signed the request. `body` is what travelled, still compressed.

    Raise RefusedError: SIGNATURE, DEVICE_UNKNOWN, CLOCK when the signature was made more than
    `window_s` from now, REPLAY when it was used before. Of one that is revoked nothing is kept.
    """
    try:
        device = tx.devices.find(claimed_key_id(message.headers))
        if device is None:
            raise RefusedError(ProblemCode.DEVICE_UNKNOWN)
        signed, device = _verify(tx, device, message, body)
    except SignatureError:
        raise RefusedError(ProblemCode.SIGNATURE) from None
    if device.status == devices.REVOKED:
        return device
    if abs(signed.created_s * 1000 - now_ms) > window_s * 1000:
        raise RefusedError(ProblemCode.CLOCK)
    if len(signed.nonce) > _NONCE_MAX:
        raise RefusedError(ProblemCode.SIGNATURE)
    if not tx.nonces.add(device, signed.nonce, now_ms=now_ms):
        raise RefusedError(ProblemCode.REPLAY)
    return device


def _verify(
    tx: Transaction, device: Device, message: SignedMessage, body: bytes
) -> tuple[Signed, Device]:
    """Return what the signature says. An announced key takes over at its first use."""
    try:
        return verify(message, body, key=device.key), device
    except SignatureError:
        if device.next_key is None:
            raise
    signed = verify(message, body, key=device.next_key)
    tx.devices.use_next_key(device)
    return signed, tx.devices.find(device.device) or device
