"""Says whose a signed member code is, and whether it holds, without HQ.

Nothing in a code counts before its signature was verified, and what a code says that does not hold
is shown to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from local_store.enrolment import Identity
from local_store.records.signed_codes import CodeKey
from local_store.unit_of_work import UnitOfWork
from sync.protocol import chain, member_code
from sync.protocol.member_code import MINUTE_MS, MemberCode, MemberCodeError, Profile, Signed
from terminal.domain.card import SignedMember
from terminal.domain.problems import Refusal

DAMAGED: Final = "MEMBER_CODE_DAMAGED"
FORGED: Final = "MEMBER_CODE_FORGED"
NEW_KEY: Final = "MEMBER_CODE_NEW_KEY"
"""Signed with a key that this till has not heard of yet."""
OLD_KEY: Final = "MEMBER_CODE_OLD_KEY"
EXPIRED: Final = "MEMBER_CODE_EXPIRED"
APP_EXPIRED: Final = "MEMBER_CODE_APP_EXPIRED"
REVOKED: Final = "MEMBER_CODE_REVOKED"
COPIED: Final = "MEMBER_CODE_COPIED"
CLOCK: Final = "MEMBER_CODE_CLOCK"
"""The clock of this till cannot say whether a code of minutes still holds."""

SLACK_MS: Final = 10 * MINUTE_MS
"""So far the clocks of a till and of whoever issued a code may differ."""
AGAIN_MS: Final = 3 * MINUTE_MS
"""An app makes a new code every minute: one that is shown for so much longer is a picture of it."""
_SEEN: Final = "member_codes_seen"
_SEEN_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """HQ's keys of member codes by number, also those that hold no more: whether a code was read
    as HQ made it does not depend on whether it still counts.
    """

    public: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def made(self, text: str) -> bool | None:
        """Tell whether HQ made this very text; None when its key is unknown here."""
        try:
            signed = member_code.parse(text)
        except MemberCodeError:
            return False
        known = self.public.get(signed.code.key)
        return None if known is None else any(signed.is_by(_key(one)) for one in known)


def known_keys(uow: UnitOfWork) -> KnownKeys:
    """Return the keys that HQ's root vouches for, for whoever has to verify without the store."""
    identity = uow.sync.identity()
    if identity is None:
        return KnownKeys()
    found = {member_code.FIRST_KEY: {identity.trust.member_code}}
    for one in uow.signed_codes.keys(None):
        if _is_said(identity, one):
            found.setdefault(one.number, set()).add(one.public)
    return KnownKeys({number: frozenset(keys) for number, keys in found.items()})


def verify(uow: UnitOfWork, text: str) -> MemberCode | Refusal:
    """Return what a code says, when HQ signed it and it holds now."""
    try:
        signed = member_code.parse(text)
    except MemberCodeError:
        return Refusal(DAMAGED)
    identity = uow.sync.identity()
    if identity is None:
        return Refusal("STORE_NOT_ENROLLED")
    return _refused(uow, identity, signed) or signed.code


def shown(uow: UnitOfWork, code: MemberCode) -> SignedMember:
    """Return what may be shown of somebody whose file is not here."""
    until = datetime.fromtimestamp(code.expires_ms / 1000, UTC)
    is_card = code.profile is Profile.CARD
    return SignedMember(code.masked_name, code.tier, uow.day_of(until) if is_card else None)


def _refused(uow: UnitOfWork, identity: Identity, signed: Signed) -> Refusal | None:
    if (refusal := _by_key(uow, identity, signed)) is not None:
        return refusal
    code = signed.code
    everything = member_code.all_of(code.customer)
    if uow.signed_codes.is_revoked(signed.id, everything, code.issued_ms):
        return Refusal(REVOKED)
    if code.profile is Profile.CARD:
        return Refusal(EXPIRED) if uow.now_ms >= code.expires_ms + SLACK_MS else None
    return _app_refused(uow, signed)


def _app_refused(uow: UnitOfWork, signed: Signed) -> Refusal | None:
    code = signed.code
    if uow.clock_ms < uow.now_ms or uow.now_ms < code.issued_ms - SLACK_MS:
        # Set back, or behind what HQ signed: whichever, the clock is known to be wrong.
        return Refusal(CLOCK)
    if uow.now_ms >= code.expires_ms + SLACK_MS:
        return Refusal(APP_EXPIRED)
    return Refusal(COPIED) if _is_again(uow, signed.id) else None


def _by_key(uow: UnitOfWork, identity: Identity, signed: Signed) -> Refusal | None:
    """Refuse what none of HQ's keys signed that hold. What HQ said of a key counts only with its
    root's word; of the first one none is needed but to retire it.
    """
    number = signed.code.key
    said = [one for one in uow.signed_codes.keys(number) if _is_said(identity, one)]
    known = {one.public for one in said}
    if number == member_code.FIRST_KEY:
        known.add(identity.trust.member_code)
    if not known:
        return Refusal(NEW_KEY)
    if not any(signed.is_by(_key(public)) for public in known):
        return Refusal(FORGED)
    return Refusal(OLD_KEY) if any(one.status != "active" for one in said) else None


def _is_again(uow: UnitOfWork, code_id: str) -> bool:
    """Tell whether a code of minutes was shown here before, longer ago than an app shows one."""
    seen: dict[str, int] = json.loads(uow.meta.get(_SEEN) or "{}")
    oldest = uow.now_ms - 3 * SLACK_MS
    kept = sorted((at, one) for one, at in seen.items() if at >= oldest)[-_SEEN_MAX:]
    after = {one: at for at, one in kept}
    first = after.setdefault(code_id, uow.now_ms)
    if after != seen:
        uow.meta.set(_SEEN, json.dumps(after))
    return uow.now_ms - first > AGAIN_MS


def _is_said(identity: Identity, key: CodeKey) -> bool:
    return _is_proved(identity.trust.root, key.number, key.public, key.status, key.proof)


@lru_cache(maxsize=32)
def _is_proved(root: str, number: int, public: str, status: str, proof: str) -> bool:
    return member_code.is_key_proved(proof, number, public, status, root=_key(root))


@lru_cache(maxsize=32)
def _key(public: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(chain.from_text(public))
