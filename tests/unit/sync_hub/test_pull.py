"""Pages as they are made from what was read at a glance."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sync.hub.devices import Standing
from sync.hub.feed import Head
from sync.hub.port.glances import Glance
from sync.hub.port.streams import FeedRow
from sync.hub.pull import AHEAD, PRUNED, Shape, early_of, must_reload, page_of, page_text, pages_of
from sync.protocol.cycle import LIVE_ROWS_MAX, PullFrom

G, STORE = "g", "s:0018"
ROOMY = 100_000


def rows(*numbers: int, note: str = "") -> list[FeedRow]:
    body = json.dumps({"note": note})
    return [FeedRow("customer", f"c-{n}", "P", n, 1, body, "{}") for n in numbers]


def glance(**streams: tuple[int, list[FeedRow]]) -> Glance:
    """Return what is read of the stream `g` and of the `store`'s: where it ends, and its rows."""
    named = {G if name == G else STORE: found for name, found in streams.items()}
    heads = {name: Head(head, head, 0, 0) for name, (head, _) in named.items()}
    return Glance(
        Standing(0, 0, judging=False, vseq=0),
        heads,
        {name: found for name, (_, found) in named.items()},
    )


def told(*args: Any) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    found = pages_of(*args)
    assert found is not None
    texts, resnaps = found
    return [json.loads(text) for text in texts], [(one.s, one.reason) for one in resnaps]


@pytest.mark.parametrize("compact", [True, False])
def test_a_stream_that_has_to_be_loaded_anew_keeps_no_other_back(compact: bool) -> None:
    pulls = [PullFrom(s=G, after=9), PullFrom(s=STORE, after=1)]
    seen = glance(g=(4, []), store=(3, rows(2, 3)))
    pages, resnaps = told(pulls, seen, Shape(compact=compact, bytes_max=ROOMY))
    assert [(G, AHEAD)] == resnaps
    assert [(STORE, 3)] == [(page["s"], page["upto"]) for page in pages]


def test_streams_share_the_bytes_of_an_answer() -> None:
    pulls = [PullFrom(s=G, after=0), PullFrom(s=STORE, after=0)]
    seen = glance(g=(3, rows(1, 2, 3, note="x" * 300)), store=(3, rows(1, 2, 3, note="x" * 300)))
    alone = len(json.dumps({"note": "x" * 300})) * 4
    pages, _ = told(pulls, seen, Shape(compact=False, bytes_max=alone + 300))
    assert [3, 1] == [len(page["rows"]) for page in pages]
    assert [True, False] == [page["done"] for page in pages]


def test_what_may_go_ahead_of_its_turn_is_looked_for_only_by_who_can_read_it_and_lacks_rows() -> (
    None
):
    pulls = [PullFrom(s=STORE, after=0, rows=1)]
    seen = glance(store=(2, rows(1)))
    assert pages_of(pulls, seen, Shape(compact=True, bytes_max=ROOMY)) is None
    assert pages_of(pulls, seen, Shape(compact=False, bytes_max=ROOMY)) is not None
    whole = glance(store=(1, rows(1)))
    assert pages_of(pulls, whole, Shape(compact=True, bytes_max=ROOMY)) is not None


def test_a_cursor_goes_on_from_the_oldest_number_kept_and_from_the_very_beginning() -> None:
    head = Head(9, 3, 0, 4)
    reasons = [must_reload(PullFrom(s=G, after=n), head, compact=True) for n in range(11)]
    assert [None, PRUNED, PRUNED, PRUNED, *[None] * 6, AHEAD] == reasons


def test_only_a_till_of_the_first_schema_that_loads_by_pages_passes_what_was_forgotten() -> None:
    head = Head(9, 3, 0, 4)
    many, few = (PullFrom(s=G, after=2, rows=n) for n in (LIVE_ROWS_MAX + 1, LIVE_ROWS_MAX))
    assert must_reload(many, head, compact=False) is None
    assert PRUNED == must_reload(few, head, compact=False)
    assert PRUNED == must_reload(many, head, compact=True)


def test_the_end_of_a_page_is_told_in_as_few_words_as_its_reader_needs() -> None:
    pull, head = PullFrom(s=G, after=3), Head(3, 2, 0, 0)
    shape = Shape(compact=True, bytes_max=ROOMY)
    page = page_of(pull, head, [], shape, left=ROOMY)
    assert {"s", "after", "upto", "head", "ck"} == set(
        json.loads(page_text(pull, head, page, (), compact=True))
    )
    plain = json.loads(page_text(pull, head, page, (), compact=False))
    assert ([], True) == (plain["rows"], plain["done"])


def test_rows_ahead_of_their_turn_have_a_share_of_their_own_and_one_goes_whatever_its_size() -> (
    None
):
    shape = Shape(compact=True, bytes_max=800)
    assert 1 == len(early_of(rows(5, 6, 7, note="x" * 400), shape))
    small = early_of(rows(5, 6, 7), Shape(compact=True, bytes_max=8 * ROOMY))
    assert ["c-5", "c-6", "c-7"] == [json.loads(text)["id"] for text in small]
