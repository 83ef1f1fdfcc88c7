"""Writes a release's corpus: `python -m tests.versions.record TAG`, on a machine with that tag.

The till and the HQ of the tag exchange what its scenario makes them say, and every request goes
into the corpus byte for byte, with HQ's answer of then.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import importlib
import io
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

import requests
import zstandard

from tests.hub_fixtures import START_MS
from tests.simulation import seeds
from tests.simulation.builds import BUILDS, modules_of
from tests.simulation.hq import HUB_URL, Reply, call, on_this_thread
from tests.simulation.line import LineAdapter
from tests.simulation.till import SeededBytes, TillClock

CORPORA: Final = Path(__file__).with_name("corpora")
SEED: Final = 5
DESK: Final = "1"
_TILL: Final = (
    "local_store", "sync/__init__.py", "sync/hlc.py", "sync/merge.py", "sync/places.py",
    "sync/agent", "sync/protocol", "terminal/__init__.py", "terminal/domain", "terminal/services",
)  # fmt: skip
"""What of a release lives on in worlds: all that a till is without devices and screens."""
_STORE: Final = "0018"


class Recorder:
    """HQ of a release on a storage in memory, and what was said to it."""

    def __init__(self, folder: Path) -> None:
        self.ms = START_MS
        self.exchanges: list[dict[str, Any]] = []
        self.lose_answer = False
        self._loop = asyncio.new_event_loop()
        rng = Random(SEED)
        load = importlib.import_module
        outside = load("sync.hub.outside").Outside(lambda: self.ms, rng.randbytes)
        keys = load("sync.hub.keys").open_keys(folder / "keys", outside.random_bytes)
        self._loading, self._tills = load("sync.hub.loading"), load("sync.hub.port.tills")
        self._storage = load("sync.hub.memory.storage").MemoryStorage()
        self.hub = load("sync.hub.hub").Hub(self._storage, keys, outside)
        self._app = load("sync.hub.app").create_app(self.hub)
        on_this_thread(self._app)
        store = load("sync.protocol.enrol").StoreInfo.model_validate(
            seeds.store_info(_STORE).model_dump()
        )
        self._storage.run(lambda tx: tx.stores.keep(store))

    def load(self, lines: list[str]) -> None:
        """Load HQ's records, and note that it was done here."""
        self._loading.load(self._storage, lines, self.hub.keys.content, now_ms=self.ms)
        self.exchanges.append({"at": self.ms, "load": lines})

    def judge(self) -> None:
        """Let HQ judge counted work."""
        self.hub.judge_work()
        self.exchanges.append({"at": self.ms, "judge": True})

    def code(self, secret: bytes) -> str:
        """Return a provisioning code with this secret."""
        text = base64.b32encode(secret).decode()
        digest = hashlib.sha256(text.encode()).digest()
        kept, expires = self._tills.Code(digest, _STORE, DESK, None), self.ms + 900_000
        self._storage.run(lambda tx: tx.codes.add(kept, expires_at=expires))
        made = importlib.import_module("sync.protocol.enrol").ProvisioningCode(
            url=HUB_URL, secret=text, trust=self.hub.keys.trust.digest()
        )
        self.exchanges.append({"at": self.ms, "code": text, "store": _STORE})
        code: str = made.to_text()
        return code

    def carry(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Carry a request, and keep it with its answer."""
        self.ms += 40
        reply = self._loop.run_until_complete(call(self._app, method, url, (dict(headers), body)))
        self.exchanges.append(
            {
                "at": self.ms,
                "method": method,
                "url": url,
                "headers": dict(headers),
                "body": base64.b64encode(body).decode(),
                "status": reply.status,
                "answer": content(reply),
            }
        )
        if self.lose_answer:
            self.lose_answer = False
            raise requests.ReadTimeout
        return reply

    def close(self) -> None:
        """End HQ."""
        self._app.close()
        self._loop.close()


def content(reply: Reply) -> Any:
    """Return what an answer says; a snapshot's chunk, which is no JSON, as base64 in `chunk`."""
    if "json" not in reply.headers.get("content-type", "json"):
        return {"chunk": base64.b64encode(reply.body).decode()}
    body = reply.body
    if reply.headers.get("content-encoding") == "zstd":
        body = zstandard.ZstdDecompressor().stream_reader(body).read()
    return json.loads(body)


def record(tag: str, folder: Path) -> dict[str, Any]:
    """Return the corpus of a tag."""
    source = folder / "source"
    archive = _packed(tag, "sync", "local_store", "terminal", "resources")
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(source, filter="data")
    with modules_of(source):
        hq = Recorder(folder)
        side = importlib.import_module("tests.simulation.till_side")
        scenario = importlib.import_module("tests.versions.scenario")
        _play(hq, side, scenario, folder)
        hq.close()
        schema = importlib.import_module("sync.protocol.version").SCHEMA_VERSION
    return {"tag": tag, "schema": schema, "seed": SEED, "exchanges": hq.exchanges}


def _play(hq: Recorder, side: Any, scenario: Any, folder: Path) -> None:
    rng = Random(SEED)
    hq.load(seeds.lines(rng))
    clock = TillClock(hq)
    till = side.TillSide(
        side.Surroundings(
            path=folder / "till.db",
            clock=clock,
            ids=SeededBytes(Random(SEED + 1)),
            rng=rng,
            adapter=LineAdapter(hq.carry),
            reach=lambda _: None,
        )
    )
    till.enrol(hq.code(rng.randbytes(20)))

    def sync() -> None:
        hq.ms += 20_000
        till.exchange(lambda: False)

    def save(*works: Any) -> None:
        for work in works:
            hq.ms += 5_000
            till.store.run(work, till.desk.session).result()

    sync()
    save(scenario.register, scenario.change)
    sync()
    done = till.store.run(scenario.outcome, till.desk.session).result()
    hq.load(seeds_change())
    save(scenario.rename, scenario.refused)
    sync()
    hq.judge()
    save(scenario.after_refused, lambda uow: scenario.undo(uow, done), scenario.register)
    hq.lose_answer = True  # And the same ops come once more.
    sync()
    sync()
    clock.offset_ms = 3 * 86_400_000
    save(scenario.change)
    sync()
    clock.offset_ms = 0
    hq.judge()
    for _ in range(3):
        sync()
    state = till.store.read(lambda uow: uow.sync.state()).result()
    assert (0, 1, 1) == (state.unsent, state.held > 0, state.quarantined), state
    till.close()


def seeds_change() -> list[str]:
    """Return what HQ changes behind the till's back."""
    row = {"k": "customer", "id": "cust-0", "b": {"name": "王兰花", "tier": "B"}, "stores": []}
    return [json.dumps(row, ensure_ascii=False)]


def _packed(tag: str, *paths: str) -> bytes:
    """Return the files of a tag, as a tar archive."""
    asked = ["git", "archive", tag, *paths]
    return subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout


def main(tag: str) -> None:
    """Record a tag, and write its corpus and its till's source."""
    with tempfile.TemporaryDirectory(prefix="guitai-record-") as folder:
        corpus = record(tag, Path(folder))
    text = json.dumps(corpus, ensure_ascii=False, indent=1, sort_keys=True)
    (CORPORA / f"{tag}.json").write_text(f"{text}\n", "utf-8")
    (BUILDS / f"{tag}.tar.xz").write_bytes(lzma.compress(_packed(tag, *_TILL)))


if __name__ == "__main__":
    main(sys.argv[1])
