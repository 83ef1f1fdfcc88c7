"""A till of one store, an HQ on paper, and the agent between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local_store.enrolment import Identity
from local_store.store import Store, StoreSettings
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.protocol import chain
from sync.protocol.enrol import StoreInfo, TrustBundle
from sync.protocol.ops import Set
from tests.fresh_stores import lay
from tests.unit.sync_agent.paper_hq import STORE, Clocks, PaperHq, PaperLine


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def hq(clocks: Clocks) -> PaperHq:
    return PaperHq(clocks)


@pytest.fixture(scope="session")
def root() -> Ed25519PrivateKey:
    """HQ's root key."""
    return Ed25519PrivateKey.from_private_bytes(b"test root key".ljust(32, b"."))


@pytest.fixture
def store(tmp_path: Path, clocks: Clocks, root: Ed25519PrivateKey) -> Iterator[Store]:
    settings = StoreSettings(tmp_path / "till.db", inline=True, durable=False)
    lay(settings.path, bytes(32))
    opened = Store(settings, bytes(32), clocks, clocks)
    key = chain.to_text(root.public_key().public_bytes_raw())
    trust = TrustBundle(root=key, release=key, content=key, member_code=key, recovery=key)
    info = StoreInfo(id="0018", code="0018", name="x", time_zone="Asia/Shanghai")
    identity = Identity("00000001", 1, "e1", info, ("g", STORE), trust, "https://hq.example")
    opened.run(lambda uow: uow.sync.enrolled(identity)).result()
    opened.run(lambda uow: uow.sync.make_keys()).result()
    yield opened
    opened.close()


@pytest.fixture
def auth(clocks: Clocks) -> AuthClock:
    return AuthClock(clocks)


@pytest.fixture
def agent(store: Store, hq: PaperHq, clocks: Clocks, auth: AuthClock) -> Agent:
    return Agent(store, PaperLine(hq), clock=clocks, auth=auth)


class Till:
    """The till's store, as a test speaks to it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def save(self, count: int) -> None:
        """Save so many new customers, one by one."""
        for n in range(count):
            self.put(f"mine{n}", name="测试乙")

    def put(self, record: str, **fields: str) -> None:
        """Save one customer's fields."""
        self.store.run(lambda uow: uow.put("customer", record, Set(dict(fields)))).result()

    @property
    def state(self) -> Any:
        """Return what the sync chip would say."""
        return self.store.read(lambda uow: uow.sync.state()).result()

    @property
    def centre(self) -> Any:
        """Return what the sync centre would say."""
        return self.store.read(lambda uow: uow.sync.centre()).result()


@pytest.fixture
def till(store: Store) -> Till:
    return Till(store)


@pytest.fixture
def met(agent: Agent, hq: PaperHq) -> PaperHq:
    """An HQ that this till has met: it has no snapshots, and every stream was read to its end."""
    agent.exchange(lambda: False)
    hq.seen.clear()
    return hq
