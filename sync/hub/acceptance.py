"""Acceptance: HQ's word on counted work, written into the records that tills read.

Work waits in a queue that every hub may serve at once. What waits is judged with everything else
that was claimed of the same task, so the order of arrival does not matter to the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sync import hlc
from sync.hub import changes, form_checks, records, rules
from sync.hub.config import HubSettings
from sync.hub.port.office import Arrival
from sync.hub.records import Change, Key, Stored
from sync.hub.storage import Transaction
from sync.merge import apply
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Fact
from terminal.domain.event import undoing_id
from terminal.domain.knowledge import NOT_KNOWN_E2
from terminal.domain.reading_trail import ERROR

OUTCOME: Final = "outcome"
OBSERVATION: Final = "observation"
SIGNUP: Final = "signup"
ATTENDANCE: Final = "attendance"
LEARNING: Final = "learning"
TOGETHER: Final = (SIGNUP, ATTENDANCE)
"""Work without a task that is judged with other work of its customer."""
HQ_DEVICE: Final = "0" * hlc.DEVICE_ID_LENGTH
"""The device in the stamps of HQ's own changes."""

_BATCH: Final = 200


def judge_some(tx: Transaction, settings: HubSettings, *, now_ms: int) -> int:
    """Judge some of what waits, inside the caller's transaction; return how much that was."""
    claimed = tx.counted.claim(_BATCH)
    # One sort at a time, each with a single taking of locks; the others wait for the next call.
    answers = [key for key, _ in claimed if key.kind == form_checks.RESPONSE]
    if answers:
        form_checks.tell(tx, answers, now_ms=now_ms)
        tx.counted.settle(answers, now_ms=now_ms)
        return len(answers)
    picked = [(key, task) for key, task in claimed if key.kind == OUTCOME]
    limits = rules.Limits(settings.future_ms, settings.oldest_ms)
    if not picked:
        others = [key for key, _ in claimed]
        stored, decisions = _decide_others(tx, others, limits)
        _write(tx, stored, decisions, now_ms=now_ms)
        tx.counted.settle(others, now_ms=now_ms)
        return len(others)
    tasks = {Key(outcome.owner, "task", task) for outcome, task in picked}
    # What is locked is read again: another hub may have judged the same task meanwhile.
    tx.records.lock({*tasks, *tx.records.outcomes_of(tasks)})
    stored = tx.records.read({*tasks, *tx.records.outcomes_of(tasks)})
    _write(tx, stored, _decide(tx, stored, tasks, limits), now_ms=now_ms)
    tx.counted.settle([outcome for outcome, _ in picked], now_ms=now_ms)
    return len(picked)


def judged_with(key: Key, body: Mapping[str, Any]) -> str:
    """Return what counted work is judged together with: an outcome with its task, all else with
    whom it is about.
    """
    if key.kind == OUTCOME:
        return str(body["task"])
    return records.subject_of(KINDS[key.kind], key.id, dict(body))[1]


def _decide_others(
    tx: Transaction, keys: Sequence[Key], limits: rules.Limits
) -> tuple[dict[Key, Stored], dict[Key, rules.Decision]]:
    """Return what is stored of work that has no task, and the decisions on it. A sign-up is judged
    with the others of its customer, an attendance with those of its customer at the same event,
    all else by itself.
    """
    if not keys:
        return {}, {}
    there = tx.records.read(keys)  # Whom it is about never changes; what counts is read locked.
    people = {
        Key(key.owner, "customer", str(one.state.body["customer"]))
        for key, one in there.items()
        if key.kind in TOGETHER
    }
    siblings = [key for one in sorted(people) for key in tx.records.about(one, TOGETHER)]
    every = sorted({*there, *(key for key in siblings if key.kind in TOGETHER)})
    stored = tx.records.lock(every)
    arrivals = tx.counted.arrivals(stored.keys())
    # Its id says which attendance one takes back: nothing else of it does.
    takes_back = {undoing_id(key.id): key.id for key in arrivals if key.kind == ATTENDANCE}
    groups: dict[tuple[str, str], list[rules.Deed]] = {}
    for key, arrival in arrivals.items():
        body = stored[key].state.body
        groups.setdefault((key.owner, _together(key, body)), []).append(
            rules.Deed(
                key=key,
                at_ms=body["at"],
                received_ms=arrival.received_at,
                program=str(body["program"]) if key.kind == SIGNUP else None,
                until_on=body.get("until_on"),
                undoes=body.get("undoes") or takes_back.get(key.id),
                is_known=key.kind != LEARNING or body.get("score_e2") != NOT_KNOWN_E2,
            )
        )
    decisions: dict[Key, rules.Decision] = {}
    for deeds in groups.values():
        decisions |= rules.decide_deeds(deeds, limits)
    return stored, decisions


def _together(key: Key, body: Mapping[str, Any]) -> str:
    """Return what names the deeds that are judged with this one."""
    if key.kind == SIGNUP:
        return str(body["customer"])
    if key.kind == ATTENDANCE:
        return f"{key.kind}/{body['event']}/{body['customer']}"
    return f"{key.kind}/{key.id}"


def _decide(
    tx: Transaction, stored: Mapping[Key, Stored], tasks: Iterable[Key], limits: rules.Limits
) -> dict[Key, rules.Decision]:
    outcomes = {key: one.state.body for key, one in stored.items() if key.kind == "outcome"}
    arrivals = tx.counted.arrivals(outcomes.keys())
    readings = _readings(tx, outcomes)
    sights = _sights(tx, outcomes, arrivals)
    asking = _asking(tx, [stored[task].state.body for task in tasks if task in stored])
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
    key: Key, body: Mapping[str, Any], arrival: Arrival, *, sees_task: bool, has_reading: bool
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


def _readings(tx: Transaction, outcomes: Mapping[Key, Mapping[str, Any]]) -> set[Key]:
    """Return the outcomes whose reading is there, is of the same customer and was not withdrawn."""
    named = {
        key: Key(key.owner, "observation", body["observation"])
        for key, body in outcomes.items()
        if body.get("observation")
    }
    found = tx.records.read(named.values())
    theirs = {
        key: Key(key.owner, "customer", outcomes[key]["customer"])
        for key, reading in named.items()
        if reading in found
        and found[reading].state.body.get("customer") == outcomes[key]["customer"]
    }
    gone: set[Key] = set()
    for customer in sorted(set(theirs.values())):
        gone |= _withdrawn(tx, customer)
    return {key for key in theirs if named[key] not in gone}


def _withdrawn(tx: Transaction, customer: Key) -> set[Key]:
    """Return the readings of a customer that were entered in error and have nothing in their place.
    One that was put right is there.
    """
    keys = [key for key in tx.records.about(customer, {OBSERVATION}) if key.kind == OBSERVATION]
    bodies = {key: one.state.body for key, one in tx.records.read(keys).items()}
    after: dict[Key, list[Key]] = {}
    for key, body in bodies.items():
        if body.get("supersedes"):
            after.setdefault(Key(key.owner, OBSERVATION, body["supersedes"]), []).append(key)
    gone = set()
    for key in after.keys() & bodies.keys():
        seen, last = {key}, list[Key]()
        rest = [key]
        while rest:
            one = rest.pop()
            then = [other for other in after.get(one, ()) if other not in seen]
            seen.update(then)
            rest += then
            last += [] if one in after else [one]
        is_error = any(bodies[one].get("note") == ERROR for one in last)
        if is_error and not any(bodies[one]["items"] for one in last):
            gone.add(key)
    return gone


def judged_again(
    tx: Transaction, changed: Mapping[Key, Mapping[str, Any]]
) -> list[tuple[Key, str]]:
    """Return the counted outcomes, each with its task, whose reading these records took the place
    of: it may be no reading any more.
    """
    tasks = {
        Key(key.owner, "task", body["task"])
        for key, body in changed.items()
        if key.kind == OBSERVATION and body.get("supersedes") and body.get("task")
    }
    found = [(key, task.id) for task in sorted(tasks) for key in tx.records.outcomes_of([task])]
    there = tx.counted.arrivals({key for key, _ in found})
    return [(key, task) for key, task in found if key in there]


def _sights(
    tx: Transaction, outcomes: Mapping[Key, Mapping[str, Any]], arrivals: Mapping[Key, Arrival]
) -> set[Key]:
    """Return the outcomes whose task is in the stream of the store they came from."""
    seen: set[Key] = set()
    for store in sorted({arrival.store for arrival in arrivals.values()}):
        mine = {key: outcomes[key]["task"] for key in arrivals if arrivals[key].store == store}
        wanted = sorted({("task", task) for task in mine.values()})
        there = tx.feeds.owners_in(records.stream_of(store), wanted)
        seen |= {key for key, task in mine.items() if ("task", task) in there}
    return seen


def _asking(tx: Transaction, tasks: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the rules of these tasks that ask for a reading."""
    keys = {Key(records.CHAIN_WIDE, "rule", task["rule"]) for task in tasks}
    found = tx.records.read(keys)
    return {key.id for key, one in found.items() if one.state.body["content"].get("reading")}


def _write(
    tx: Transaction,
    stored: Mapping[Key, Stored],
    decisions: Mapping[Key, rules.Decision],
    *,
    now_ms: int,
) -> None:
    """Write the decisions that differ from what the records say."""
    changed: dict[Key, Stored] = {}
    for key, decision in decisions.items():
        kind, before = KINDS[key.kind], stored[key]
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
        key: Key(key.owner, *records.subject_of(KINDS[key.kind], key.id, after.state.body))
        for key, after in changed.items()
    }
    streams = tx.members.streams_of(subjects.values())
    changes.write(
        tx,
        [Change(k, stored[k], after, streams.get(subjects[k], ())) for k, after in changed.items()],
    )
