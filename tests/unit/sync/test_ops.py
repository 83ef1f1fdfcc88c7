"""Ops read back from the wire as they were written, and other forms are refused by code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sync.protocol.canonical import NotCanonicalError, canonical
from sync.protocol.cycle import PullFrom
from sync.protocol.ops import (
    OPS_PER_GROUP_MAX,
    Add,
    Del,
    Do,
    Element,
    Fact,
    Group,
    Op,
    OpBody,
    OpFormError,
    Set,
    from_wire,
    to_wire,
)

_NAMES = st.text("abcdef_", min_size=1, max_size=8)
_VALUES = st.none() | st.booleans() | st.integers(-1000, 1000) | st.text("ab王", max_size=5)
_FIELDS = st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=4)
_ADDED = st.builds(Element, _NAMES, _VALUES)
_GONE = st.builds(Element, _NAMES, _VALUES, st.lists(st.text("0a", max_size=4)).map(tuple))
_BODIES = st.one_of(
    _FIELDS.map(Set),
    _FIELDS.map(Fact),
    st.lists(_ADDED, min_size=1, max_size=3).map(lambda e: Add(tuple(e))),
    st.lists(_GONE, min_size=1, max_size=3).map(lambda e: Del(tuple(e))),
    st.builds(Do, _NAMES, _FIELDS),
)
_OP = {
    "n": 1, "k": "customer", "id": "c1", "hlc": "0" * 24, "actor": "s1", "base": 0, "sv": 1,
    "b": {"set": {"note": "x"}}, "salt": "A" * 22,
}  # fmt: skip


@given(_BODIES)
def test_a_body_reads_back_from_the_wire(body: OpBody) -> None:
    wire = to_wire(body)
    assert body == from_wire(json.loads(canonical(wire)))
    assert 1 == len(wire.keys() - {"args"})


@pytest.mark.parametrize(
    "wire",
    [
        {},
        {"set": {}},
        {"set": [1]},
        {"fact": {}},
        {"set": {"a": 1}, "fact": {"a": 1}},
        {"set": {"a": 1}, "more": 1},
        {"add": []},
        {"add": [1]},
        {"add": [{"f": "tags"}]},
        {"add": [{"f": "tags", "v": 1, "seen": []}]},
        {"add": [{"f": 1, "v": 1}]},
        {"del": [{"f": "tags", "v": 1}]},
        {"del": [{"f": "tags", "v": 1, "seen": [1]}]},
        {"del": [{"f": "tags", "v": 1, "seen": [], "more": 1}]},
        {"do": "merge"},
        {"do": 1, "args": {}},
        {"do": "merge", "args": {}, "more": 1},
        {"put": {"a": 1}},
    ],
)
def test_a_body_of_no_known_form_is_refused(wire: dict[str, Any]) -> None:
    with pytest.raises(OpFormError) as refused:
        from_wire(wire)
    assert "OP_FORM" == refused.value.code


def test_a_body_with_a_value_that_cannot_travel_is_refused() -> None:
    with pytest.raises(NotCanonicalError, match="JSON_TYPE"):
        from_wire({"set": {"glucose": 8.4}})


def test_an_op_ignores_fields_of_a_newer_peer() -> None:
    assert Op.model_validate(_OP) == Op.model_validate({**_OP, "from_the_future": 1})


@pytest.mark.parametrize(
    "change",
    [
        {"n": 0}, {"k": ""}, {"id": ""}, {"id": "x" * 65}, {"hlc": "0" * 23}, {"hlc": "Z" * 24},
        {"base": -1}, {"sv": 0}, {"salt": "short"}, {"actor": ""}, {"b": 1},
        {"salt": ""}, {"cm": "A" * 43}, {"w": True}, {"salt": "", "cm": "A" * 43},
    ],
)  # fmt: skip
def test_an_op_outside_its_bounds_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Op.model_validate({**_OP, **change})


@pytest.mark.parametrize("count", [0, OPS_PER_GROUP_MAX + 1])
def test_a_group_of_none_or_too_many_ops_is_refused(count: int) -> None:
    with pytest.raises(ValidationError):
        Group.model_validate({"g": "g1", "ops": [_OP] * count})


def test_what_a_message_says_is_not_kept_for_the_next_one() -> None:
    first, second = (PullFrom.model_validate_json('{"s":"s:0018","after":1}') for _ in range(2))
    assert first == second
    assert first.s is not second.s
