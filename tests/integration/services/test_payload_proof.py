"""A signed member code from a scanner that types is borne out by its signature."""

from __future__ import annotations

from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.arbiter.arbiter import Arbiter
from devices.arbiter.strokes import AskReason, Proof, Special
from sync.protocol import member_code
from sync.protocol.member_code import EPOCH_MS, MINUTE_MS, MemberCode, Profile, all_of
from terminal.payload_proof import AGAIN_NS, PayloadProof
from terminal.services import member_codes
from terminal.wedge_keys import plausible
from tests.builders import MEMBER_KEY, TestStore
from tests.desk_builders import MEMBER_KEY_2, a_revoked_code, member_key_body
from tests.integration.services.conftest import Shop
from tests.unit.devices.arbiter.till import Till

OTHER: Final = Ed25519PrivateKey.from_private_bytes(b"somebody else".ljust(32, b"."))
WHO: Final = "0192c7a4-6b1e-7c3d-8f00-5a2b9c4d7e10"


def a_code(by: Ed25519PrivateKey = MEMBER_KEY, **changes: Any) -> str:
    values: dict[str, Any] = {
        "profile": Profile.CARD,
        "key": 1,
        "customer": WHO,
        "masked_name": "王*兰",
        "tier": "A",
        "issued_ms": EPOCH_MS,
        "expires_ms": EPOCH_MS + MINUTE_MS,
    }
    return member_code.sign(MemberCode(**(values | changes)), by).to_text()


class Watch:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now_ns = 10**12

    def __call__(self) -> int:
        return self.now_ns


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def proof(till: TestStore, watch: Watch) -> PayloadProof:
    made = PayloadProof(watch)
    made.trust(till.run(member_codes.known_keys))
    return made


@pytest.mark.parametrize("left", ["C10106901234567892", "E06901234567892", "d20106901234567892"])
def test_an_aim_identifier_whose_first_sign_was_lost_is_known_to_be_wrong(
    proof: PayloadProof, left: str
) -> None:
    assert (Proof.WRONG, Proof.DIGIT) == (proof(left), proof(f"]{left}"))


@pytest.mark.parametrize("own", ["C16901234567", "C012345670", "Q16901234567892", "E112345670"])
def test_a_shops_own_number_that_only_looks_like_an_aim_identifier_is_not_wrong(
    proof: PayloadProof, own: str
) -> None:
    assert Proof.WRONG is not proof(own)


def test_only_what_hq_signed_is_proven_and_what_was_damaged_on_the_way_is_known_to_be_wrong(
    proof: PayloadProof,
) -> None:
    code = a_code()
    letter = "A" if code[150] != "A" else "B"
    assert Proof.STRONG is proof(code)
    assert Proof.STRONG is proof(f"]Q1{code.lower()}")
    damaged = [
        code[:40] + code[41:],
        code[:90] + code[89:],
        code[:150] + letter + code[151:],
        code[:70] + code[71] + code[70] + code[72:],
        a_code(OTHER),
    ]
    assert [Proof.WRONG] * 5 == [proof(one) for one in damaged]


def test_a_code_that_holds_no_more_is_read_all_the_same(shop: Shop, watch: Watch) -> None:
    till, _ = shop(
        ("member_key", "1", member_key_body(1, MEMBER_KEY, "retired")),
        ("member_key", "2", member_key_body(2, MEMBER_KEY_2)),
        ("member_key", "3", member_key_body(2, OTHER)),
        ("revoked_code", all_of(WHO), a_revoked_code(before_at=EPOCH_MS * 2)),
    )
    proof = PayloadProof(watch)
    proof.trust(till.run(member_codes.known_keys))
    assert [Proof.STRONG] * 2 == [proof(a_code()), proof(a_code(MEMBER_KEY_2, key=2))]
    assert Proof.WRONG is proof(a_code(MEMBER_KEY, key=2))


def test_of_a_key_that_the_till_does_not_know_nothing_is_said(proof: PayloadProof) -> None:
    assert Proof.NONE is proof(a_code(MEMBER_KEY_2, key=2))
    assert Proof.NONE is PayloadProof(Watch())(a_code())


def test_what_is_read_twice_alike_stands_on_the_card_and_is_no_damage(
    proof: PayloadProof, watch: Watch
) -> None:
    forged = a_code(OTHER)
    assert Proof.WRONG is proof(forged)
    watch.now_ns += AGAIN_NS
    assert Proof.WRONG is proof(forged)
    watch.now_ns += 1
    assert Proof.NONE is proof(forged)
    assert Proof.STRONG is proof(a_code())


def with_twin(code: str) -> int:
    """Return a place in the signature where a key may come twice: its neighbours are others."""
    return next(at for at in range(80, len(code) - 1) if code[at - 1] != code[at] != code[at + 1])


def scanned(proof: PayloadProof, code: str, *, twice: int | None) -> Till:
    """Return a till after an unknown scanner typed a code, one of its keys twice."""
    till = Till()
    till.arbiter = Arbiter(proof=proof, plausible=plausible)
    keys = code if twice is None else code[: twice + 1] + code[twice:]
    gaps = [8.0] * len(keys)
    if twice is not None:
        gaps[twice + 1] = 2.5
    till.strike(keys, gaps)
    till.wait(8)
    till.key(special=Special.ENTER)
    till.wait(1000)
    return till


def test_a_doubled_key_inside_a_signed_code_is_repaired(proof: PayloadProof) -> None:
    code = a_code()
    till = scanned(proof, code, twice=with_twin(code))
    assert ([code], [], "") == (till.payloads, till.asked, till.text)


def test_a_signed_code_with_a_key_lost_is_asked_again_and_never_claimed(
    proof: PayloadProof,
) -> None:
    code = a_code()
    at = with_twin(code)
    till = scanned(proof, code[:at] + code[at + 1 :], twice=None)
    assert ([], 1, "") == (till.payloads, len(till.asked), till.text)


@pytest.mark.parametrize(
    ("code", "is_asked"),
    [
        ("0106901234567892172811301088X1", True),
        ("0106900112233454172801301018X1", False),
        ("https://qr.example.org/q7", False),
        ("https://qr.example.org/q77", True),
        ("83321456987032145698", False),
        ("opcABCDEFGHIJKLMNOPQRSTUVXYY", False),
        ("28123456789012334", True),
    ],
)
def test_a_form_bears_out_only_the_part_of_a_code_that_it_reaches(
    proof: PayloadProof, code: str, is_asked: bool
) -> None:
    till = scanned(proof, code, twice=None)
    reasons = [AskReason.NEW_SCANNER] if is_asked else []
    assert (reasons, not is_asked) == ([one.reason for one in till.asked], bool(till.payloads))
