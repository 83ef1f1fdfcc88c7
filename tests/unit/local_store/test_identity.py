"""Ids of new records."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store.identity import uuid7

MS = st.integers(0, (1 << 48) - 1)
RANDOM = st.binary(min_size=10, max_size=10)


@given(ms=MS, random=RANDOM)
def test_an_id_is_a_version_7_uuid_that_tells_when_it_was_made(ms: int, random: bytes) -> None:
    made = UUID(uuid7(ms, random))
    assert (7, "specified in RFC 4122") == (made.version, made.variant)
    assert ms == made.int >> 80


@given(ms=MS, a=RANDOM, b=RANDOM)
def test_ids_of_one_millisecond_differ_wherever_74_bits_of_chance_differ(
    ms: int, a: bytes, b: bytes
) -> None:
    mask = (1 << 80) - 1 - (0b111111 << 62)
    differ = (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")) & mask != 0
    assert differ == (uuid7(ms, a) != uuid7(ms, b))


@given(earlier=MS, later=MS, a=RANDOM, b=RANDOM)
def test_ids_sort_by_the_time_they_were_made(earlier: int, later: int, a: bytes, b: bytes) -> None:
    if earlier < later:
        assert uuid7(earlier, a) < uuid7(later, b)


@pytest.mark.parametrize(("ms", "expected"), [(-5, 0), (1 << 60, (1 << 48) - 1)])
def test_a_clock_out_of_all_bounds_still_gives_an_id(ms: int, expected: int) -> None:
    assert expected == UUID(uuid7(ms, bytes(10))).int >> 80


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="10 random bytes"):
        uuid7(1, bytes(9))
