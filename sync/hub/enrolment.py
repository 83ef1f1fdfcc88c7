"""Enrolment: a one-time secret, bound to a store and good for minutes, admits one till."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sync.hub.acceptance import HQ_DEVICE
from sync.hub.config import HubSettings
from sync.hub.devices import Device, NewDevice
from sync.hub.errors import InputError, RefusedError
from sync.hub.port.tills import Code
from sync.hub.storage import Transaction
from sync.hub.upkeep import earlier_epochs
from sync.protocol import chain
from sync.protocol.enrol import Again, EnrolRequest, StoreInfo, is_proved_by, secret_hash
from sync.protocol.problems import ProblemCode

_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID_LENGTH: Final = 8
_SECRET_BYTES: Final = 20
_KEY_BYTES: Final = 32

RandomBytes = Callable[[int], bytes]


class Enrolled(NamedTuple):
    """Who a till now is, and the number of its first op."""

    device: str
    inc: int
    store: StoreInfo
    start: int = 1


def new_secret(
    tx: Transaction,
    store: str,
    desk: str,
    *,
    expires_at: int,
    random_bytes: RandomBytes,
    again: str | None = None,
) -> str:
    """Return a secret that admits one till to `store` until `expires_at`; HQ keeps its hash only.
    With `again` it admits what was that device only, and vouches for it.

    Raise InputError for an unknown store, or a device that cannot come again there.
    """
    find_store(tx, store)
    if again is not None:
        _check_may_come(tx, store, again)
    secret = base64.b32encode(random_bytes(_SECRET_BYTES)).decode()
    tx.codes.add(Code(secret_hash(secret), store, desk, None, again), expires_at=expires_at)
    return secret


def _check_may_come(tx: Transaction, store: str, device: str) -> None:
    """Raise InputError unless the device is the store's, or may have been before HQ was set back:
    a slip of the pen is told before anybody goes to the till.
    """
    known = tx.devices.find(device)
    if known is None and not earlier_epochs(tx):
        raise InputError(f"no device {device!r}")
    if known is not None and known.store != store:
        raise InputError(f"device {device!r} is of store {known.store!r}")


def find_store(tx: Transaction, store: str) -> StoreInfo:
    """Return the store. Raise InputError when HQ has none with this id."""
    found = tx.stores.find(store)
    if found is None:
        raise InputError(f"no store {store!r}; make it with init-store")
    return found


def admit(
    tx: Transaction, request: EnrolRequest, *, now_ms: int, random_bytes: RandomBytes
) -> Enrolled | None:
    """Return the till that `request` makes, or None when its secret is wrong, used or too old.

    The same till asking again within the secret's time, because the answer was lost, gets the
    same answer. A till that was enrolled before becomes another device, and what it was is stopped.
    Raise RefusedError, and leave the secret unused: FOREIGN when that was in another store, or HQ
    knows nothing of it; AGAIN_UNPROVED when nothing shows that it was this till; ENROL_DEVICE when
    the secret was made for another.
    """
    _check_texts(request)
    given = secret_hash(request.secret)
    code = tx.codes.lock(given, now_ms=now_ms)
    # Compared once more without regard to where they differ; the index knows hashes only.
    if code is None or not hmac.compare_digest(code.secret_hash, given):
        return None
    sig_pub, box_pub = public_key(request.sig_pub), public_key(request.box_pub)
    store = find_store(tx, code.store)
    if code.device is not None:
        known = tx.devices.find(code.device)
        same = known is not None and hmac.compare_digest(known.sig_pub, sig_pub)
        if known is None or not same:
            return None
        return Enrolled(known.device, known.inc, store, tx.devices.lock_chain(known).last_n + 1)
    was = _was(tx, request, code, now_ms=now_ms)
    device = _new_id(tx, random_bytes)
    tx.codes.use(given, device, now_ms=now_ms)
    new = NewDevice(
        store=store.id,
        device=device,
        inc=1,
        sig_pub=sig_pub,
        box_pub=box_pub,
        desk=code.desk or request.desk,
        app=request.app,
        schema_version=request.schema_version,
        enrolled_at=now_ms,
        genesis=chain.genesis(device, 1),
        **was,
    )
    tx.devices.add(new)
    return Enrolled(new.device, new.inc, store, new.last_n + 1)


def _was(tx: Transaction, request: EnrolRequest, code: Code, *, now_ms: int) -> dict[str, Any]:
    """Return what a new device takes over from the one the till was before, and stop that one. An
    HQ that was played back lacks ops that it had, or the whole till: those are sent again.
    """
    named = request.again.device if request.again else None
    if code.again not in (None, named):
        raise RefusedError(ProblemCode.ENROL_DEVICE)
    if request.again is None:
        return {}
    if request.again.device == HQ_DEVICE:
        raise RefusedError(ProblemCode.FOREIGN)  # Its stamps are HQ's own.
    old = tx.devices.find(request.again.device)
    if old is None and not earlier_epochs(tx):
        raise RefusedError(ProblemCode.FOREIGN)
    if old is not None and (old.store, old.inc) != (code.store, request.again.inc):
        raise RefusedError(ProblemCode.FOREIGN)
    # Whoever merely has a code of the store is not thereby any till of it.
    if code.again is None and not _is_proved(request, old):
        raise RefusedError(ProblemCode.AGAIN_UNPROVED)
    if old is None:
        return {"lineage": (request.again.device,)}
    return _taken_over(tx, request.again, old, now_ms=now_ms)


def _is_proved(request: EnrolRequest, old: Device | None) -> bool:
    """Tell whether who comes again has a key that HQ knows as that till's."""
    keys = [] if old is None else [old.key, old.next_key]
    return any(key is not None and is_proved_by(request, key) for key in keys)


def _taken_over(tx: Transaction, again: Again, old: Device, *, now_ms: int) -> dict[str, Any]:
    known = tx.devices.lock_chain(old)
    # Not revoked: a copy of it may still hold unsent work, which it keeps and comes again with.
    tx.devices.flag_fork(old, now_ms=now_ms)
    last_n = min(again.start - 1, known.last_n)
    return {"last_n": last_n, "lineage": old.names, "family": old.family}


def check_failures(tx: Transaction, address: str, settings: HubSettings, *, now_ms: int) -> None:
    """Raise RefusedError (BUSY, 429) when there were too many wrong secrets from this address."""
    since = now_ms - settings.enrol_failures_ms
    if tx.codes.failures(address, since_ms=since) >= settings.enrol_failures_max:
        wait_s = settings.enrol_failures_ms // 1000
        raise RefusedError(ProblemCode.BUSY, status=429, retry_after_s=wait_s)


def note_failure(tx: Transaction, address: str, settings: HubSettings, *, now_ms: int) -> None:
    """Note a wrong secret, and forget those that no longer count."""
    since = now_ms - settings.enrol_failures_ms
    tx.codes.note_failure(address, now_ms=now_ms, forget_ms=since)


def _check_texts(request: EnrolRequest) -> None:
    if "\x00" in f"{request.desk}{request.app}":
        raise RefusedError(ProblemCode.MALFORMED)


def public_key(text: str) -> bytes:
    """Return the bytes of a public key as it travels. Raise RefusedError, MALFORMED."""
    try:
        raw = chain.from_text(text)
    except ValueError:
        raise RefusedError(ProblemCode.MALFORMED) from None
    if len(raw) != _KEY_BYTES:
        raise RefusedError(ProblemCode.MALFORMED)
    return raw


def _new_id(tx: Transaction, random_bytes: RandomBytes) -> str:
    """Return an id no device has. One enrolment at a time looks for one."""
    tx.devices.lock_naming()
    while True:
        # The remainder favours no letter by more than 1 in 10^7.
        numbers = (int.from_bytes(random_bytes(4), "big") for _ in range(_ID_LENGTH))
        device = "".join(_ALPHABET[number % len(_ALPHABET)] for number in numbers)
        if tx.devices.find(device) is None:
            return device
