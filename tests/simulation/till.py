"""A till of a world: its build, its clocks, and the program that runs, ends and crashes on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Protocol

from tests.simulation.builds import Build
from tests.simulation.hq import Reply
from tests.simulation.line import Asked, Line, LineAdapter


class Crashed(BaseException):
    """The till's program ended at a point that has a name. Nothing in it may catch this."""


class Now(Protocol):
    """Where a till's clocks get the world's time from."""

    ms: int


@dataclass(slots=True, repr=False)
class TillClock:
    """A till's clocks: the wall clock may be off, the other one never jumps."""

    world: Now
    offset_ms: int = 0

    def now_ms(self) -> int:
        return max(self.world.ms + self.offset_ms, 0)

    def monotonic_ms(self) -> int:
        return self.world.ms


@dataclass(frozen=True, slots=True)
class SeededBytes:
    """A source of "secure" bytes that repeats with its seed."""

    rng: Random

    def random_bytes(self, count: int) -> bytes:
        return self.rng.randbytes(count)


@dataclass(slots=True)
class Fuse:
    """Ends the program at the `left`-th point it reaches from now; never when that is 0."""

    left: int = 0
    points: list[str] = field(default_factory=list)

    def reach(self, point: str) -> None:
        """Come to a point that has a name."""
        if self.left:
            self.left -= 1
            if not self.left:
                self.points.append(point)
                raise Crashed(point)


@dataclass(slots=True, repr=False)
class Till:
    """One till. `agent_class` replaces the build's own agent; `busy` counts exchanges it is in, and
    `retired` says that it erased itself. Saves up to op `seen_n` are in the world's ledger.
    """

    name: str
    store_id: str
    path: Path
    clock: TillClock
    ids: SeededBytes
    build: Build
    line: Line
    rng: Random
    agent_class: type[Any] | None = None
    busy: int = 0
    retired: bool = False
    seen_n: int = 0
    fuse: Fuse = field(default_factory=Fuse)
    side: Any = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    @property
    def store(self) -> Any:
        """Return its store."""
        return self.side.store

    @property
    def desk(self) -> Any:
        """Return who works at it."""
        return self.side.desk

    @property
    def device(self) -> str:
        """Return what HQ knows it by."""
        return str(self.side.desk.device)

    def open(self) -> None:
        """Start the program."""
        outside = self.build.till_side.Surroundings(
            path=self.path,
            clock=self.clock,
            ids=self.ids,
            rng=self.rng,
            adapter=LineAdapter(self._carry),
            reach=self.fuse.reach,
            agent_class=self.agent_class,
        )
        self.side = self.build.till_side.TillSide(outside)

    def restart(self, build: Build | None = None) -> None:
        """End the program and start it again, perhaps as another build. It forgets what it had in
        memory.
        """
        self.side.close()
        self.build = build or self.build
        self.open()

    def crash(self) -> None:
        """Let the program be gone where it stands, and start it again."""
        self.fuse.left = 0
        self.side.crash()
        self.open()

    def state(self) -> Any:
        """Return what its sync chip says."""
        return self.store.read(lambda uow: uow.sync.state()).result()

    def new_saves(self) -> list[tuple[int, str, str, str]]:
        """Return number, group, kind and entity of the ops made since this was last asked."""
        sql = f"SELECT n, g, kind, entity FROM outbox WHERE n > {self.seen_n} ORDER BY n"
        rows = self.query(sql)
        self.seen_n = rows[-1][0] if rows else self.seen_n
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query of its store finds."""
        found = self.store.read(lambda uow: uow._db.execute(sql).fetchall()).result()
        return [tuple(row) for row in found]

    def ops(self) -> int:
        """Return how many ops it has made."""
        return int(self.store.read(lambda uow: uow.sync.outbox().last_n()).result())

    def _carry(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        self.fuse.reach("before a request")
        plain = dict(headers)
        device = self.device if self.side.agent else ""
        again = partial(self._signed_again, method, url, plain, body)
        asked = Asked(device, method, url, plain, body, again)
        reply = self.line.carry(asked)
        self.fuse.reach("before an answer is read")
        return reply

    def _signed_again(
        self, method: str, url: str, headers: dict[str, str], body: bytes
    ) -> dict[str, str]:
        if self.retired:
            return {}
        signed: dict[str, str] = self.side.sign(method, url, headers, body)
        return signed
