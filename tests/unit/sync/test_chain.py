"""The op chain shows every change of what was written, and survives the erasure of bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import canonical, chain

_DEVICE, _INC = "00000001", 1


@dataclass(frozen=True, slots=True)
class Kept:
    """What a log holds of one op; body and salt are None once erased."""

    group: str
    op: dict[str, Any]
    commitment: bytes
    body: dict[str, Any] | None
    salt: bytes | None


def _kept(n: int, note: str, salt: bytes) -> Kept:
    op = {"n": n, "k": "customer", "id": f"c{n}", "hlc": f"{n:016x}00000001", "actor": "s1",
          "base": 0, "sv": 1}  # fmt: skip
    body = {"set": {"note": note}}
    return Kept(f"g{n}", op, chain.commit(body, salt), body, salt)


def _head(log: list[Kept]) -> bytes:
    """Verify every body that is still there, and return the chain's head."""
    value = chain.genesis(_DEVICE, _INC)
    for kept in log:
        if kept.body is not None and kept.salt is not None:
            assert kept.commitment == chain.commit(kept.body, kept.salt)
        value = chain.link(value, chain.header(_DEVICE, _INC, kept.group, kept.op), kept.commitment)
    return value


@given(st.lists(st.text(), min_size=6, max_size=6), st.integers(0, 2**53 - 1))
def test_a_header_is_the_canonical_list_of_what_it_names(texts: list[str], number: int) -> None:
    device, group, kind, record, stamp, actor = texts
    op = {"n": number, "k": kind, "id": record, "hlc": stamp, "actor": actor, "base": number,
          "sv": 1}  # fmt: skip
    named = [device, 1, group, number, kind, record, stamp, actor, number, 1]
    assert canonical.encode(named) == chain.header(device, 1, group, op)


def test_a_header_with_half_a_character_is_refused() -> None:
    op = {"n": 1, "k": "\ud800", "id": "c", "hlc": "0", "actor": "s", "base": 0, "sv": 1}
    with pytest.raises(canonical.NotCanonicalError, match="JSON_SURROGATE"):
        chain.header("d", 1, "g", op)


_LOGS = st.lists(st.tuples(st.text("abc王", max_size=6), st.binary(min_size=16, max_size=16)),
                 min_size=1, max_size=6)  # fmt: skip


def _log(parts: list[tuple[str, bytes]]) -> list[Kept]:
    return [_kept(n, note, salt) for n, (note, salt) in enumerate(parts, start=1)]


@given(_LOGS, st.data())
def test_the_chain_verifies_after_any_bodies_were_erased(
    parts: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    log = _log(parts)
    gone = data.draw(st.sets(st.integers(0, len(log) - 1)))
    erased = [
        Kept(k.group, k.op, k.commitment, None, None) if at in gone else k
        for at, k in enumerate(log)
    ]
    assert _head(log) == _head(erased)


@given(_LOGS, st.data())
def test_a_changed_missing_or_moved_op_changes_the_head(
    parts: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    log = _log(parts)
    at = data.draw(st.integers(0, len(log) - 1))
    kept = log[at]
    field = data.draw(st.sampled_from(sorted(kept.op)))
    value = kept.op[field]
    changed = {**kept.op, field: value + 1 if isinstance(value, int) else value + "x"}
    swapped = [*log[:at], Kept(kept.group, changed, kept.commitment, None, None), *log[at + 1 :]]
    regrouped = [
        *log[:at], Kept("other", kept.op, kept.commitment, None, None), *log[at + 1 :]
    ]  # fmt: skip
    assert _head(log) != _head(swapped)
    assert _head(log) != _head(regrouped)
    assert _head(log) != _head(log[:at] + log[at + 1 :])
    assert len(log) == 1 or _head(log) != _head(log[::-1])


def test_a_commitment_depends_on_body_and_salt() -> None:
    body, salt = {"set": {"note": "x"}}, bytes(range(16))
    assert chain.commit(body, salt) == chain.commit({"set": {"note": "x"}}, salt)
    assert chain.commit(body, salt) != chain.commit(body, bytes(16))
    assert chain.commit(body, salt) != chain.commit({"set": {"note": "y"}}, salt)


def test_every_incarnation_of_a_device_starts_its_own_chain() -> None:
    heads = {chain.genesis(device, inc) for device in ("00000001", "00000002") for inc in (1, 2)}
    assert 4 == len(heads)


@given(st.binary(max_size=40))
def test_bytes_read_back_from_their_text(raw: bytes) -> None:
    text = chain.to_text(raw)
    assert raw == chain.from_text(text)
    assert "=" not in text


@pytest.mark.parametrize("text", ["a", "!!!!", "AA==AA", "王"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the function's contract)
        chain.from_text(text)
