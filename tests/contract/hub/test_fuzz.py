"""Whatever a till sends, HQ answers; and what it kept is whole."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.hub import wire
from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.protocol.checksum import MODULUS, h64
from sync.protocol.cycle import SyncRequest, VerdictState
from sync.protocol.kinds import KINDS
from sync.protocol.problems import ProblemCode
from tests.hub_fixtures import new_till

FIELDS = sorted({name for kind in KINDS.values() for name in kind.merge})

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"))
    | st.sampled_from(["", "\x00", "a\x00b", "2026-11-21", "x" * 600, "c-1", "\ufeff"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
fields = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), values, max_size=4)
element = st.fixed_dictionaries(
    {"f": st.sampled_from(FIELDS), "v": values},
    optional={"seen": st.lists(st.text(max_size=26) | st.integers(), max_size=2)},
)
bodies = (
    st.fixed_dictionaries({"set": fields})
    | st.fixed_dictionaries({"fact": fields})
    | st.fixed_dictionaries({"add": st.lists(element, max_size=2)})
    | st.fixed_dictionaries({"del": st.lists(element, max_size=2)})
    | st.fixed_dictionaries({"do": st.text(max_size=5), "args": fields})
    | st.dictionaries(st.text(max_size=4), values, max_size=3)
)
ops = st.tuples(
    st.sampled_from([*KINDS, "parcel"]), st.sampled_from(["c-1", "c-2", "x-1"]), bodies
)  # fmt: skip

QUIET = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@QUIET
@given(groups=st.lists(st.lists(ops, min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_ops_get_a_verdict_each_and_leave_streams_that_add_up(
    hub: Hub, groups: list[list[tuple[str, str, dict[str, Any]]]]
) -> None:
    till = new_till(hub)
    customer = [("customer", "c-1", {"set": {"name": "测试"}})]
    push = till.saves_of(customer, *groups)
    raw = json.dumps(till.request(push).model_dump(by_alias=True, mode="json"))
    try:
        request = wire.parse(SyncRequest, raw.encode())
        answer = till.sync(request.push)
    except RefusedError as error:
        assert ProblemCode.MALFORMED == error.problem  # noqa: PT017
        return
    assert len(groups) + 1 == len(answer.verdicts)
    assert {verdict.st for verdict in answer.verdicts} <= set(VerdictState)
    assert till.n == answer.ack.n
    assert answer.verdicts == till.sync(request.push).verdicts
    with hub.storage.snapshot() as tx:
        head = tx.feeds.heads(["s:0018"])["s:0018"]
        rows = [row for row in tx.feeds.rows_after("s:0018", 0, 1_000) if row.op == "P"]
    total = sum(
        h64(row.kind, row.id, row.rev, json.loads(row.body or ""), json.loads(row.clocks or ""))
        for row in rows
    )
    assert (len(rows), total % MODULUS) == (head.n, head.sum)


@QUIET
@given(body=st.binary(max_size=200) | values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_request_or_malformed(body: bytes) -> None:
    try:
        wire.parse(SyncRequest, body)
    except RefusedError as error:
        assert ProblemCode.MALFORMED == error.problem  # noqa: PT017


headers = st.fixed_dictionaries(
    {},
    optional={
        "n": st.integers(0, 3) | st.integers(),
        "k": st.sampled_from(["", "a\x00", "customer", "x" * 33]),
        "id": st.text(max_size=70),
        "hlc": st.sampled_from(["", "f" * 24, "0" * 16 + "zzzzzzzz", "0" * 24, "é" * 24]),
        "actor": st.text(max_size=5),
        "base": st.integers(),
        "sv": st.integers(),
        "salt": st.text(min_size=20, max_size=25) | st.just("A" * 22),
    },
)
asked = st.fixed_dictionaries(
    {},
    optional={
        "now": st.integers(),
        "schema": st.integers(),
        "pull": st.lists(
            st.fixed_dictionaries(
                {"s": st.sampled_from(["g", "s:0018", "x", ""]), "after": st.integers()},
                optional={"rows": st.integers()},
            ),
            max_size=9,
        ),
    },
)


@QUIET
@given(head=headers, rest=asked, start=st.integers(1, 2) | st.integers())
def test_any_header_is_taken_or_refused_by_name(
    hub: Hub, head: dict[str, Any], rest: dict[str, Any], start: int
) -> None:
    till = new_till(hub)
    request = till.request(till.save(("customer", "c-1", {"set": {"name": "测试"}})))
    wild = request.model_dump(by_alias=True, mode="json") | rest
    wild["push"]["groups"][0]["ops"][0] |= head
    wild["push"]["from"] = start
    try:
        hub.exchange(till.who(), wire.parse(SyncRequest, json.dumps(wild).encode()))
    except RefusedError as error:
        named = ("MALFORMED", "GAP", "FOREIGN", "VERSION", "DEVICE_FORKED")
        assert error.problem in [ProblemCode[name] for name in named]  # noqa: PT017
