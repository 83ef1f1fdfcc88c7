"""Rows that go into the store together: none is lost, and none changes its place."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store.together import portions, row_after_row

COUNTS = (8, 3, 1)


@given(rows=st.integers(0, 40), width=st.integers(1, 5))
def test_every_row_is_in_one_portion_in_order(rows: int, width: int) -> None:
    columns = [[f"{at}-{row}" for row in range(rows)] for at in range(width)]
    values = row_after_row(columns, rows)
    found = list(portions(values, width, COUNTS))
    many = list(chain.from_iterable(portion for _, portion in found))
    assert list(zip(*columns, strict=True)) == list(zip(*[iter(chain(*many))] * width, strict=True))
    assert [count * width for count, portion in found for _ in portion] == list(map(len, many))


def test_a_column_that_is_too_short_is_an_error() -> None:
    with pytest.raises(ValueError, match="size"):
        row_after_row([["a", "b"], ["c"]], 2)
