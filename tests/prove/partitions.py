"""The partition matrix: runs of real processes under one class of faults each, side by side.

A lane is a process with a PostgreSQL server of its own, so that killing one server is nobody
else's business. `python -m tests.prove.partitions LANE` reads one run a line and answers each.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.prove import nemesis
from tests.prove.lanes import serve
from tests.prove.people import Holdings
from tests.prove.proxy import FINE, proxies
from tests.prove.server import WORKERS, HubProcess, Server, hub_has_workers, loaded_server
from tests.prove.shop import Shop
from tests.prove.till import QUICK

TILLS: Final = 5
SHORT_S: Final = 20.0
LONG_S: Final = 200.0
SHORT_RUNS: Final = 300
LONG_RUNS: Final = 20
BOUND_S: Final = 90.0
"""How long after the last fault everything may take to agree: a till's patience with a line that
went silent without a word (20 s for an answer, 60 s for news), a pause until the next try, a poll.
"""

_OPS_S: Final = (10, 20, 30, 40)
_AFTERWARDS_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `ops_s` is what all tills save a second together. Long ones keep the product's own
    waits; in short ones they are tenths of seconds.
    """

    seed: int
    fault: str
    seconds: float
    ops_s: float
    product_pace: bool = False


def plan(seed: int) -> Iterator[Run]:
    """Yield the runs of the whole matrix: every class in turn, a long run among fifteen."""
    long_every = SHORT_RUNS // LONG_RUNS
    for number in range(SHORT_RUNS):
        fault = nemesis.CLASSES[number % len(nemesis.CLASSES)]
        ops_s = _OPS_S[number // len(nemesis.CLASSES) % len(_OPS_S)]
        yield Run(seed + number, fault, SHORT_S, ops_s)
        if number % long_every == long_every - 1:
            at = number // long_every
            fault = nemesis.CLASSES[1 + at % (len(nemesis.CLASSES) - 1)]
            ops_s = _OPS_S[at % len(_OPS_S)]
            yield Run(seed + 10_000 + at, fault, LONG_S, ops_s, product_pace=True)


def do_run(run: Run, server: Server, folder: Path) -> dict[str, Any]:
    """Do one run and return its result; `failure` is None when everything held."""
    started = time.monotonic()
    result: dict[str, Any] = {**asdict(run), "failure": None, "quiet_s": None}
    database = f"run_{run.seed}"
    server.create(database)
    workers = WORKERS if hub_has_workers() else 1
    hub = HubProcess(server, database, folder / "hub.log", workers=workers)
    with ExitStack() as end:
        end.callback(server.drop, database)
        loop, lines = end.enter_context(proxies(run.seed, TILLS))
        shop = Shop(server, hub, loop, lines, Random(run.seed), ops_s=run.ops_s / TILLS)
        end.callback(shop.close)
        try:
            shop.open(folder, None if run.product_pace else QUICK, count=TILLS)
            nemesis.rage(shop, run.fault, run.seconds)
            shop.turn(range(TILLS), FINE, forget=True)
            shop.pass_time(_AFTERWARDS_S * (6 if run.product_pace else 1))
            shop.rest()
            result["quiet_s"] = round(shop.await_quiet(BOUND_S), 2)
            shop.check()
        except Exception as error:  # noqa: BLE001 (whatever went wrong is the run's result)
            result["failure"] = f"{type(error).__name__}: {error}"[:2000]
        result["ops"] = shop.ops()
        result["events"] = dict(shop.events)
        happened = sum((line.happened for line in lines), start=type(shop.events)())
        result["happened"] = dict(happened)
    result["took_s"] = round(time.monotonic() - started, 1)
    result["workers"] = workers
    return result


def serve_lane(number: int, failures: Path) -> None:
    """Do the runs that come in, each answered with its result."""
    with loaded_server(Holdings(), number) as server:

        def work(order: dict[str, Any]) -> dict[str, Any]:
            with tempfile.TemporaryDirectory(prefix="guitai-run-") as name:
                result = do_run(Run(**order), server, Path(name))
                if result["failure"] is not None:
                    kept = failures / f"{order['seed']}"
                    shutil.rmtree(kept, ignore_errors=True)
                    shutil.copytree(name, kept)
                    (kept / "result.json").write_text(json.dumps(result, ensure_ascii=False))
                return result

        serve(work)


if __name__ == "__main__":
    serve_lane(int(sys.argv[1]), Path(sys.argv[2]))
