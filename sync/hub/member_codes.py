"""Issues signed member codes and takes them back: what HQ's commands do. No I/O but the storage's.

What tills have to know travels as records of the kinds `member_key` and `revoked_code`, loaded as
everything is that HQ's people put in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.hub import loading
from sync.hub.errors import InputError
from sync.hub.keys import CodeKeys
from sync.hub.records import CHAIN_WIDE, Key
from sync.hub.storage import Storage
from sync.merge import Body
from sync.protocol import member_code
from sync.protocol.member_code import (
    APP_MINUTES_MAX,
    MINUTE_MS,
    MemberCode,
    MemberCodeError,
    Profile,
    Signed,
)
from terminal.domain.customer import mask_name

CARD_DAYS: Final = 3 * 365
ACTIVE: Final = "active"
RETIRED: Final = "retired"
REVOKED: Final = "revoked"
_DAY_MS: Final = 24 * 60 * MINUTE_MS
_NAME_MAX: Final = 10
_HOPS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class Office:
    """What issuing needs: the records, the keys of member codes, and HQ's root and content keys."""

    storage: Storage
    keys: CodeKeys
    root: Ed25519PrivateKey
    content: Ed25519PrivateKey
    now_ms: int


def issue(
    office: Office, customers: Iterable[str], profile: Profile, *, days: int = CARD_DAYS
) -> list[Signed]:
    """Return a code for each customer, signed with the newest key. `days` are how long a card
    holds. Raise InputError for a customer HQ does not know, has no right to serve, or whose id
    fits in no code.
    """
    number = office.keys.newest
    if number != member_code.FIRST_KEY:
        publish_key(office, number)  # No till may see a code whose key was never sent.
    lasts = APP_MINUTES_MAX * MINUTE_MS if profile is Profile.APP else days * _DAY_MS
    made = []
    for customer in customers:
        record, body = _customer(office, customer)
        tier = str(body.get("tier") or "")
        code = MemberCode(
            profile=profile,
            key=number,
            customer=record,
            masked_name=short_name(str(body["name"])),
            tier=tier if len(tier) == 1 and "A" <= tier <= "Z" else "",
            issued_ms=office.now_ms // MINUTE_MS * MINUTE_MS,
            expires_ms=(office.now_ms + lasts) // MINUTE_MS * MINUTE_MS,
        )
        try:
            made.append(member_code.sign(code, office.keys.keys[number]))
        except MemberCodeError as error:
            raise InputError(f"no code for customer {customer}: {error}") from None
    return made


def short_name(name: str) -> str:
    """Return a masked name that fits in a code: fewer stars, then no last letter, then none."""
    masked = mask_name(name)
    for one in (masked, f"{masked[:1]}*{masked[-1:]}", f"{masked[:1]}*", "*"):
        if len(one.encode()) <= _NAME_MAX and len(one) <= len(masked):
            return one
    return "*"


def revoke(office: Office, *, name: str | None, customer: str | None, reason: str) -> None:
    """Void one code by its name, or all codes of a customer that were issued until now. Tills hear
    of it first of all.
    """
    body: dict[str, Any] = {"status": REVOKED, "at": office.now_ms, "reason": reason}
    if customer is not None:
        record, _ = _customer(office, customer, for_use=False)
        # A code issued within this very minute is meant too.
        body["before_at"] = office.now_ms // MINUTE_MS * MINUTE_MS + 1
        name = member_code.all_of(record)
    if name is None:
        raise InputError("name a code or a customer")
    _load(office, "revoked_code", name, body)


def publish_key(office: Office, number: int, status: str = ACTIVE) -> None:
    """Tell the tills of a key, or that it is retired, with the root's word."""
    if number not in office.keys.keys:
        raise InputError(f"no key {number}")
    public = office.keys.public(number)
    proof = member_code.prove_key(number, public, status, root=office.root)
    if status == ACTIVE and statuses(office).get(number) == RETIRED:
        raise InputError(f"key {number} is retired")
    body = {"number": number, "public": public, "status": status, "proof": proof}
    _load(office, "member_key", str(number), body)


def statuses(office: Office) -> dict[int, str]:
    """Return every key's status by its number; the first is active unless tills heard else."""
    wanted = {number: Key(CHAIN_WIDE, "member_key", str(number)) for number in office.keys.keys}
    with office.storage.snapshot() as tx:
        found = tx.records.read(wanted.values())
    unsaid = dict.fromkeys(wanted, "not sent") | {member_code.FIRST_KEY: ACTIVE}
    said = {n: str(found[key].state.body["status"]) for n, key in wanted.items() if key in found}
    return unsaid | said


def _customer(office: Office, customer: str, *, for_use: bool = True) -> tuple[str, Body]:
    """Return the file that a customer's id leads to, and its id."""
    for _ in range(_HOPS_MAX):
        with office.storage.snapshot() as tx:
            entity = ("customer", customer)
            owner = tx.members.owners_of([entity]).get(entity)
            key = Key(owner or "", *entity)
            stored = tx.records.read([key]).get(key)
        if stored is None or not stored.state.body.get("name"):
            raise InputError(f"no customer {customer}")
        unused = stored.state.body.get("restricted") or stored.state.body.get("withdrawn")
        if unused and for_use:
            raise InputError(f"the file of customer {customer} may not be used")
        joined = stored.state.body.get("canonical_id")
        if not joined:
            return customer, stored.state.body
        customer = str(joined)
    raise InputError(f"customer {customer} was joined too often")


def _load(office: Office, kind: str, record_id: str, body: dict[str, Any]) -> None:
    line = json.dumps({"k": kind, "id": record_id, "b": body})
    loading.load(office.storage, [line], office.content, now_ms=office.now_ms)
