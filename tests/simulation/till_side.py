"""A till's side of a world: the real store, agent and HTTP client of one build of the program.

This module is loaded once per build (see `builds`), so it uses nothing that the oldest build a
world knows does not have.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeVar, cast

from requests.adapters import BaseAdapter

from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from sync.agent import agent, enrolment
from sync.agent.clock import AuthClock
from sync.agent.enrolment import AboutTill, enrol
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.protocol.ops import Fact, Set
from sync.protocol.signatures import SignedMessage, sign
from terminal.domain.staff import Session
from tests.fresh_stores import lay
from tests.simulation.desk import Desk

__all__ = ["Fact", "Set", "Surroundings", "TillSide"]

T = TypeVar("T")

KEY = bytes(32)

_DAMAGED = (("customer", "name"), ("medicine", "generic"), ("task", "rule"), ("staff", "name"))

nightly: Any = None
if importlib.util.find_spec("sync.agent.nightly") is not None:  # Not in v0.1.
    nightly = importlib.import_module("sync.agent.nightly")


@dataclass(frozen=True, slots=True, repr=False)
class Surroundings:
    """What a till gets from its world. `reach` is called at every point where it may crash, with
    the point's name.
    """

    path: Path
    clock: Any
    ids: Any
    rng: Random
    adapter: BaseAdapter
    reach: Callable[[str], None]
    agent_class: type[Any] | None = None


class FragileStore(Store):
    """A store that tells where it stands, so that a till can be ended there."""

    reach: Callable[[str], None]

    def run(self, work: Callable[[UnitOfWork], T], session: Session | None = None) -> Any:
        """Run work as ever."""
        self.reach("before a transaction")

        def tried(uow: UnitOfWork) -> T:
            done = work(uow)
            self.reach("in a transaction")
            return done

        future = super().run(tried, session)
        if future.exception() is None:
            self.reach("after a commit")
        return future


@dataclass(slots=True, repr=False)
class TillSide:
    """One run of the program, from its start to its end or crash."""

    outside: Surroundings
    store: FragileStore = field(init=False)
    agent: Any = field(init=False, default=None)
    desk: Desk = field(init=False)
    auth: AuthClock = field(init=False)
    nightly: Any = field(init=False, default=None)
    forgotten: bool = False
    _transport: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        settings = StoreSettings(self.outside.path, inline=True, durable=False)
        self.auth = AuthClock(self.outside.clock)
        lay(self.outside.path, KEY)
        self.store = FragileStore(settings, KEY, self.outside.clock, self.outside.ids)
        self.store.reach = self.outside.reach
        if self.store.read(lambda uow: uow.sync.identity()).result() is not None:
            self._begin()

    def enrol(self, code: str) -> None:
        """Make this a till of the store that `code` is for."""
        enrol(self.store, code, AboutTill("sim"), connect=lambda url, _: self._connect(url, None))
        self._begin()

    def enrol_again(self, code: str) -> None:
        """Become another till of the same store, with what was not sent."""
        enrolment.enrol_again(  # type: ignore[attr-defined, unused-ignore]
            self.store, code, AboutTill("sim"), connect=lambda url, _: self._connect(url, None)
        )
        self._begin()

    def work(self, times: int) -> None:
        """Let somebody do that many things."""
        for _ in range(times):
            self.store.run(self.desk.work, self.desk.session).result()

    def chores(self) -> None:
        """Do what a till does in a quiet hour."""
        if self.nightly is not None:
            while self.nightly.is_due():
                self.nightly.do()

    def damage(self) -> bool:
        """Let a record go bad on the disk, behind the program's back. Return whether any did: only
        builds that would find it are treated so.
        """
        if self.nightly is None:
            return False
        rng, db = self.outside.rng, self.store._writer.db
        table, column = rng.choice(_DAMAGED)
        sql = (
            f"SELECT id FROM {table} r WHERE h64 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM shadow s"
            f" WHERE s.kind = '{table}' AND s.id = r.id) ORDER BY id"
        )
        rows = db.execute(sql).fetchall()
        if not rows:
            return False
        (record_id,) = rng.choice(rows)
        if rng.random() < 0.3:
            db.execute(f"DELETE FROM {table} WHERE id = ?", (record_id,))
        else:
            db.execute(f"UPDATE {table} SET {column} = 'x' || {column} WHERE id = ?", (record_id,))
        return True

    def exchange(self, stopping: Callable[[], bool]) -> Any:
        """Exchange with HQ; return the outcome."""
        return self.agent.exchange(stopping)

    def close(self) -> None:
        """End the program."""
        self.store.close()

    def crash(self) -> None:
        """End the program where it stands: nothing is written any more."""
        self.store._closed = True
        self.store._reader.db.close()
        self.store._writer.db.close()
        self.store._lock.release()

    def sign(self, method: str, url: str, headers: dict[str, str], body: bytes) -> dict[str, str]:
        """Return the headers of a request, signed as of now."""
        unsigned = {
            name: value
            for name, value in headers.items()
            if name.lower() not in ("signature", "signature-input", "content-digest")
        }
        message = SignedMessage(method, url, unsigned)
        keys = self.store.read(lambda uow: uow.sync.keys()).result()
        assert keys is not None
        sign(
            message,
            body,
            key=keys.sign,
            key_id=self.desk.device,
            created_s=self.auth.now_ms() // 1000,
            nonce=self._nonce(),
        )
        return dict(message.headers)

    def _begin(self) -> None:
        """Make ready to work and to exchange."""
        identity, keys = self.store.read(
            lambda uow: (uow.sync.identity(), uow.sync.keys())
        ).result()
        assert identity is not None
        assert keys is not None
        store = identity.store.id
        self.desk = Desk(f"staff-{store}", identity.device, store, self.outside.rng)
        signer = Signer(keys.sign, identity.device, self.auth, self._nonce)
        if hasattr(self.store.read(lambda uow: uow.sync).result(), "old_keys"):
            old = self.store.read(lambda uow: uow.sync.old_keys()).result()
            signer.spare = None if old is None else old.sign
        if nightly is not None:
            self.nightly = nightly.Nightly(self.store, clock=self.outside.clock)
        self._transport = self._connect(identity.url, signer)
        agent_class = self.outside.agent_class or agent.Agent
        more = {}
        if hasattr(agent, "Ties"):  # v0.1 had one key for ever.
            more["ties"] = agent.Ties(signer=signer, forget=self._forget)
        self.agent = agent_class(
            self.store, self._transport, clock=self.outside.clock, auth=self.auth, **more
        )

    def _connect(self, url: str, signer: Signer | None) -> HttpTransport:
        transport: Any = HttpTransport(HttpSettings(url), clock=self.outside.clock, signer=signer)
        if hasattr(transport, "_wire"):
            transport._wire._adapter = self.outside.adapter
        else:  # As it was in v0.1.
            transport._session.mount("http://", self.outside.adapter)
        return cast("HttpTransport", transport)

    def _forget(self) -> None:
        """Note that the key of the store was erased: nothing in it can be read any more."""
        self.forgotten = True

    def _nonce(self) -> str:
        return self.outside.rng.randbytes(12).hex()
