"""SIGKILL of tills, of HQ and of its database while all of them work, at moments of chance.

A *life* is one HQ with three tills. Tills that were killed are looked at before they start again,
HQ as soon as it is back; at the end everything has to agree. Tills begin by loading everything,
and now and then a row of theirs is spoilt, so kills fall into bootstrap and repair as well.

`python -m tests.prove.kills LANE` reads one life a line and answers each.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from local_store.boot import Boot
from local_store.cursors import Cursor
from local_store.unit_of_work import UnitOfWork
from terminal import app
from tests.prove import replicas, till
from tests.prove.lanes import serve
from tests.prove.people import Holdings
from tests.prove.server import HubProcess, Server, loaded_server
from tests.prove.shop import Shop, TillProcess, check_saves
from tests.prove.till import QUICK

KILLS: Final = 25
TILLS: Final = 3
OPS_S: Final = 150.0
"""What all tills save a second: enough that whoever is killed is at work."""

HOLDINGS: Final = Holdings(customers=100, medicines=6_000)
BOUND_S: Final = 90.0
_VICTIMS: Final = {"till": 60, "hub": 30, "backend": 7, "postgres": 3}


@dataclass(frozen=True, slots=True)
class Life:
    """One life: how often somebody is killed in it."""

    seed: int
    kills: int = KILLS


def plan(seed: int) -> Iterator[Life]:
    """Yield lives without end."""
    while True:
        yield Life(seed)
        seed += 1


def do_life(life: Life, server: Server, folder: Path) -> dict[str, Any]:
    """Live one life and return its result; `failure` is None when everything held."""
    started = time.monotonic()
    result: dict[str, Any] = {**asdict(life), "failure": None}
    database = f"life_{life.seed}"
    server.create(database)
    hub = HubProcess(server, database, folder / "hub.log", forked=True)
    with ExitStack() as end:
        end.callback(server.drop, database)
        shop = Shop(server, hub, None, [], Random(life.seed), ops_s=OPS_S / TILLS)
        end.callback(shop.close)
        try:
            shop.open(folder, QUICK, count=TILLS)
            for _ in range(life.kills):
                shop.pass_time(shop.rng.uniform(0.0, 0.15))
                _kill(shop)
            shop.rest()
            result["quiet_s"] = round(shop.await_quiet(BOUND_S), 2)
            shop.check()
        except Exception as error:  # noqa: BLE001 (whatever went wrong is the life's result)
            result["failure"] = f"{type(error).__name__}: {error}"[:2000]
        result["ops"] = shop.ops()
        result["events"] = dict(shop.events)
    result["took_s"] = round(time.monotonic() - started, 1)
    return result


def _kill(shop: Shop) -> None:
    """Kill somebody, hold what is left of them to every promise, and start them again."""
    victim = shop.rng.choices(list(_VICTIMS), list(_VICTIMS.values()))[0]
    if shop.rng.random() < 0.1:
        shop.rng.choice(shop.tills).ask("damage")
        shop.events["spoilt"] += 1
    shop.events[victim] += 1
    match victim:
        case "till":
            one = shop.rng.choice(shop.tills)
            one.kill()
            _check_till(shop, one)
            one.start(ops_s=shop.ops_s)
            one.await_word("started")
        case "hub":
            shop.hub.kill()
            shop.hub.start()
        case "backend":
            shop.server.kill_backend(shop.hub.database, shop.rng)
            shop.server.await_start()
        case _:
            shop.server.kill()
            shop.server.start()
    _check_hub(shop)


def _check_till(shop: Shop, one: TillProcess) -> None:
    """Hold a till that was killed to its promises."""

    def look(uow: UnitOfWork) -> tuple[str, tuple[replicas.KeptOp, ...], int]:
        assert uow.sync.first_broken_op() is None, "the chain is broken"
        identity = uow.sync.identity()
        assert identity is not None
        for stream, cursor in uow.sync.cursors().items():
            _check_cursor(uow, stream, cursor)
        _check_rows(uow)
        return identity.device, replicas.ops_of_till(uow), till.settled_n(uow)

    with app.opened(one.plan.folder) as store:
        device, ops, settled = store.read(look).result()
    check_saves(one.saved, ops)
    with replicas.snapshot(shop.server.of(shop.hub.database)) as connection:
        theirs = replicas.ops_of_hq(connection, device)
    known = [op[:5] for op in theirs[:settled]]
    assert [op[:5] for op in ops[:settled]] == known, "an op was settled that HQ does not have"


def _check_cursor(uow: UnitOfWork, stream: str, cursor: Cursor) -> None:
    """Hold a stream's count and sum to its rows. While it is being loaded they are those of its
    chunks, one of which may be in place partly for the second time.
    """
    n, total = uow.sync.recount(stream)
    boot = Boot(uow._db)
    if boot.get(stream) is None:
        assert (cursor.n, cursor.sum) == (n, total), f"{cursor} but rows {n}, {total}"
    else:
        assert cursor.after == 0, f"{stream}: the cursor went on before its rows were there"
        assert boot.rows_put(stream) <= n, f"{stream}: chunks without their rows"


def _check_rows(uow: UnitOfWork) -> None:
    """Hold every save to being there with its effect, or not at all."""
    ops = uow._db.execute("SELECT g, kind, entity, state FROM outbox ORDER BY n").fetchall()
    last = {group: kind for group, kind, _, _ in ops}
    assert {"audit"} >= set(last.values()), "half a save"
    for kind in ("observation", "audit", "outcome"):
        made = {one for _, of, one, state in ops if of == kind and state != "quarantined"}
        there = {one for (one,) in uow._db.execute(f"SELECT id FROM {kind}")}
        assert set() == made - there, f"{kind}: an op without its effect"


def _check_hub(shop: Shop) -> None:
    """Hold HQ to its promises, and to what the tills were told."""
    statuses = [(one, one.ask("status")) for one in shop.tills]
    with replicas.snapshot(shop.server.of(shop.hub.database)) as connection:
        replicas.check_hq(connection)
        for one, status in statuses:
            assert replicas.last_n_at_hq(connection, one.device) >= status.settled, (
                "an op was settled that HQ does not have"
            )


def serve_lane(number: int) -> None:
    """Live the lives that come in, each answered with its result."""
    with loaded_server(HOLDINGS, number) as server:

        def work(order: dict[str, Any]) -> dict[str, Any]:
            with tempfile.TemporaryDirectory(prefix="guitai-life-") as name:
                return do_life(Life(**order), server, Path(name))

        serve(work)


if __name__ == "__main__":
    serve_lane(int(sys.argv[1]))
