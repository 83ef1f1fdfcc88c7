"""The thread that keeps a till and HQ in step, for as long as the terminal runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol

import structlog

from local_store.errors import LocalStoreError
from sync.agent.clock import Clock
from sync.agent.outcome import Outcome
from sync.agent.pace import Pace

SYNC_CRASH: Final = "SYNC_CRASH"
STOP_S: Final = 5.0
GRACE_S: Final = 0.5
"""How long a request under way may end by itself before it is cut off: longer than most take."""
CHORE_PAUSE_S: Final = 0.02
"""Between two slices of a chore, so that nobody at the desk ever waits for more than one."""

_log: Final = structlog.get_logger("sync.agent")


class Exchanger(Protocol):
    """What the runner runs: `sync.agent.agent.Agent` in the product."""

    def exchange(self, stopping: Callable[[], bool]) -> Outcome:
        """Exchange until both sides are up to date, `stopping` says so, or something fails."""
        ...

    def note(self, trouble: str | None) -> None:
        """Keep a trouble where the screens read it. May raise LocalStoreError."""
        ...

    def hang_up(self) -> None:
        """End a request under way, from any thread: a crash of the line, which is always safe."""
        ...

    def close(self) -> None:
        """Close the connection to HQ: called once, on the thread that exchanged."""
        ...


class Listener(Protocol):
    """Who is told of exchanges: `sync.agent.waiter.Waiter` in the product."""

    def start(self) -> None:
        """Begin to listen. Called once."""
        ...

    def began(self) -> None:
        """Note that an exchange starts."""
        ...

    def ended(self, *, well: bool) -> None:
        """Note that an exchange ended."""
        ...

    def stop(self) -> bool:
        """End, and tell whether that was done in time."""
        ...


class Chores(Protocol):
    """Work for idle times: `sync.agent.nightly.Nightly` in the product."""

    def is_due(self) -> bool:
        """Tell whether there is any now. Quick."""
        ...

    def do(self) -> bool:
        """Do one short slice. Return whether it calls for an exchange. May raise
        LocalStoreError.
        """
        ...


class Runner:
    """Owns the sync thread. `nudge` and `stop` may be called from any thread.

    `on_state` is called on the sync thread with a trouble's code when one arises or changes, and
    with None once it is over.
    """

    def __init__(
        self,
        exchanger: Exchanger,
        *,
        clock: Clock,
        pace: Pace,
        on_state: Callable[[str | None], None],
        chores: Chores | None = None,
    ) -> None:
        self._exchanger = exchanger
        self._chores = chores
        self._listener: Listener | None = None
        self._clock = clock
        self._pace = pace
        self._on_state = on_state
        self._trouble: str | None = None
        self._halted = False
        self._wake = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of exchanges, and start and stop it with this. Call before `start`."""
        self._listener = listener

    def start(self) -> None:
        """Start the thread. Call once."""
        self._thread.start()
        if self._listener is not None:
            self._listener.start()

    def nudge(self) -> None:
        """Say that something waits to be sent."""
        with self._wake:
            self._pace.nudge(self._clock.monotonic_ms())
            self._wake.notify()

    def nudge_pull(self) -> None:
        """Say that HQ has news."""
        with self._wake:
            self._pace.nudge_pull(self._clock.monotonic_ms())
            self._wake.notify()

    def stop(self, timeout_s: float = STOP_S) -> bool:
        """End the thread, and tell whether it ended in time. A request under way is cut off when it
        does not end soon: HQ may have taken it or not, and the next start finds out.
        """
        self._stopping.set()
        with self._wake:
            self._wake.notify()
        ended = self._listener is None or self._listener.stop()
        if self._thread.ident is not None:
            self._thread.join(min(GRACE_S, timeout_s))
            if self._thread.is_alive():
                self._exchanger.hang_up()
                self._thread.join(timeout_s)
        return ended and not self._thread.is_alive()

    def _run(self) -> None:
        while self._wait():
            if self._listener is not None:
                self._listener.began()
            outcome = self._attempt()
            now_ms = self._clock.monotonic_ms()
            with self._wake:
                self._halted = outcome.halted
                if outcome.failed:
                    self._pace.fail(now_ms, at_least_ms=outcome.next_ms)
                else:
                    self._pace.succeed(now_ms, next_ms=outcome.next_ms)
            if self._listener is not None:
                self._listener.ended(well=not outcome.failed)
            if self._stopping.is_set():
                break  # That a request was cut off is no trouble.
            self._tell(outcome.trouble)
        self._exchanger.close()

    def _wait(self) -> bool:
        """Wait until the next exchange is due. Return False when the thread is to end."""
        while not self._stopping.is_set():
            with self._wake:
                left_ms = self._pace.due_ms - self._clock.monotonic_ms()
                if left_ms <= 0 and not self._halted:
                    self._pace.start(self._clock.monotonic_ms())
                    return True
                is_busy = self._chores is not None and self._chores.is_due()
                left_s = None if self._halted else left_ms / 1000
                pause_s = CHORE_PAUSE_S if is_busy else left_s
                if not self._stopping.is_set():
                    self._wake.wait(pause_s)
                is_idle = self._pace.due_ms > self._clock.monotonic_ms()
            if is_busy and is_idle and not self._stopping.is_set():
                self._do_chore()
        return False

    def _do_chore(self) -> None:
        assert self._chores is not None
        try:
            calls = self._chores.do()
        except LocalStoreError as error:
            _log.error("a chore failed", code=error.code)
            return
        if calls:
            self.nudge_pull()

    def _attempt(self) -> Outcome:
        try:
            return self._exchanger.exchange(self._stopping.is_set)
        except LocalStoreError as error:
            return self._gave_up(error.code)
        except Exception as error:  # noqa: BLE001 (one of three places; becomes a trouble)
            # The type and the place only: a message may quote what somebody typed.
            place = error.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            _log.error(
                "sync crashed",
                error=type(error).__name__,
                file=place.tb_frame.f_code.co_filename if place else None,
                line=place.tb_lineno if place else None,
            )
            return self._gave_up(SYNC_CRASH)

    def _gave_up(self, code: str) -> Outcome:
        # A store that cannot be written cannot be told so either; the listener still is.
        with suppress(LocalStoreError):
            self._exchanger.note(code)
        return Outcome(trouble=code, failed=True)

    def _tell(self, trouble: str | None) -> None:
        """Tell of a change of state; that the same thing failed again is no news."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble is None:
            _log.info("sync is well again")
        else:
            _log.warning("sync is in trouble", code=trouble)
        self._on_state(trouble)
