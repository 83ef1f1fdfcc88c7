"""The shop of one run: HQ, tills as processes, and a bad line to each of them."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, Final

import psycopg

from sync.agent.pace import PaceSettings
from tests.prove import people, replicas, till
from tests.prove.people import Saved
from tests.prove.proxy import FaultyProxy, Loop, Weather
from tests.prove.replicas import KeptOp, TillHoldings
from tests.prove.server import FORKS, HubProcess, Server, until
from tests.prove.till import Status, TillPlan

_ANSWER_S: Final = 60.0


class TillDiedError(AssertionError):
    """A till ended though nobody killed it."""


@dataclass(slots=True)
class TillProcess:
    """A till. It may be killed and started again; what it said it saved stays known."""

    plan: TillPlan
    device: str = ""
    saved: list[Saved] = field(default_factory=list)
    _process: Any = None
    _pipe: Connection | None = None

    def start(self, *, code: str | None = None, ops_s: float = 0.0) -> None:
        """Start it without waiting for it. With a code it is enrolled first."""
        ours, theirs = FORKS.Pipe()
        plan = replace(
            self.plan, code=code, ops_s=ops_s, seed=f"{self.plan.seed} {len(self.saved)}"
        )
        self._process = FORKS.Process(target=till.live, args=(theirs, plan))
        self._process.start()
        theirs.close()
        self._pipe = ours

    @property
    def alive(self) -> bool:
        """Tell whether it was started and not ended since."""
        return self._pipe is not None

    def hear(self) -> None:
        """Take note of what it said."""
        while self._pipe is not None and self._pipe.poll(0):
            self._next()

    def ask(self, order: str, *arguments: Any) -> Any:
        """Give an order and return the answer."""
        assert self._pipe is not None
        self._pipe.send((order, *arguments))
        return self.await_word(order)

    def await_word(self, word: str) -> Any:
        """Listen until it says this."""
        deadline = time.monotonic() + _ANSWER_S
        while True:
            assert self._pipe is not None
            left = deadline - time.monotonic()
            assert self._pipe.poll(max(left, 0)), f"a till says nothing of {word}"
            said, answer = self._next()
            if said == word:
                return answer

    def kill(self) -> None:
        """End it as a power cut does, and take note of its last words."""
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join(_ANSWER_S)
        with suppress(TillDiedError):
            self.hear()
        assert self._pipe is not None
        self._pipe.close()
        self._pipe = None

    def signal(self, number: signal.Signals) -> None:
        """Stop it in its tracks, or let it go on."""
        os.kill(self._process.pid, number)

    def leave(self) -> None:
        """End it in peace."""
        if self._pipe is None:
            return
        self._pipe.send(("leave",))
        self.await_word("left")
        self._process.join(_ANSWER_S)
        self._pipe.close()
        self._pipe = None

    def _next(self) -> tuple[str, Any]:
        assert self._pipe is not None
        try:
            said, answer = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(_ANSWER_S)
            raise TillDiedError(f"a till ended with {self._process.exitcode}") from None
        if said == "saved":
            self.saved.append(answer)
        return said, answer


@dataclass(slots=True)
class Shop:
    """One HQ and its tills. `events` counts what was done to them, by name."""

    server: Server
    hub: HubProcess
    loop: Loop | None
    lines: list[FaultyProxy]
    rng: Random
    tills: list[TillProcess] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    ops_s: float = 0.0

    def open(self, folder: Path, pace: PaceSettings | None, *, count: int) -> None:
        """Start HQ, enrol so many tills, one at each line if there are any, and let them work."""
        self.hub.start()
        for line in self.lines:
            line.target = self.hub.port
        for number in range(count):
            plan = TillPlan(folder / f"till-{number}", f"{self.rng.random()}", pace=pace)
            one = TillProcess(plan)
            one.start(code=self.code(number), ops_s=self.ops_s)
            self.tills.append(one)
        for one in self.tills:
            one.device = one.await_word("started")

    def code(self, number: int) -> str:
        """Return a code that enrols a till, at its line if there are lines."""
        port = self.lines[number].port if self.lines else self.hub.port
        url = f"http://127.0.0.1:{port}"
        store = people.STORES[number % len(people.STORES)]
        words = ("--store", store, "--desk", str(number), "--url", url)
        return self.server.command(self.hub.database, "provision", *words).strip().splitlines()[-1]

    def turn(self, lines: Iterable[int], weather: Weather, *, forget: bool = False) -> None:
        """Change the weather on some lines."""
        assert self.loop is not None
        for number in lines:
            self.loop.do(self.lines[number].turn(weather, forget=forget))

    def pass_time(self, seconds: float) -> None:
        """Let the shop work, listening."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.hear()
            until_next = min(0.05, max(deadline - time.monotonic(), 0))
            _pause(until_next)

    def hear(self) -> None:
        """Listen to every till."""
        for one in self.tills:
            one.hear()

    def rest(self) -> None:
        """Let nobody work any more."""
        for one in self.tills:
            one.ask("work", 0.0)

    def await_quiet(self, bound_s: float) -> float:
        """Wait until tills and HQ agree on everything; return how long that took. Raise
        AssertionError saying what they do not agree on.
        """
        started = time.monotonic()
        try:
            until("quiet", self._quiet, timeout_s=bound_s)
        except AssertionError as error:
            raise AssertionError(f"{error}: {self._standing()}") from None
        return time.monotonic() - started

    def check(self) -> None:
        """Raise AssertionError unless nothing was lost, doubled or changed."""
        with replicas.snapshot(self.server.of(self.hub.database)) as connection:
            replicas.check_hq(connection)
            for one in self.tills:
                holdings: TillHoldings = one.ask("holdings")
                replicas.check_agreement(holdings, connection)
                check_saves(one.saved, holdings.ops)

    def ops(self) -> int:
        """Return how many ops the tills said they saved."""
        return sum(saved.last - saved.first + 1 for one in self.tills for saved in one.saved)

    def close(self) -> None:
        """End everything, whatever state it is in."""
        for one in self.tills:
            if one.alive:
                one.signal(signal.SIGCONT)
                one.kill()
        self.hub.stop()

    def _quiet(self) -> bool | None:
        heads = self._heads()
        for one in self.tills:
            status: Status = one.ask("status")
            here = {stream: heads.get(stream, 0) for stream in status.cursors}
            if status.unsent or status.loading or status.trouble or here != status.cursors:
                return None
        return True if heads == self._heads() and not self._judging() else None

    def _heads(self) -> dict[str, int]:
        rows = self._rows("SELECT stream, head FROM stream_head")
        return {stream: int(head) for stream, head in rows}

    def _judging(self) -> bool:
        return bool(self._rows("SELECT 1 FROM acceptance WHERE decided_at IS NULL LIMIT 1"))

    def _standing(self) -> str:
        return f"heads {self._heads()}, tills {[one.ask('status') for one in self.tills]}"

    def _rows(self, query: str) -> list[Any]:
        with psycopg.connect(self.server.of(self.hub.database)) as connection:
            return connection.execute(query.encode()).fetchall()


def check_saves(saved: Iterable[Saved], ops: Iterable[KeptOp]) -> None:
    """Raise AssertionError unless everything that a till said it saved is still there, whole."""
    groups: dict[str, list[int]] = {}
    for op in ops:
        groups.setdefault(op.group, []).append(op.n)
    for one in saved:
        expected = list(range(one.first, one.last + 1))
        assert expected == groups.get(one.group), f"the save of ops {expected} was lost"


def _pause(seconds: float) -> None:
    _clock.wait(seconds)


_clock: Final = threading.Event()
