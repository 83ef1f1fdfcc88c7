"""HQ in a world: the real application on a storage that can be set back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple, cast
from urllib.parse import urlsplit

from local_store.store import InlineExecutor
from sync.hub import enrolment, links, loading
from sync.hub.app import create_app
from sync.hub.config import EdgeSettings, HubSettings
from sync.hub.hub import Hub
from sync.hub.keys import open_keys
from sync.hub.outside import Outside
from sync.hub.records import Key
from sync.hub.storage import Storage, Transaction
from sync.hub.upkeep import Upkeep
from sync.protocol.enrol import ProvisioningCode, StoreInfo
from tests.simulation import seeds
from tests.simulation.storages import Fragile, HubGone, HubStorage

HUB_URL: Final = "http://127.0.0.1:1"
DAY_MS: Final = 86_400_000
UNRATIONED: Final = EdgeSettings(device_rate=1e9, device_burst=10**9)
"""Shares are refilled by the machine's clock: a day of a world is a moment of it, and how long a
moment is must not tell in a world.
"""


class Reply(NamedTuple):
    """An HTTP answer; with `cut`, the connection breaks after so many bytes of the body."""

    status: int
    headers: dict[str, str]
    body: bytes
    cut: int | None = None


class _Running:
    """Stands where the application expects a hub, and is the one that runs by now."""

    hub: Hub

    def __getattr__(self, name: str) -> Any:
        return getattr(self.hub, name)


@dataclass(slots=True, repr=False)
class Hq:
    """HQ's program and its storage. `clock` is HQ's, right or wrong."""

    folder: Path
    storage: HubStorage
    clock: Callable[[], int]
    rng: Random
    settings: HubSettings = field(default_factory=HubSettings)
    crashes: list[BaseException] = field(default_factory=list)
    hub: Hub = field(init=False)
    _outside: Outside = field(init=False)
    _running: _Running = field(init=False)
    _app: Any = field(init=False)
    _open: Fragile = field(init=False)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        self._running = _Running()
        self._start()
        # Made once: its routes and their descriptions cost more than a hundred requests.
        self._app = create_app(cast("Hub", self._running), UNRATIONED)
        on_this_thread(self._app)

    # The program

    def close(self) -> None:
        """End the program."""
        self._open.close()
        self._loop.close()

    def restart(self) -> None:
        """End the program and start it again on its storage."""
        self._open.close()
        self._start()

    def back_up(self) -> None:
        """Keep a copy of the storage as it is."""
        self._open.close()
        self.storage.back_up()
        self._start()

    def set_back(self) -> None:
        """Set the storage back to that copy: everything since is lost."""
        self._open.close()
        self.storage.set_back()
        self._start()

    def call(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        """Return HQ's answer to a request. What crashes in HQ is kept in `crashes`. Raise HubGone
        when HQ's program ended before it had committed; it is started again.
        """
        try:
            return self._loop.run_until_complete(call(self._app, method, url, (headers, body)))
        except HubGone:
            self.restart()
            raise
        except Exception as error:
            self.crashes.append(error)
            raise

    # What HQ's people and other systems do

    def make_stores(self) -> None:
        """Make the stores of a world."""
        for store in seeds.STORES:
            self._open.run(partial(_keep_store, info=seeds.store_info(store)))

    def load(self, lines: Iterable[str]) -> None:
        """Load records from HQ's other systems."""
        loading.load(cast("Storage", self._open), lines, self.hub.keys.content, now_ms=self.clock())

    def code(self, store: str, desk: str, *, again: str | None = None) -> str:
        """Return a provisioning code, as printed for one till of `store`; for what was the device
        `again` and nobody else, if one is named.
        """
        secret = self._open.run(
            lambda tx: enrolment.new_secret(
                tx,
                store,
                desk,
                expires_at=self.clock() + DAY_MS,
                random_bytes=self.rng.randbytes,
                again=again,
            )
        )
        trust = self.hub.keys.trust.digest()
        return ProvisioningCode(url=HUB_URL, secret=secret, trust=trust).to_text()

    def restored(self) -> None:
        """Begin a new life of HQ, as its people do after they played a backup back."""
        self._upkeep().restored()
        self.restart()

    def mark(self) -> str:
        """Note how far HQ has everything, before a backup begins."""
        return self._upkeep().backup_mark()

    def verified(self, mark: str) -> None:
        """Tell the tills that the backup begun after `mark` is good."""
        self._upkeep().backup_verified(mark)

    def approve(self, device: str) -> None:
        """Let a till read again whose key was too old."""
        self._upkeep().approve(device)

    def shut_out(self, device: str) -> None:
        """Shut a till out, once it has handed over its work."""
        self._upkeep().revoke(device)

    def forget_gone(self) -> int:
        """Let streams forget what left them long ago; return how many rows that were."""
        return self._upkeep().forget_gone()

    def judge(self) -> None:
        """Let HQ judge counted work that waits."""
        self.hub.judge_work()

    def set_status(self, device: str, status: str) -> None:
        """Set what a device may do."""
        self._open.run(lambda tx: tx.devices.set_status(device, status))

    def grant(self, owner: str, customer: str, stream: str) -> int:
        """Put a customer into a stream; return how many records that were."""
        subject = Key(owner, "customer", customer)
        return self._open.run(lambda tx: links.link(tx, subject, stream))

    def revoke(self, owner: str, customer: str, stream: str) -> int:
        """Take a customer out of a stream; return how many records that were."""
        subject = Key(owner, "customer", customer)
        return self._open.run(lambda tx: links.unlink(tx, subject, stream, now_ms=self.clock()))

    def streams_of(self, owner: str, customer: str) -> list[str]:
        """Return the streams a customer is in."""
        return [
            stream
            for at, kind, one, stream in self.storage.members()
            if (at, kind, one) == (owner, "customer", customer)
        ]

    def crash_soon(self, transactions: int) -> None:
        """Let the program end before the commit of the `transactions`-th transaction from now."""
        self._open.left = transactions

    def _start(self) -> None:
        keys = open_keys(self.folder / "hub-keys", self.rng.randbytes)
        self._open = Fragile(self.storage.open())
        self._outside = Outside(self.clock, self.rng.randbytes)
        self.hub = self._running.hub = Hub(
            cast("Storage", self._open), keys, self._outside, self.settings
        )
        self.hub.review.replay_unknown()  # As its worker does when it starts.

    def _upkeep(self) -> Upkeep:
        return Upkeep(cast("Storage", self._open), self._outside, self.settings)


def _keep_store(tx: Transaction, info: StoreInfo) -> None:
    tx.stores.keep(info)


def on_this_thread(app: Any) -> None:
    """Let an application do its work where it is called: a world has one thread."""
    app._endpoints._threads = InlineExecutor()


async def call(asgi: Any, method: str, url: str, content: tuple[dict[str, str], bytes]) -> Reply:
    headers, body = content
    parts = urlsplit(url)
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "path": parts.path, "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "root_path": "", "scheme": "http", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 1),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await asgi(scope, receive, send)
    start = sent[0]
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], told, b"".join(one.get("body", b"") for one in sent[1:]))
