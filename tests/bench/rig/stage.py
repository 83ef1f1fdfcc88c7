"""Where the figures are taken: the demonstration's store of 800 customers and its real hub."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal import app, demo
from terminal.domain.staff import Role, Session
from terminal.sandbox import identity
from tests.bench.rig.figures import BenchError
from tests.bench.rig.till import Till

START_S: Final = 180
STAFF: Final = identity.staff_id(demo.STORE, 1)


@dataclass(frozen=True, slots=True)
class Stage:
    """The folder all figures share, the programs' environment, and the machine's description."""

    root: Path
    env: dict[str, str]
    machine: dict[str, Any] = field(default_factory=dict)

    @property
    def places(self) -> demo.Places:
        """Return where the demonstration keeps its things."""
        return demo.Places(self.root)

    def till(self, desk: int = 1) -> Path:
        """Return a till's folder."""
        return self.places.till(desk)

    def start_product(self) -> Till:
        """Start `dev.py run` on this folder, as a person would."""
        python = Path(sys.base_prefix) / "bin" / "python3"
        command = [str(python), "-m", "tests.bench.rig.dev_run", "--data", str(self.root)]
        return Till(command, self.env)


@contextmanager
def hub(stage: Stage) -> Iterator[str]:
    """Lend the address of the demonstration's hub, a process of its own."""
    with demo._hub(stage.places) as url:
        yield url


def enrol(stage: Stage, url: str, desk: int) -> None:
    """Make the till at a desk, with nothing in it yet."""
    app.provision(stage.till(desk), demo._provisioning_code(stage.places, url, desk))


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one exchange with HQ came to."""

    rows: int
    ops: int
    seconds: float


def exchange(data: Path) -> Exchanged:
    """Bring a till and HQ into step, on this thread. Raise BenchError."""
    with app.opened(data) as store:
        runner, transport = app.build_runner(store, store.read(app._identity).result())
        started = time.perf_counter()
        outcome = runner._exchanger.exchange(lambda: False)
        seconds = time.perf_counter() - started
        transport.close()
        if outcome.failed or outcome.trouble is not None:
            raise BenchError(f"the exchange failed: {outcome.trouble}")
        state = store.read(lambda uow: uow.sync.state()).result()
        if state.loading or state.unsent:
            raise BenchError("the till and HQ are not in step")
    return Exchanged(outcome.pulled, outcome.pushed, seconds)


def session(store: Store) -> Session:
    """Return the session of the pharmacist the demonstration signs in."""
    found = store.read(app._identity).result()
    return Session(STAFF, Role.PHARMACIST, found.device, found.store.id)


def customers_by_code(data: Path, count: int) -> dict[str, str]:
    """Return who stands behind each of `count` active card numbers: distinct customers."""

    def look(uow: UnitOfWork) -> dict[str, str]:
        found: dict[str, str] = {}
        for code in uow.customers.sample_member_codes(10_000):
            customer = uow.customers.by_member_code(code)
            if customer is not None:
                found.setdefault(customer.id, code)
        return {code: customer for customer, code in found.items()}

    with app.opened(data) as store:
        codes: dict[str, str] = store.read(look).result()
    if len(codes) < count:
        raise BenchError(f"only {len(codes)} customers with a card")
    return codes
