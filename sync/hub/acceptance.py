"""Acceptance: HQ's word on counted work, written into the records that tills read.

Work waits in a queue that every hub may serve at once. What waits is judged with everything else
that was claimed of the same task, so the order of arrival does not matter to the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sync import hlc
from sync.hub import feed, records, rules
from sync.hub.config import HubSettings
from sync.hub.database import Cursor
from sync.hub.records import Change, Key, Stored
from sync.merge import apply
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Fact

HQ_DEVICE: Final = "0" * hlc.DEVICE_ID_LENGTH
"""The device in the stamps of HQ's own changes."""

_BATCH: Final = 200


class _Arrival(NamedTuple):
    """From where and when a claim first came."""

    store: str
    device: str
    received_at: int


def judge_some(cursor: Cursor, settings: HubSettings, *, now_ms: int) -> int:
    """Judge some of what waits, inside the caller's transaction; return how much that was."""
    cursor.execute(
        "SELECT owner, kind, id, task FROM acceptance WHERE decided_at IS NULL"
        " ORDER BY received_at LIMIT %s FOR UPDATE SKIP LOCKED",
        (_BATCH,),
    )
    picked = cursor.fetchall()
    if not picked:
        return 0
    tasks = {Key(owner, "task", task) for owner, _, _, task in picked}
    # What is locked is read again: another hub may have judged the same task meanwhile.
    records.lock(cursor, {*tasks, *_outcomes(cursor, tasks)})
    stored = records.read(cursor, {*tasks, *_outcomes(cursor, tasks)})
    limits = rules.Limits(settings.future_ms, settings.oldest_ms)
    _write(cursor, stored, _decide(cursor, stored, tasks, limits), now_ms=now_ms)
    cursor.execute(
        "UPDATE acceptance AS a SET decided_at = %s FROM unnest(%s::text[], %s::text[], %s::text[])"
        " AS p(owner, kind, id) WHERE a.owner = p.owner AND a.kind = p.kind AND a.id = p.id",
        (now_ms, *[[row[column] for row in picked] for column in range(3)]),
    )
    return len(picked)


def _outcomes(cursor: Cursor, tasks: Iterable[Key]) -> list[Key]:
    """Return the outcomes of these tasks."""
    owners, ids = zip(*[(task.owner, task.id) for task in tasks], strict=True)
    cursor.execute(
        "SELECT r.owner, r.kind, r.id FROM unnest(%s::text[], %s::text[]) AS t(owner, id)"
        " JOIN record AS r"
        " ON r.owner = t.owner AND r.kind = 'outcome' AND r.body ->> 'task' = t.id",
        (list(owners), list(ids)),
    )
    return [Key(*row) for row in cursor]


def _decide(
    cursor: Cursor, stored: Mapping[Key, Stored], tasks: Iterable[Key], limits: rules.Limits
) -> dict[Key, rules.Decision]:
    outcomes = {key: one.state.body for key, one in stored.items() if key.kind == "outcome"}
    arrivals = _arrivals(cursor, outcomes)
    readings = _readings(cursor, outcomes)
    sights = _sights(cursor, outcomes, arrivals)
    asking = _asking(cursor, [stored[task].state.body for task in tasks if task in stored])
    decisions: dict[Key, rules.Decision] = {}
    for task in tasks:
        mine = {
            key: body
            for key, body in outcomes.items()
            if key.owner == task.owner and body["task"] == task.id and key in arrivals
        }
        claims = [
            _claim(key, body, arrivals[key], sees_task=key in sights, has_reading=key in readings)
            for key, body in mine.items()
        ]
        facts = None
        if task in stored:
            body = stored[task].state.body
            facts = rules.TaskFacts(body["customer"], body["rule"] in asking)
        decided = rules.decide(claims, facts, limits)
        decisions |= {key: decided[key.id] for key in mine}
    return decisions


def _claim(
    key: Key, body: Mapping[str, Any], arrival: _Arrival, *, sees_task: bool, has_reading: bool
) -> rules.Claim:
    return rules.Claim(
        id=key.id,
        task=body["task"],
        customer=body["customer"],
        code=body["code"],
        at_ms=body["at"],
        received_ms=arrival.received_at,
        device=arrival.device,
        undoes=body.get("undoes"),
        sees_task=sees_task,
        has_reading=has_reading,
    )


def _arrivals(cursor: Cursor, outcomes: Iterable[Key]) -> dict[Key, _Arrival]:
    keys = list(outcomes)
    if not keys:
        return {}
    cursor.execute(
        "SELECT owner, kind, id, store, device, received_at FROM acceptance"
        " WHERE (owner, kind, id) IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))",
        [list(column) for column in zip(*keys, strict=True)],
    )
    return {Key(*row[:3]): _Arrival(*row[3:]) for row in cursor}


def _readings(cursor: Cursor, outcomes: Mapping[Key, Mapping[str, Any]]) -> set[Key]:
    """Return the outcomes whose reading is there and is of the same customer."""
    named = {
        key: Key(key.owner, "observation", body["observation"])
        for key, body in outcomes.items()
        if body.get("observation")
    }
    found = records.read(cursor, named.values())
    return {
        key
        for key, reading in named.items()
        if reading in found
        and found[reading].state.body.get("customer") == outcomes[key]["customer"]
    }


def _sights(
    cursor: Cursor, outcomes: Mapping[Key, Mapping[str, Any]], arrivals: Mapping[Key, _Arrival]
) -> set[Key]:
    """Return the outcomes whose task is in the stream of the store they came from."""
    seen: set[Key] = set()
    for store in sorted({arrival.store for arrival in arrivals.values()}):
        mine = {key: outcomes[key]["task"] for key in arrivals if arrivals[key].store == store}
        wanted = sorted({("task", task) for task in mine.values()})
        there = feed.owners_in(cursor, records.stream_of(store), wanted)
        seen |= {key for key, task in mine.items() if ("task", task) in there}
    return seen


def _asking(cursor: Cursor, tasks: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the rules of these tasks that ask for a reading."""
    keys = {Key(records.CHAIN_WIDE, "rule", task["rule"]) for task in tasks}
    found = records.read(cursor, keys)
    return {key.id for key, one in found.items() if one.state.body["content"].get("reading")}


def _write(
    cursor: Cursor,
    stored: Mapping[Key, Stored],
    decisions: Mapping[Key, rules.Decision],
    *,
    now_ms: int,
) -> None:
    """Write the decisions that differ from what the records say."""
    kind = KINDS["outcome"]
    changed: dict[Key, Stored] = {}
    for key, decision in decisions.items():
        before = stored[key]
        body, clocks = before.state.body, before.state.clocks
        if (body.get("accepted"), body.get("accepted_code")) == (decision.accepted, decision.code):
            continue
        held = clocks.get("accepted")
        last = hlc.parse(held) if held else None
        stamp = str(hlc.tick(last, now_ms=now_ms, device=HQ_DEVICE))
        fields: dict[str, Any] = {"accepted": decision.accepted}
        if decision.code is not None or "accepted_code" in body:
            fields["accepted_code"] = decision.code
        state = apply(kind, before.state, Fact(fields), stamp=stamp, by_hq=True).state
        changed[key] = records.next_rev(key, before, state)
    subjects = {
        key: Key(key.owner, *records.subject_of(kind, key.id, after.state.body))
        for key, after in changed.items()
    }
    streams = records.streams_of_subjects(cursor, subjects.values())
    records.write(
        cursor,
        [Change(k, stored[k], after, streams.get(subjects[k], ())) for k, after in changed.items()],
    )
