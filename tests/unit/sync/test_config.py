"""Configuration proves that HQ wrote it, and for which record."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol import config
from sync.protocol.bodies import Rule
from sync.protocol.config import ConfigSignatureError
from sync.protocol.kinds import KINDS

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_BODY = {
    "version": 3, "status": "live", "ring": "all", "valid_from": "2026-01-01",
    "content": {"type": "followup", "title": {"zh_CN": "血糖回访"}}, "key_id": "content-1",
}  # fmt: skip


def test_what_hq_signed_verifies_and_is_a_rule() -> None:
    signed = config.sign("rule", "r1", _BODY, _KEY)
    config.verify("rule", "r1", signed, _KEY.public_key())
    assert 3 == Rule.model_validate(signed).version


@pytest.mark.parametrize(
    ("kind", "record_id", "change"),
    [
        ("rule", "r1", {"version": 4}),
        ("rule", "r1", {"content": {"type": "followup", "title": {"zh_CN": "别的"}}}),
        ("rule", "r1", {"extra": 1}),
        ("rule", "r1", {"sig": ""}),
        ("rule", "r1", {"sig": "王"}),
        ("rule", "r1", {"sig": 1}),
        ("rule", "r2", {}),
        ("template", "r1", {}),
    ],
)
def test_any_change_is_refused(kind: str, record_id: str, change: dict[str, Any]) -> None:
    changed = {**config.sign("rule", "r1", _BODY, _KEY), **change}
    with pytest.raises(ConfigSignatureError):
        config.verify(kind, record_id, changed, _KEY.public_key())


def test_another_key_or_none_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    with pytest.raises(ConfigSignatureError):
        config.verify("rule", "r1", config.sign("rule", "r1", _BODY, _KEY), other)
    with pytest.raises(ConfigSignatureError):
        config.verify("rule", "r1", _BODY, _KEY.public_key())


def test_a_body_that_cannot_travel_is_refused_as_unsigned() -> None:
    signed = config.sign("rule", "r1", _BODY, _KEY)
    with pytest.raises(ConfigSignatureError):
        config.verify("rule", "r1", {**signed, "version": 3.0}, _KEY.public_key())


def test_configuration_kinds_are_written_by_hq_and_known() -> None:
    assert {"hq"} == {KINDS[name].writer for name in config.CONFIG_KINDS}
