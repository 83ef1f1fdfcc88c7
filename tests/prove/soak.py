"""The soak: a chain of simulated stores at work for an hour or more, and nothing may grow.

`python -m tests.prove.soak --minutes 60 --stores 127`: one till per store (real store, agent,
runner and parked wait, some dozens to a process) against a real hub of two workers on its own
PostgreSQL. Each till saves something every 10 to 30 s, HQ's stock changes for every store each
minute. Samples go to `build/prove/soak.jsonl`, the verdict and its figures to standard output as
JSON: the trend of every series after the first fifth, in which things warm up (and tills save more
often, to fill what has a bound). Memory is what a process has for itself, and for PostgreSQL the
mean of its processes: how many there are follows from how busy the machine is, up to the workers'
pools. That and what they share is noted beside it and not judged: shared memory is taken once, and
counts from the moment a page is first used, up to `shared_buffers`.
"""

from __future__ import annotations

import argparse
import json
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from sync.hub import enrolment, loading
from sync.hub.cli.serve import now_ms, opened
from sync.hub.keys import HubKeys, open_keys
from sync.hub.postgres.storage import PostgresStorage
from sync.hub.storage import Transaction
from sync.protocol.enrol import ProvisioningCode, StoreInfo
from tests.prove.memory import family, private_mb, shared_mb
from tests.prove.trend import Trend, trend

ROOT: Final = Path(__file__).resolve().parents[2]
TILLS_A_PROCESS: Final = 32
CUSTOMERS: Final = 20
STOCK_S: Final = 60.0
HUB_SAMPLE_S: Final = 10.0
DAY_MS: Final = 86_400_000
WARM: Final = 5
"""One part in so many of the time is left out: of an hour twelve minutes, for after ten a till
reads all it has once, to see whether it is whole (`sync.agent.nightly`).
"""
UNJUDGED: Final = frozenset({"postgres_mb", "postgres_shared_mb"})


@dataclass(slots=True)
class Soak:
    """What is running, and the samples taken of it, by series."""

    storage: PostgresStorage
    keys: HubKeys
    stores: list[str]
    programs: tuple[int, int]
    warm_s: float
    out: Path
    samples: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    saves: dict[int, int] = field(default_factory=dict)
    troubles: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, series: str, value: float) -> None:
        """Keep one value of a series, with the hour it was taken in."""
        with self.lock:
            self.samples.setdefault(series, []).append((time.monotonic() / 3600, value))
            with self.out.open("a") as file:
                file.write(json.dumps({"at": now_ms(), "series": series, "value": value}) + "\n")

    def change_stock(self) -> None:
        """Let HQ's other systems tell every store its stock anew."""
        lines = [
            json.dumps(
                {
                    "k": "stock", "id": f"stock-{store}", "stores": [store],
                    "b": {"store": store, "medicine": "m-1", "qty_e4": 1, "as_of_at": now_ms()},
                }
            )
            for store in self.stores
        ]  # fmt: skip
        loading.load(self.storage, lines, self.keys.content, now_ms=now_ms())


def main() -> int:
    """Run the soak and say what grew. Return 0 when nothing did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--stores", type=int, default=127)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "prove" / "soak.jsonl")
    parsed = parser.parse_args()
    parsed.out.parent.mkdir(parents=True, exist_ok=True)
    parsed.out.write_text("")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guitai-soak-")))
        storage = stack.enter_context(opened(folder / "hub", None))
        keys = open_keys(folder / "hub" / "keys", secrets.token_bytes)
        stores = [f"{number:04d}" for number in range(1, parsed.stores + 1)]
        _prepare(storage, keys, stores)
        hub, url = stack.enter_context(_hub(folder))
        programs = (hub, _postgres(folder))
        warm_s = parsed.minutes * 60 / WARM
        soak = Soak(storage, keys, stores, programs, warm_s, parsed.out)
        for first in range(0, len(stores), TILLS_A_PROCESS):
            some = stores[first : first + TILLS_A_PROCESS]
            stack.enter_context(_tills(soak, folder, url, some))
        _run(soak, parsed.minutes * 60)
        told = _verdict(soak, parsed.minutes)
    print(json.dumps(told, indent=2))
    return 0 if told["verdict"] == "nothing grew" else 1


def _prepare(storage: PostgresStorage, keys: HubKeys, stores: list[str]) -> None:
    rows: list[dict[str, Any]] = [{"k": "medicine", "id": "m-1", "b": {"generic": "合成药"}}]
    for store in stores:
        info = StoreInfo(id=store, code=store, name="合成数据店", time_zone="Asia/Shanghai")
        storage.run(partial(_keep_store, store=info))
        staff = {"name": "合成员工", "role": "pharmacist", "active": True, "synthetic": True}
        rows.append({"k": "staff", "id": f"staff-{store}", "stores": [store], "b": staff})
        for number in range(CUSTOMERS):
            body = {"name": "合成顾客", "phones": [f"154{store}{number:04d}"], "synthetic": True}
            name = f"c-{store}-{number}"
            rows.append({"k": "customer", "id": name, "stores": [store], "b": body})
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    loading.load(storage, lines, keys.content, now_ms=now_ms())


def _keep_store(tx: Transaction, store: StoreInfo) -> None:
    tx.stores.keep(store)


def _postgres(folder: Path) -> int:
    return int((folder / "hub" / "pg" / "postmaster.pid").read_text().split()[0])


@contextmanager
def _hub(folder: Path) -> Iterator[tuple[int, str]]:
    command = [sys.executable, "-m", "sync.hub", "serve", "--data", str(folder / "hub")]
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--workers", "2"], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        assert process.stdout is not None
        yield process.pid, process.stdout.readline().split()[-1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@contextmanager
def _tills(soak: Soak, folder: Path, url: str, stores: list[str]) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.prove.soak_tills"]
    with (folder / f"tills-{stores[0]}.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdin is not None
    assert process.stdout is not None
    for store in stores:
        asked = {"folder": str(folder / store), "code": _code(soak, url, store)}
        asked |= {"staff": f"staff-{store}"}
        process.stdin.write(json.dumps({**asked, "warm_s": soak.warm_s}) + "\n")
    process.stdin.write("\n")
    process.stdin.flush()
    if process.stdout.readline().strip() != "ready":
        raise RuntimeError("the tills did not start; see their log")
    reader = threading.Thread(target=_listen, args=(soak, process))
    reader.start()
    try:
        yield
    finally:
        process.stdin.close()
        process.wait(120)
        reader.join()


def _code(soak: Soak, url: str, store: str) -> str:
    secret = soak.storage.run(
        lambda tx: enrolment.new_secret(
            tx, store, "1", expires_at=now_ms() + DAY_MS, random_bytes=secrets.token_bytes
        )
    )
    return ProvisioningCode(url=url, secret=secret, trust=soak.keys.trust.digest()).to_text()


def _listen(soak: Soak, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        sample = json.loads(line)
        soak.note("unsent_s", sample["unsent_s"])
        soak.note("pending", sample["pending"])
        soak.note("stock_age_s", sample["stock_age_s"])
        soak.note("tills_mb", sample["private_mb"])
        with soak.lock:
            soak.saves[process.pid] = sample["saves"]
            soak.troubles += sample["troubles"]


def _run(soak: Soak, seconds: float) -> None:
    end = time.monotonic() + seconds
    stock_at = time.monotonic()
    pause = threading.Event()
    while (now := time.monotonic()) < end:
        if stock_at <= now:
            soak.change_stock()
            stock_at = now + STOCK_S
        hub, postgres = map(family, soak.programs)
        each = [size for size in map(private_mb, postgres) if size]
        soak.note("hub_mb", sum(map(private_mb, hub)))
        soak.note("postgres_mb", sum(each))
        soak.note("postgres_process_mb", fmean(each))
        soak.note("postgres_shared_mb", sum(map(shared_mb, postgres)))
        pause.wait(min(HUB_SAMPLE_S, end - now))


def _verdict(soak: Soak, minutes: float) -> dict[str, Any]:
    trends: dict[str, Trend] = {}
    for series, samples in soak.samples.items():
        first = samples[0][0] + soak.warm_s / 3600
        late = [(hour, value) for hour, value in samples if hour >= first]
        trends[series] = trend([hour for hour, _ in late], [value for _, value in late])
    growing = sorted(s for s, one in trends.items() if one.grows and s not in UNJUDGED)
    return {
        "minutes": minutes,
        "stores": len(soak.stores),
        "saves": sum(soak.saves.values()),
        "samples_in_trouble": soak.troubles,
        "trends": {series: str(one) for series, one in sorted(trends.items())},
        "worst": {s: round(max(v for _, v in soak.samples[s]), 2) for s in sorted(soak.samples)},
        "verdict": f"grew: {', '.join(growing)}" if growing else "nothing grew",
    }


if __name__ == "__main__":
    sys.exit(main())
