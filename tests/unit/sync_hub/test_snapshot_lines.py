"""The lines of a snapshot: the quick way writes what the canonical way would."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from sync.hub import snapshots
from sync.hub.port.streams import LiveRow
from sync.protocol.canonical import INTEGER_MAX, encode
from sync.protocol.checksum import h64, line_h64

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
_KEY = st.text(st.characters(codec="ascii", exclude_characters="\x00"), max_size=8)
_SCALAR = st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | _TEXT
_VALUE = st.recursive(
    _SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEY, inner, max_size=4),
    max_leaves=12,
)
_OBJECT = st.dictionaries(_KEY, _VALUE, max_size=6)


@given(_TEXT, _TEXT, st.integers(0, INTEGER_MAX), _OBJECT, _OBJECT)
def test_a_line_is_the_canonical_one_however_the_database_wrote_its_record(
    kind: str, record_id: str, rev: int, body: dict[str, object], clocks: dict[str, object]
) -> None:
    part = h64(kind, record_id, rev, body, clocks)
    loose = json.dumps(dict(reversed(body.items()))), json.dumps(clocks, ensure_ascii=False)
    expected = encode([kind, record_id, rev, body, clocks])
    assert (expected, part) == snapshots._line(LiveRow(kind, record_id, rev, *loose, part))
    assert expected == snapshots._ENCODE([kind, record_id, rev, body, clocks])


def test_a_damaged_record_travels_as_it_is_with_the_hash_of_what_it_is() -> None:
    row = LiveRow("customer", "c-1", 1, '{"name": "测试", "a": 1}', "{}", 5)
    line = encode(["customer", "c-1", 1, {"name": "测试", "a": 1}, {}])
    assert (line, line_h64(line)) == snapshots._line(row)
