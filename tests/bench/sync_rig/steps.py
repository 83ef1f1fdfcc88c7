"""What is measured of every system alike. Each step returns plain numbers by name, and has compared
both ends' contents before it does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any, Final

from tests.bench.rig.figures import BenchError, percentile
from tests.bench.sync_rig.peers import Anki
from tests.bench.sync_rig.process import Worker
from tests.bench.sync_rig.system import FAULT, LONG_S, RULE, SIZE, System

Numbers = dict[str, float]
POISONED: Final = 1_000
STEPS_MIN: Final = 20
"""Fewer blocks than that say nothing of how the rate changed."""
LIVE_SAMPLES: Final = 100
LIVE_GAP_S: Final = 2.3
"""Between two edits of clients that stay in touch: a till sends what comes within two seconds of
another change together with it, and one edit's way is what is asked.
"""
LIVE_S: Final = 300
"""How long they are watched at most."""
_TRIES: Final = 6
_SOON: Final = Event()


@dataclass(frozen=True, slots=True)
class Sizes:
    """How often each thing is done."""

    samples: int = 200
    push: int = 100
    pushes: int = 40
    ops: int = 50
    kills: int = 3
    lost: int = 200


def first(system: System, _: Sizes) -> Numbers:
    """Fill two empty clients, one after the other: the server may keep what the first one asked
    for, and the second is the figure. The line's record tells how the rate changed on the way.
    """
    told, found = {}, {}
    for name in ("a", "b"):
        client = system.client(name)
        system.line.mark()
        told[name] = system.first(name)
        found[name] = system.line.counts()
        if told[name]["rows"] < len(system.contents):
            raise BenchError(f"{system.name}: {told[name]['rows']} rows came")
        system.check(client)
    seconds = told["b"]["seconds"]
    numbers = {
        "P1_rows_s": len(system.contents) / seconds,
        "P1_cold_rows_s": len(system.contents) / told["a"]["seconds"],
        "P1_bytes_a_row": found["b"]["down"] / len(system.contents),
    }
    if len(grown := system.line.steps()) >= STEPS_MIN:
        ended_ns = told["b"]["began_ns"] + int(seconds * 1e9)
        numbers["P3_decay"] = _decay(grown, grown[-1][0])
        numbers["P3_decay_to_the_end"] = _decay(grown, ended_ns)
    if isinstance(system, Anki):
        whole = system.whole_file("whole")
        numbers["P1_whole_file_rows_s"] = whole["rows"] / whole["seconds"]
        system.check(system.client("whole"))
    return numbers


def pull(system: System, sizes: Sizes) -> Numbers:
    """Let a full replica take one change that another made: what its sync takes."""
    a, b = _pair(system)
    taken = []
    for _ in range(sizes.samples):
        record_id, text, _ = system.edit(a)
        a.ask(do=system.PUSH)
        taken.append(b.ask(do=system.PULL)["seconds"] * 1e3)
        _require(b.ask(do="value", id=record_id)["text"] == text, system, "an edit did not come")
    system.check(a, b)
    return {"P4_p50_ms": percentile(taken, 50), "P4_p99_ms": percentile(taken, 99)}


def edit(system: System, sizes: Sizes) -> Numbers:
    """From the save at one client to the commit at another, both told when to sync. Where both can
    stay in touch by themselves, that is measured too, and is the figure.
    """
    a, b = _pair(system)
    taken = []
    for _ in range(sizes.samples):
        record_id, text, told = system.edit(a)
        a.ask(do=system.PUSH)
        pulled = b.ask(do=system.PULL)
        ended_ns = pulled["began_ns"] + pulled["seconds"] * 1e9
        taken.append((ended_ns - told["began_ns"]) / 1e6)
        _require(b.ask(do="value", id=record_id)["text"] == text, system, "an edit did not come")
    numbers = {"P5_asked_p50_ms": percentile(taken, 50), "P5_asked_p99_ms": percentile(taken, 99)}
    if not isinstance(system, Anki):
        live = _live(system, a, b, min(sizes.samples, LIVE_SAMPLES))
        numbers["P5_live_p50_ms"] = percentile(live, 50)
        numbers["P5_live_p99_ms"] = percentile(live, 99)
        taken = live
    system.check(a, b)
    return {**numbers, "P5_p50_ms": percentile(taken, 50), "P5_p99_ms": percentile(taken, 99)}


def wire(system: System, sizes: Sizes) -> Numbers:
    """What one sync with nothing to say costs on the line, and one that sends 100 new readings."""
    a, b = _pair(system)
    a.ask(do="sync")
    idle = _counted(system, lambda: a.ask(do="sync"))
    a.ask(do="add", records=[[r.kind, r.id, r.body] for r in system.readings(sizes.push)])
    push = _counted(system, lambda: a.ask(LONG_S, do="sync"))
    b.ask(LONG_S, do="sync")
    system.check(a, b)
    return {
        "P6_bytes_per_op": (push["up"] + push["down"]) / sizes.push,
        "P6_up_per_op": push["up"] / sizes.push,
        "P6_round_trips": push["trips"],
        "P6_idle_bytes": idle["up"] + idle["down"],
        "P6_idle_round_trips": idle["trips"],
    }


def many(system: System, sizes: Sizes) -> Numbers:
    """Four clients push 50 readings at a time, at once."""
    ops, seconds = system.push_by_four(sizes.pushes, sizes.ops)
    system.check()
    return {"P7_ops_s": ops / seconds}


def kill(system: System, sizes: Sizes) -> Numbers:
    """SIGKILL at half of the first sync: what is kept, what is sent again, how long the rest takes
    from the new start of the process to full contents.
    """
    kept, again, seconds, stuck = [], [], [], 0
    for number in range(sizes.kills):
        whole = _whole_bytes(system, number)
        name = f"kill-{number}"
        system.client(name)
        system.line.mark()
        got = _kill_at(system, name, whole // 2)
        started = time.monotonic()
        client = system.client(name)
        kept.append(client.ask(do="count")["count"] / len(system.contents))
        system.line.mark()
        try:
            client.ask(120, do="first")
            seconds.append(time.monotonic() - started)
            more = system.line.counts()["down"]
            again.append(max(got + more - whole, 0) / whole)
            system.check(client)
        except BenchError as error:
            stuck += 1
            print(f"bench: {system.name}: stuck after a kill: {error}", flush=True)
        system.leave(name)
    worst = {"P10_stuck": float(stuck)}
    if seconds:
        worst |= {
            "P10_kept_pct": 100 * min(kept),
            "P10_resent_pct": 100 * max(again),
            "P10_recovery_s": percentile(seconds, 50),
        }
    return worst


def poison(system: System, why: str) -> int | None:
    """Let the server refuse one reading in a thousand; return how many of the others it has after
    some syncs, None when this system knows no such refusal.
    """
    client = system.client("poisoned")
    system.first("poisoned")
    made = system.readings(POISONED, expected=False)
    bad = system.poison(why, made[POISONED // 2])
    if bad is None:
        return None
    good = {record.key for record in made} - {made[POISONED // 2].key}
    made[POISONED // 2] = bad
    client.ask(LONG_S, do="add", records=[[r.kind, r.id, r.body] for r in made])
    for _ in range(_TRIES):
        try:
            client.ask(90, do="sync")
        except BenchError as error:
            print(f"bench: {system.name}: {why}: {error}", flush=True)
            if not client.running:
                break
        if good <= system.keys():
            break
    return len(good & system.keys())


def restored(system: System, sizes: Sizes) -> Numbers:
    """Set the server back to before the last readings, which it had confirmed; sync once."""
    client = system.client("restored")
    system.first("restored")
    system.set_aside()
    made = system.readings(sizes.lost, expected=False)
    client.ask(LONG_S, do="add", records=[[r.kind, r.id, r.body] for r in made])
    client.ask(LONG_S, do="sync")
    lost = {record.key for record in made}
    _require(lost <= system.keys(), system, "readings were confirmed and are not there")
    system.set_back()
    _require(not lost & system.keys(), system, "the server was not set back")
    try:
        client.ask(LONG_S, do="sync")
    except BenchError as error:
        print(f"bench: {system.name}: after it was set back: {error}", flush=True)
    return {"P13_missing": float(len(lost - system.keys()))}


ALIKE: Final[dict[str, Callable[[System, Sizes], Numbers]]] = {
    "first": first,
    "pull": pull,
    "edit": edit,
    "wire": wire,
    "many": many,
    "kill": kill,
}
CAUSES: Final = (RULE, FAULT, SIZE)


def _pair(system: System) -> tuple[Worker, Worker]:
    """Return two full replicas."""
    for name in ("a", "b"):
        if system.client(name).ask(do="count")["count"] < len(system.contents):
            system.first(name)
        system.client(name).ask(LONG_S, do="sync")
    return system.client("a"), system.client("b")


def _live(system: System, a: Worker, b: Worker, samples: int) -> list[float]:
    for client in (a, b):
        client.ask(do="live", on=True)
    taken: list[float] = []
    until = time.monotonic() + LIVE_S
    while len(taken) < samples and time.monotonic() < until:
        record_id, text = system.next_edit()
        b.tell(do="seen", id=record_id, text=text, timeout_s=30)
        _SOON.wait(LIVE_GAP_S)
        _, _, told = system.edit(a)
        taken.append((b.hear()["seen_ns"] - told["began_ns"]) / 1e6)
    for client in (a, b):
        client.ask(do="live", on=False)
        client.ask(LONG_S, do="sync")
    return taken


def _counted(system: System, work: Callable[[], Any]) -> dict[str, Any]:
    system.line.mark()
    work()
    return system.line.counts()


def _whole_bytes(system: System, number: int) -> int:
    """Return what an undisturbed first sync brings down now."""
    name = f"whole-{number}"
    system.client(name)
    system.line.mark()
    system.first(name)
    found: int = system.line.counts()["down"]
    system.leave(name)
    return found


def _kill_at(system: System, name: str, size: int) -> int:
    """Kill a client once so many bytes of its first sync came down; return how many had."""
    client = system.client(name)
    client.tell(do="first")
    while (got := int(system.line.counts()["down"])) < size:
        _SOON.wait(0.002)
    client.kill()
    return got


def _decay(grown: Sequence[tuple[int, int]], ended_ns: int) -> float:
    """Return the rate of the last tenth of the bytes as a share of that of the first."""
    (begun_ns, _), (_, total) = grown[0], grown[-1]
    tenth = next(ns for ns, size in grown if size >= total / 10)
    last = next(ns for ns, size in grown if size >= total * 9 / 10)
    return (tenth - begun_ns) / max(ended_ns - last, 1)


def _require(holds: bool, system: System, fault: str) -> None:  # reads as an assertion
    if not holds:
        raise BenchError(f"{system.name}: {fault}")
