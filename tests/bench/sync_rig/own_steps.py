"""What is measured of Guitai alone, because the peers have nothing to set beside it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from random import Random
from statistics import median
from threading import Event, Thread
from typing import Final

from tests.bench.rig import machine
from tests.bench.rig.figures import BenchError, percentile
from tests.bench.rig.machine import ROOT
from tests.bench.sync_rig import corpus
from tests.bench.sync_rig.corpus import STORE, Record
from tests.bench.sync_rig.guitai import STREAM, Guitai
from tests.bench.sync_rig.process import Worker
from tests.bench.sync_rig.steps import Numbers
from tests.bench.sync_rig.system import LONG_S, as_lists

OTHER_STORE: Final = "0022"
_WAYS: Final = ("up", "down", "both", "reset")
_HEALED_S: Final = 90
_FILL: Final = 50_000
_PAUSE: Final = Event()


def mix(system: Guitai, customers: int) -> Numbers:
    """Fill an empty till with the records of a realistic store: medicines, stock, customers, cards,
    tickets, readings, tasks and outcomes in the shares the synthetic store has.
    """
    lines, count = system.mixed(customers)
    system.prepare_from(lines)
    system.start()
    found = []
    for name in ("mix-a", "mix-b"):
        client = system.client(name)
        system.line.mark()
        told = client.ask(LONG_S, do="first")
        found.append((told["pulled"], told["seconds"], system.line.counts()["down"]))
    rows, seconds, size = found[-1]
    heads = system.live_rows()
    if rows < heads or not rows:
        raise BenchError(f"{rows} of HQ's {heads} rows came")
    return {
        "P1_mix_rows_s": rows / seconds,
        "P1_mix_rows": float(rows),
        "P1_mix_loaded": float(count),
        "P1_mix_bytes_a_row": size / rows,
    }


def lights(system: Guitai, tills: int, seconds: float) -> Numbers:
    """How long tills with nothing to say wait for HQ while another is filled, against before."""
    command = [sys.executable, "-m", "tests.bench.sync_rig.guitai_lights"]
    crowd = Worker(command, system.folder / "lights.log")
    try:
        crowd.ask(LONG_S, do="open", codes=system.provisioning_codes(tills))
        asked = {"do": "run", "after": system.head(), "seconds": seconds, "every_s": 5.0}
        crowd.ask(LONG_S, **asked)
        base = percentile(crowd.ask(LONG_S, **asked)["ms"], 99)
        names = [f"heavy-{number}" for number in range(4)]
        for name in names:
            system.client(name)
        crowd.tell(**asked)
        until, filled = time.monotonic() + seconds, 0
        for name in names:
            if time.monotonic() < until:
                system.first(name)
                filled += 1
        beside = crowd.hear(LONG_S)["ms"]
    finally:
        crowd.stop()
    return {
        "P8_light_p99_ratio": percentile(beside, 99) / base,
        "P8_light_p99_ms": percentile(beside, 99),
        "P8_light_alone_p99_ms": base,
        "P8_filled": float(filled),
    }


def tail(system: Guitai, rows: int, budget_s: float) -> Numbers:
    """What one signed request takes that reads the last change of a store's feed, and the first
    page, once HQ holds many records. Records are put in by SQL, as many as fit in the time.
    """
    reader = system.pusher("reader")
    small = reader.ask(do="read", after=_before(system), times=200)
    held = _fill(system, rows, budget_s)
    last = reader.ask(LONG_S, do="read", after=_before(system), times=200)
    first = reader.ask(LONG_S, do="read", after={STREAM: 0}, times=50)
    if (last["rows"], first["rows"]) != (1, 200):
        raise BenchError(f"the feed gave {last['rows']} and {first['rows']} rows")
    return {
        "P9_tail_ms": percentile(last["ms"], 50),
        "P9_tail_p99_ms": percentile(last["ms"], 99),
        "P9_tail_small_ms": percentile(small["ms"], 50),
        "P9_first_page_ms": percentile(first["ms"], 50),
        "P9_rows": float(held),
    }


def partition(system: Guitai, work_s: float) -> Numbers:
    """Runs whose till and HQ did not agree again after the line was cut and healed: those of the
    long proof where it was run at this commit, else four short ones made now.
    """
    if proved := _proved():
        return proved
    failing = 0
    for way in _WAYS:
        try:
            _cut_and_heal(system, way, work_s)
        except BenchError as error:
            print(f"bench: guitai: cut {way}: {error}", flush=True)
            failing += 1
    return {"P11_failing": float(failing), "P11_runs": float(len(_WAYS))}


def readers(system: Guitai, pushes: int, rounds: int) -> Numbers:
    """By how much readers of a feed slow its writer down. The same readers reading another store's
    feed are the control, since they take the same part of the processors; so what is left is what
    the feed itself costs its writer. Waits for locks are looked for in the database meanwhile.
    """
    other = system.folder / "other.jsonl"
    made = list(corpus.records(system.setting.records, system.setting.seed + 1))
    _write_for(other, made)
    system.stop_server()
    system.prepare_from(other, OTHER_STORE)
    system.start()
    crowd = [system.pusher(name) for name in ("writer", "reads-1", "reads-2")]
    rates: dict[str, list[float]] = {"": [], STORE: [], OTHER_STORE: []}
    waits = 0
    for _ in range(rounds):
        for store, found in rates.items():
            rate, seen = _written(system, crowd, store, pushes)
            found.append(rate)
            waits += seen if store == STORE else 0
    same, control, alone = (median(rates[store]) for store in (STORE, OTHER_STORE, ""))
    return {
        "P14_slowdown_pct": max(100 * (1 - same / control), 0),
        "P14_with_processors_pct": 100 * (1 - same / alone),
        "P14_waits_for_locks": float(waits),
    }


def _proved() -> Numbers:
    """Return what the long proof found at this commit, nothing when it was not run."""
    folder = ROOT / "build" / "prove"
    found = [json.loads(line) for line in _lines_of(folder) if line.endswith("}")]
    if not found:
        return {}
    failing = sum(bool(one["failure"]) for one in found)
    return {"P11_failing": float(failing), "P11_runs": float(len(found))}


def _lines_of(folder: Path) -> list[str]:
    ledgers = folder.glob(f"{machine.commit()[:12]}*/partitions.jsonl")
    return [line for path in ledgers for line in path.read_text("utf-8").splitlines()]


def _written(system: Guitai, crowd: list[Worker], store: str, pushes: int) -> tuple[float, int]:
    """Return the writer's ops a second beside readers of a store's feed, and how often somebody
    was seen waiting for a lock. All are new tills: one alone is not served so often for long.
    """
    writer, *readers = crowd
    writer.ask(do="open", code=system.provisioning_codes(1)[0])
    records = system.readings(pushes * 10)
    writer.ask(LONG_S, do="make", records=as_lists(records), ops=10)
    for reader in readers if store else ():
        reader.ask(do="open", code=system.provisioning_codes(1, store)[0])
        reader.tell(do="keep_reading", after={f"s:{store}": 0}, seconds=pushes / 40)
    stop, seen = Event(), [0]
    watcher = Thread(target=_watch, args=(system, stop, seen), name="locks")
    watcher.start()
    try:
        told = writer.ask(LONG_S, do="send")
    finally:
        stop.set()
        watcher.join()
    for reader in readers if store else ():
        reader.hear(LONG_S)
    return len(records) / ((told["ended_ns"] - told["began_ns"]) / 1e9), seen[0]


def _watch(system: Guitai, stop: Event, seen: list[int]) -> None:
    with system.database() as db:
        while not stop.wait(0.01):
            row = db.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
            seen[0] += row[0] if row else 0


def _before(system: Guitai) -> dict[str, int]:
    """Return the cursor just before the last change of the store's feed."""
    return {STREAM: system.head()[STREAM] - 1}


def _fill(system: Guitai, rows: int, budget_s: float) -> int:
    """Put tickets into HQ's tables until there are `rows` or the time is over; return how many."""
    source = Random(9)
    body = json.dumps(next(r.body for r in system.contents.values() if r.kind == "ticket"))
    until, held = time.monotonic() + budget_s, len(system.contents)
    with system.database() as db:
        while held < rows and time.monotonic() < until:
            seq = system.head()[STREAM]
            given = {
                "store": STORE,
                "stream": STREAM,
                "rows": _FILL,
                "seq": seq,
                "body": body,
                "customer": source.choice(system.customers),
            }
            with db.transaction():
                for statement in (_RECORDS, _FEED, _HEAD):
                    db.execute(statement, given)
            held += _FILL
    return held


_RECORDS: Final = (
    "INSERT INTO record (owner, kind, id, rev, body, clocks, h64)"
    " SELECT %(store)s, 'ticket', md5((%(seq)s + i)::text), 1, %(body)s::jsonb ||"
    " jsonb_build_object('customer', %(customer)s::text, 'receipt_no', (%(seq)s + i)::text),"
    " '{}', 1 FROM generate_series(1, %(rows)s) AS i"
)
_FEED: Final = (
    "INSERT INTO feed (stream, kind, id, owner, seq, op)"
    " SELECT %(stream)s, 'ticket', md5((%(seq)s + i)::text), %(store)s, %(seq)s + i, 'P'"
    " FROM generate_series(1, %(rows)s) AS i"
)
_HEAD: Final = (
    "UPDATE stream_head SET head = head + %(rows)s, n = n + %(rows)s WHERE stream = %(stream)s"
)


def _cut_and_heal(system: Guitai, way: str, work_s: float) -> None:
    """Let a till work while the line is cut for the middle third, and see that both agree then."""
    name = f"cut-{way}"
    client = system.client(name)
    system.first(name)
    client.ask(do="live", on=True)
    began = time.monotonic()
    try:
        while (spent := time.monotonic() - began) < work_s:
            if work_s / 3 < spent < 2 * work_s / 3:
                system.line.ask(do="cut", way=way)
            elif spent >= 2 * work_s / 3:
                system.line.ask(do="heal")
            client.ask(do="add", records=as_lists(system.readings(1)))
            _PAUSE.wait(0.1)
    finally:
        system.line.ask(do="heal")
    until = time.monotonic() + _HEALED_S
    missing = {key for key in system.contents if key.startswith("observation:")}
    while not missing <= system.keys():
        if time.monotonic() > until:
            raise BenchError("the till's work did not arrive after the line was healed")
        _PAUSE.wait(0.5)
    client.ask(do="live", on=False)
    client.ask(LONG_S, do="sync")
    system.check(client)
    system.leave(name)


def _write_for(path: Path, records: list[Record]) -> None:
    """Write records as lines that belong to the other store."""
    corpus.write_lines(path, records)
    text = path.read_text("utf-8").replace(f'["{STORE}"]', f'["{OTHER_STORE}"]')
    path.write_text(text, "utf-8")
