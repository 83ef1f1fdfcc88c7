"""What a camera may believe at once, and what it may not show, on the real store."""

from __future__ import annotations

import pytest

from terminal.services import camera_codes
from tests.builders import TestStore
from tests.integration.services.shop import BADGE, CODE, EAN
from tests.integration.services.test_counter_codes import GS1, ID_CARD, INSURANCE, PAYMENT, TRACE


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (CODE, True),
        (BADGE, True),
        (EAN, True),
        (GS1, True),
        ("6909876543212", False),
        (TRACE, False),
        (PAYMENT, False),
        ("", False),
    ],
)
def test_cards_badges_and_medicines_of_this_store_are_known(
    till: TestStore, payload: str, *, expected: bool
) -> None:
    assert expected == till.run(lambda uow: camera_codes.is_known(uow, payload=payload))


@pytest.mark.parametrize("payload", [PAYMENT, INSURANCE, ID_CARD, f" {PAYMENT}\r", ID_CARD.lower()])
def test_payment_insurance_and_identity_codes_are_not_shown(payload: str) -> None:
    assert camera_codes.is_secret(payload)


@pytest.mark.parametrize("payload", [CODE, BADGE, EAN, TRACE, GS1, ""])
def test_pictures_of_cards_and_medicines_may_be_shown(payload: str) -> None:
    assert not camera_codes.is_secret(payload)
