"""Who is asking: signed requests, checked against HQ's clock and memory."""

from __future__ import annotations

from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.hub import devices
from sync.hub.devices import Device
from sync.hub.errors import RefusedError
from sync.hub.storage import Transaction
from sync.protocol.problems import ProblemCode
from sync.protocol.signatures import SignatureError, Signed, SignedMessage, claimed_key_id, verify

_NONCE_MAX: Final = 64
_KNOWN_MAX: Final = 20_000


class _Key(NamedTuple):
    raw: bytes
    public: Ed25519PublicKey


class Authenticator:
    """Tells who signed a request, in one call of the database when the device signs with the key
    that it was last known by here: that this is its key still, and what it may do, is read anew
    each time. Safe to call from several threads.

    `window_s` is how far from now a signature may have been made.
    """

    def __init__(self, *, window_s: int) -> None:
        self._window_s = window_s
        self._known: dict[str, _Key] = {}

    def authenticate(
        self, tx: Transaction, message: SignedMessage, body: bytes, *, now_ms: int
    ) -> Device:
        """Return the device that signed the request. `body` is what travelled, still compressed.

        Raise RefusedError: SIGNATURE, DEVICE_UNKNOWN, CLOCK when the signature was not made near
        now, REPLAY when it was used before. Of one that is revoked nothing is kept.
        """
        try:
            claimed = claimed_key_id(message.headers)
            found = self._known_one(tx, claimed, message, body, now_ms)
            return found or self._any(tx, claimed, message, body, now_ms)
        except SignatureError:
            raise RefusedError(ProblemCode.SIGNATURE) from None

    def _known_one(
        self, tx: Transaction, claimed: str, message: SignedMessage, body: bytes, now_ms: int
    ) -> Device | None:
        """Return the device if all is as it was the last time; None calls for a closer look."""
        key = self._known.get(claimed)
        if key is None:
            return None
        try:
            signed = verify(message, body, key=key.public)
        except SignatureError:
            return None
        if not self._is_near(signed, now_ms) or len(signed.nonce) > _NONCE_MAX:
            return None
        found = tx.nonces.add_of(claimed, key.raw, signed.nonce, now_ms=now_ms)
        if found is None:
            return None
        device, is_new = found
        if not is_new:
            raise RefusedError(ProblemCode.REPLAY)
        return device

    def _any(
        self, tx: Transaction, claimed: str, message: SignedMessage, body: bytes, now_ms: int
    ) -> Device:
        device = tx.devices.find(claimed)
        if device is None:
            raise RefusedError(ProblemCode.DEVICE_UNKNOWN)
        signed, device = _verify(tx, device, message, body)
        if device.status == devices.REVOKED:
            return device
        if not self._is_near(signed, now_ms):
            raise RefusedError(ProblemCode.CLOCK)
        if len(signed.nonce) > _NONCE_MAX:
            raise RefusedError(ProblemCode.SIGNATURE)
        if not tx.nonces.add(device, signed.nonce, now_ms=now_ms):
            raise RefusedError(ProblemCode.REPLAY)
        self._keep(device)
        return device

    def _is_near(self, signed: Signed, now_ms: int) -> bool:
        return abs(signed.created_s * 1000 - now_ms) <= self._window_s * 1000

    def _keep(self, device: Device) -> None:
        if len(self._known) >= _KNOWN_MAX:
            self._known = {}
        self._known[device.device] = _Key(device.sig_pub, device.key)


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
