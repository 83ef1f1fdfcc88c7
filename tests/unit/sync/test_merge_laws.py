"""Laws of merging, per kind: two replicas that saw the same ops hold the same record."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.merge import State, apply, live_stamps, merge
from sync.protocol.canonical import encode
from sync.protocol.kinds import KINDS, Kind, Policy
from sync.protocol.ops import Add, Del, Element, Fact, OpBody, Set

_VALUES = st.sampled_from([None, 0, 1, 7, "a", "b", "王", True, ["x"], {"k": 1}])
_ELEMENTS = st.sampled_from(["a", "b", "王兰", {"substance": "青霉素", "note": "皮疹"}])
# Few stamps, so that equal ones occur: a faulty device may use one twice.
_STAMPS = [f"{ms:012x}{counter:04x}{device}" for ms in (5, 6) for counter in (0, 1)
           for device in ("00000001", "zzzzzzzz")]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """One op and the stamp it was written at."""

    body: OpBody
    stamp: str


def _plain_fields(kind: Kind) -> list[str]:
    return [name for name in kind.merge if kind.policy(name) is not Policy.ADD_WINS] + ["unknown"]


def _bodies(kind: Kind) -> st.SearchStrategy[OpBody]:
    fields = st.dictionaries(st.sampled_from(_plain_fields(kind)), _VALUES, min_size=1, max_size=3)
    forms: list[st.SearchStrategy[OpBody]] = [fields.map(Fact if kind.fact else Set)]
    if kind.sets:
        names = st.sampled_from(sorted(kind.sets))
        one = st.builds(Element, names, _ELEMENTS)
        gone = st.builds(
            Element, names, _ELEMENTS, st.lists(st.sampled_from(_STAMPS), max_size=3).map(tuple)
        )
        forms.append(st.lists(one, min_size=1, max_size=2).map(lambda e: Add(tuple(e))))
        forms.append(st.lists(gone, min_size=1, max_size=2).map(lambda e: Del(tuple(e))))
        lists = st.lists(_ELEMENTS, max_size=2)
        forms.append(st.dictionaries(names, lists, min_size=1, max_size=2).map(Set))
    return st.one_of(forms)


def _ops(kind: Kind, count: int) -> st.SearchStrategy[list[Written]]:
    return _ops_of(kind.name, count)


@cache  # To draw from a new one each time costs more than what is drawn.
def _ops_of(kind: str, count: int) -> st.SearchStrategy[list[Written]]:
    written = st.builds(Written, _bodies(KINDS[kind]), st.sampled_from(_STAMPS))
    return st.lists(written, max_size=count)


def _fold(kind: Kind, state: State, ops: list[Written]) -> State:
    for op in ops:
        state = apply(kind, state, op.body, stamp=op.stamp, by_hq=True).state
    return state


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@settings(max_examples=30)
@given(data=st.data())
def test_merging_states_is_commutative_associative_and_idempotent(kind: Kind, data: Any) -> None:
    a, b, c = (_fold(kind, State(), data.draw(_ops(kind, 4))) for _ in range(3))
    assert a == merge(kind, a, a)
    assert merge(kind, a, b) == merge(kind, b, a)
    assert merge(kind, merge(kind, a, b), c) == merge(kind, a, merge(kind, b, c))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@settings(max_examples=30)
@given(data=st.data())
def test_the_order_of_ops_does_not_matter(kind: Kind, data: Any) -> None:
    ops = data.draw(_ops(kind, 3))
    results = [_fold(kind, State(), list(order)) for order in itertools.permutations(ops)]
    assert all(results[0] == result for result in results)
    assert 1 == len({encode([state.body, state.clocks]) for state in results})


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@settings(max_examples=30)
@given(data=st.data())
def test_applying_ops_apart_and_merging_equals_applying_them_all(kind: Kind, data: Any) -> None:
    start, left, right = (data.draw(_ops(kind, 3)) for _ in range(3))
    base = _fold(kind, State(), start)
    apart = merge(kind, _fold(kind, base, left), _fold(kind, base, right))
    assert _fold(kind, base, left + right) == apart


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@settings(max_examples=20)
@given(data=st.data())
def test_applying_ops_again_changes_nothing(kind: Kind, data: Any) -> None:
    ops = data.draw(_ops(kind, 4))
    once = _fold(kind, State(), ops)
    assert once == _fold(kind, once, ops)


@settings(max_examples=100)
@given(data=st.data())
def test_an_add_survives_every_removal_that_had_not_seen_it(data: Any) -> None:
    kind = KINDS["customer"]
    before = _fold(kind, State(), data.draw(_ops(kind, 3)))
    removal = Del((Element("tags", "a", live_stamps(before, "tags", "a")),))
    fresh = f"{9:012x}{0:04x}00000002"
    removed = apply(kind, before, removal, stamp=f"{9:012x}{1:04x}00000001").state
    added = apply(kind, before, Add((Element("tags", "a"),)), stamp=fresh).state
    both = merge(kind, removed, added)
    assert "a" not in removed.body.get("tags", [])
    assert "a" in both.body["tags"]
    assert (fresh,) == live_stamps(both, "tags", "a")


@settings(max_examples=30)
@given(data=st.data())
def test_a_body_never_holds_nulls_or_empty_sets(data: Any) -> None:
    kind = data.draw(st.sampled_from(list(KINDS.values())))
    body = _fold(kind, State(), data.draw(_ops(kind, 6))).body
    assert None not in body.values()
    assert [] not in [body.get(name) for name in kind.sets]
