"""Enrolment: a one-time secret, bound to a store and good for minutes, admits one till."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Final, NamedTuple

from sync.hub import devices
from sync.hub.config import HubSettings
from sync.hub.database import Cursor
from sync.hub.errors import InputError, RefusedError
from sync.protocol import chain
from sync.protocol.enrol import EnrolRequest, StoreInfo
from sync.protocol.problems import ProblemCode

_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID_LENGTH: Final = 8
_SECRET_BYTES: Final = 20
_LOCK: Final = 0x6755_1742
_KEY_BYTES: Final = 32

RandomBytes = Callable[[int], bytes]


class Enrolled(NamedTuple):
    """Who a till now is."""

    device: str
    inc: int
    store: StoreInfo


def new_secret(
    cursor: Cursor, store: str, desk: str, *, expires_at: int, random_bytes: RandomBytes
) -> str:
    """Return a secret that admits one till to `store` until `expires_at`; HQ keeps its hash only.

    Raise InputError for an unknown store.
    """
    find_store(cursor, store)
    secret = base64.b32encode(random_bytes(_SECRET_BYTES)).decode()
    cursor.execute(
        "INSERT INTO enrolment_code (secret_hash, store, desk, expires_at) VALUES (%s, %s, %s, %s)",
        (_hash(secret), store, desk, expires_at),
    )
    return secret


def find_store(cursor: Cursor, store: str) -> StoreInfo:
    """Return the store. Raise InputError when HQ has none with this id."""
    row = cursor.execute(
        "SELECT store, code, name, time_zone, day_starts_at FROM store WHERE store = %s", (store,)
    ).fetchone()
    if row is None:
        raise InputError(f"no store {store!r}; make it with init-store")
    return StoreInfo(id=row[0], code=row[1], name=row[2], time_zone=row[3], day_starts_at=row[4])


def admit(
    cursor: Cursor, request: EnrolRequest, *, now_ms: int, random_bytes: RandomBytes
) -> Enrolled | None:
    """Return the till that `request` makes, or None when its secret is wrong, used or too old.

    The same till asking again within the secret's time, because the answer was lost, gets the
    same answer.
    """
    _check_texts(request)
    given = _hash(request.secret)
    row = cursor.execute(
        "SELECT secret_hash, store, desk, device FROM enrolment_code"
        " WHERE secret_hash = %s AND expires_at >= %s FOR UPDATE",
        (given, now_ms),
    ).fetchone()
    # Compared once more without regard to where they differ; the index knows hashes only.
    if row is None or not hmac.compare_digest(bytes(row[0]), given):
        return None
    sig_pub, box_pub = _public(request.sig_pub), _public(request.box_pub)
    store = find_store(cursor, row[1])
    if row[3] is not None:
        known = devices.find(cursor, row[3])
        same = known is not None and hmac.compare_digest(known.sig_pub, sig_pub)
        return Enrolled(known.device, known.inc, store) if known and same else None
    device = _new_id(cursor, random_bytes)
    cursor.execute(
        "UPDATE enrolment_code SET used_at = %s, device = %s WHERE secret_hash = %s",
        (now_ms, device, given),
    )
    _insert(cursor, device, request, (sig_pub, box_pub), (store.id, row[2], now_ms))
    return Enrolled(device, 1, store)


def check_failures(cursor: Cursor, address: str, settings: HubSettings, *, now_ms: int) -> None:
    """Raise RefusedError (BUSY, 429) when there were too many wrong secrets from this address."""
    since = now_ms - settings.enrol_failures_ms
    row = cursor.execute(
        "SELECT count(*) FROM enrolment_failure WHERE address = %s AND failed_at > %s",
        (address, since),
    ).fetchone()
    if row and row[0] >= settings.enrol_failures_max:
        wait_s = settings.enrol_failures_ms // 1000
        raise RefusedError(ProblemCode.BUSY, status=429, retry_after_s=wait_s)


def note_failure(cursor: Cursor, address: str, settings: HubSettings, *, now_ms: int) -> None:
    """Note a wrong secret, and forget those that no longer count."""
    since = now_ms - settings.enrol_failures_ms
    cursor.execute("DELETE FROM enrolment_failure WHERE failed_at <= %s", (since,))
    cursor.execute(
        "INSERT INTO enrolment_failure (address, failed_at) VALUES (%s, %s)", (address, now_ms)
    )


def _check_texts(request: EnrolRequest) -> None:
    if "\x00" in f"{request.desk}{request.app}":
        raise RefusedError(ProblemCode.MALFORMED)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _public(text: str) -> bytes:
    try:
        raw = chain.from_text(text)
    except ValueError:
        raise RefusedError(ProblemCode.MALFORMED) from None
    if len(raw) != _KEY_BYTES:
        raise RefusedError(ProblemCode.MALFORMED)
    return raw


def _new_id(cursor: Cursor, random_bytes: RandomBytes) -> str:
    """Return an id no device has. One enrolment at a time looks for one."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    while True:
        # The remainder favours no letter by more than 1 in 10^7.
        numbers = (int.from_bytes(random_bytes(4), "big") for _ in range(_ID_LENGTH))
        device = "".join(_ALPHABET[number % len(_ALPHABET)] for number in numbers)
        if devices.find(cursor, device) is None:
            return device


def _insert(
    cursor: Cursor,
    device: str,
    request: EnrolRequest,
    keys: tuple[bytes, bytes],
    place: tuple[str, str, int],
) -> None:
    store, desk, now_ms = place
    cursor.execute(
        "INSERT INTO device (store, device, sig_pub, box_pub, inc, status, desk, app,"
        " schema_version, enrolled_at, last_seen)"
        " VALUES (%s, %s, %s, %s, 1, 'active', %s, %s, %s, %s, %s)",
        (
            store, device, *keys, desk or request.desk, request.app, request.schema_version,
            now_ms, now_ms,
        ),
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO device_cursor (store, device, inc, last_n, last_hash, durable_n)"
        " VALUES (%s, %s, 1, 0, %s, 0)",
        (store, device, chain.genesis(device, 1)),
    )
