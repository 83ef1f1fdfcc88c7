"""Content sums tell replicas apart that differ, whatever order their records came in."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import checksum

_SUMS = st.integers(0, checksum.MODULUS - 1)
_RECORDS = st.dictionaries(
    st.tuples(st.sampled_from(["customer", "task"]), st.sampled_from(["1", "2", "3"])),
    st.tuples(st.integers(1, 5), st.dictionaries(st.sampled_from("ab"), st.integers(0, 3))),
)


def _sum(records: dict[tuple[str, str], tuple[int, dict[str, Any]]]) -> int:
    return sum(
        checksum.h64(kind, record_id, rev, body, {})
        for (kind, record_id), (rev, body) in records.items()
    ) % checksum.MODULUS  # fmt: skip


@given(_RECORDS, _RECORDS)
def test_sums_are_equal_exactly_when_the_records_are(left: Any, right: Any) -> None:
    assert (left == right) == (_sum(left) == _sum(right))


@given(_RECORDS, st.integers())
def test_a_running_sum_is_the_sum_from_scratch(records: Any, seed: int) -> None:
    running = 0
    order = list(records.items())
    random.Random(seed).shuffle(order)
    for (kind, record_id), (rev, body) in order:
        stale = checksum.h64(kind, record_id, rev - 1, {}, {})
        running = (running + stale) % checksum.MODULUS
        running = (running - stale + checksum.h64(kind, record_id, rev, body, {})) % (
            checksum.MODULUS
        )
    assert _sum(records) == running


@pytest.mark.parametrize(
    "other",
    [
        ("task", "1", 1, {"a": 1}, {"a": "x"}),
        ("customer", "2", 1, {"a": 1}, {"a": "x"}),
        ("customer", "1", 2, {"a": 1}, {"a": "x"}),
        ("customer", "1", 1, {"a": 2}, {"a": "x"}),
        ("customer", "1", 1, {"a": 1}, {"a": "y"}),
    ],
)
def test_a_hash_covers_kind_id_revision_body_and_clocks(other: Any) -> None:
    assert checksum.h64("customer", "1", 1, {"a": 1}, {"a": "x"}) != checksum.h64(*other)


@given(_SUMS)
def test_a_sum_reads_back_from_its_text_and_its_stored_form(value: int) -> None:
    assert value == checksum.from_text(checksum.to_text(value))
    assert 16 == len(checksum.to_text(value))
    assert value == checksum.from_signed(checksum.to_signed(value))
    assert -(2**63) <= checksum.to_signed(value) < 2**63


def test_other_text_is_no_sum() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        checksum.from_text("no sum")
