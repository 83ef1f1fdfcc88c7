"""A signed member code at a till that never saw its customer, on the real store, without HQ."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol import member_code
from sync.protocol.member_code import MINUTE_MS, MemberCode, Profile, Signed
from terminal.domain.card import SignedMember
from terminal.domain.problems import Refusal
from terminal.services import counter
from terminal.services.counter import CardFound, Found, StrangerFound
from tests.builders import MEMBER_KEY, START_MS, TestStore
from tests.desk_builders import MEMBER_KEY_2, a_revoked_code, member_key_body
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import audited, everything

STRANGER: Final = "0192c7a4-6b1e-7c3d-8f00-5a2b9c4d7e10"
HOUR_MS: Final = 60 * MINUTE_MS
NOW_MS: Final = START_MS // MINUTE_MS * MINUTE_MS
OTHER: Final = Ed25519PrivateKey.from_private_bytes(b"somebody else".ljust(32, b"."))


def a_code(by: Ed25519PrivateKey = MEMBER_KEY, **changes: Any) -> Signed:
    values: dict[str, Any] = {
        "profile": Profile.CARD,
        "key": 1,
        "customer": STRANGER,
        "masked_name": "王*兰",
        "tier": "A",
        "issued_ms": NOW_MS - 1000 * HOUR_MS,
        "expires_ms": NOW_MS + 1000 * HOUR_MS,
    }
    return member_code.sign(MemberCode(**(values | changes)), by)


def an_app_code(issued_ms: int = NOW_MS, **changes: Any) -> Signed:
    times = {"issued_ms": issued_ms, "expires_ms": issued_ms + 10 * MINUTE_MS}
    return a_code(**({"profile": Profile.APP} | times | changes))


def scan(till: TestStore, code: Signed | str) -> Found:
    text = code if isinstance(code, str) else code.to_text()
    found: Found = till.run(lambda uow: counter.resolve(uow, payload=text))
    return found


def refused(till: TestStore, code: Signed | str) -> str:
    found = scan(till, code)
    assert isinstance(found, Refusal)
    assert {} == found.facts
    return found.code


def test_a_stranger_shows_the_least_and_nothing_is_kept(till: TestStore) -> None:
    code = a_code()
    found = scan(till, code)
    assert isinstance(found, StrangerFound)
    member = found.member
    assert ("王*兰", "A") == (member.masked_name, member.tier)
    assert member.expires_on is not None
    assert [] == audited(till)
    assert STRANGER not in everything(till)
    assert code.to_text() not in everything(till)
    app = scan(till, an_app_code())
    assert StrangerFound(SignedMember("王*兰", "A", None)) == app


def test_the_code_of_a_customer_of_this_store_opens_the_card(till: TestStore) -> None:
    found = scan(till, a_code(customer="c-1").to_text().lower())
    assert isinstance(found, CardFound)
    assert "c-1" == found.card.id
    assert [("customer.opened", "c-1")] == audited(till)


def test_a_forged_or_damaged_code_opens_nothing(till: TestStore) -> None:
    assert "MEMBER_CODE_FORGED" == refused(till, a_code(OTHER, customer="c-1"))
    text = a_code(customer="c-1").to_text()
    assert "MEMBER_CODE_DAMAGED" == refused(till, text[:-4])
    assert "MEMBER_CODE_DAMAGED" == refused(till, text[:20] + "1" + text[21:])
    letter = "A" if text[60] != "A" else "B"
    assert "MEMBER_CODE_FORGED" == refused(till, text[:90] + letter + text[91:])
    assert [] == audited(till)


@pytest.mark.parametrize(
    ("passed_ms", "expected"),
    [(0, None), (9 * MINUTE_MS, None), (10 * MINUTE_MS, "MEMBER_CODE_EXPIRED")],
)
def test_a_card_ends_ten_minutes_after_its_time(
    till: TestStore, passed_ms: int, expected: str | None
) -> None:
    code = a_code(expires_ms=NOW_MS)
    till.clock.ms = NOW_MS + passed_ms
    found = scan(till, code)
    assert expected == (found.code if isinstance(found, Refusal) else None)


@pytest.mark.parametrize(
    ("apart_min", "expected"),
    [
        (0, None),
        (-10, None),
        (-11, "MEMBER_CODE_CLOCK"),
        (19, None),
        (20, "MEMBER_CODE_APP_EXPIRED"),
        (5000, "MEMBER_CODE_APP_EXPIRED"),
    ],
)
def test_an_app_code_bears_clocks_ten_minutes_apart(
    till: TestStore, apart_min: int, expected: str | None
) -> None:
    code = an_app_code()
    till.clock.ms = NOW_MS + apart_min * MINUTE_MS
    found = scan(till, code)
    assert expected == (found.code if isinstance(found, Refusal) else None)


def test_a_clock_that_was_set_back_is_said_and_not_the_code_blamed(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_time())
    till.run(lambda uow: uow.meta.set("heard_at", NOW_MS + 100 * HOUR_MS))
    assert "MEMBER_CODE_CLOCK" == refused(till, an_app_code(NOW_MS + 100 * HOUR_MS))
    assert isinstance(scan(till, a_code()), StrangerFound), "a card does not need the minute"


def test_a_picture_of_an_app_code_is_told_after_three_minutes(till: TestStore) -> None:
    code = an_app_code()
    for _ in range(3):
        assert isinstance(scan(till, code), StrangerFound)
        till.clock.advance(ms=MINUTE_MS)
    till.clock.advance(ms=MINUTE_MS)
    assert "MEMBER_CODE_COPIED" == refused(till, code)
    assert isinstance(scan(till, an_app_code(NOW_MS + 4 * MINUTE_MS)), StrangerFound)


def test_a_revoked_code_and_all_older_ones_of_a_customer_hold_no_more(shop: Shop) -> None:
    card, app = a_code(), an_app_code()
    other = a_code(customer="c-2")
    till, _ = shop(
        ("revoked_code", card.id, a_revoked_code()),
        ("revoked_code", member_code.all_of("c-2"), a_revoked_code(before_at=NOW_MS)),
        ("revoked_code", a_code(customer="c-3").id, a_revoked_code(status="restored")),
    )
    assert "MEMBER_CODE_REVOKED" == refused(till, card)
    assert isinstance(scan(till, app), StrangerFound), "another code of the same customer"
    assert "MEMBER_CODE_REVOKED" == refused(till, other)
    assert isinstance(scan(till, a_code(customer="c-2", issued_ms=NOW_MS)), CardFound)
    assert isinstance(scan(till, a_code(customer="c-3")), CardFound)


def test_a_new_key_counts_once_the_roots_word_came_and_a_retired_one_no_more(shop: Shop) -> None:
    false_word = member_key_body(3, OTHER) | {
        "proof": member_code.prove_key(3, member_key_body(3, OTHER)["public"], "active", root=OTHER)
    }
    till, _ = shop(
        ("member_key", "1", member_key_body(1, MEMBER_KEY, "retired")),
        ("member_key", "2", member_key_body(2, MEMBER_KEY_2)),
        ("member_key", "3", false_word),
    )
    assert isinstance(scan(till, a_code(MEMBER_KEY_2, key=2)), StrangerFound)
    assert "MEMBER_CODE_OLD_KEY" == refused(till, a_code())
    assert "MEMBER_CODE_FORGED" == refused(till, a_code(MEMBER_KEY, key=2))
    assert "MEMBER_CODE_NEW_KEY" == refused(till, a_code(OTHER, key=3)), "nobody vouched for it"
    assert "MEMBER_CODE_NEW_KEY" == refused(till, a_code(OTHER, key=9))


def test_what_was_seen_of_app_codes_is_their_names_and_soon_forgotten(till: TestStore) -> None:
    scan(till, an_app_code())
    till.clock.advance(ms=31 * MINUTE_MS)
    scan(till, an_app_code(NOW_MS + 31 * MINUTE_MS))
    kept = till.read(lambda uow: uow.meta.get("member_codes_seen"))
    assert re.fullmatch(r'\{"[0-9a-f]{16}": \d+\}', kept)
