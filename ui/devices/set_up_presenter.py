"""The set-up of a scanner, without a single widget.

Cards may come in any order, twice, or not at all; what cannot be used is said and asked for again.
It can be left at any moment: what was read waits until somebody comes back or begins anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import Protocol

from terminal.domain.problems import Refusal
from ui.devices.ports import (
    CardResult,
    DeviceDesk,
    DeviceFacts,
    DeviceKind,
    DeviceRunner,
    FoundFacts,
    KeyRun,
    Learned,
    Noise,
    Overview,
    SetUpDesk,
    Source,
)
from ui.devices.set_up_state import CARDS, QR_CARDS, SetUpState
from ui.printing.layout import Sheet
from ui.scans import ScanRead

Heard = CardResult | Noise | Refusal | None


class SetUpView(Protocol):
    """What the presenter needs of a screen: None puts the set-up away."""

    def show_set_up(self, state: SetUpState | None) -> None:
        """Show exactly this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpParts:
    """What the set-up gets from outside: quick answers, the devices' thread, pictures of cards, and
    whom it tells how the devices stand when it ends, and whether something was kept.
    """

    desk: SetUpDesk
    run: DeviceRunner
    picture: Callable[[str], Sheet]
    ended: Callable[[Overview, bool], None]


class SetUpPresenter:
    """Turn cards into state. Closed until `open`."""

    def __init__(self, view: SetUpView, parts: SetUpParts) -> None:
        self._view, self._parts = view, parts
        self._stop = Event()
        self._is_open = self._is_listening = False
        self.state = SetUpState()

    @property
    def is_open(self) -> bool:
        """Tell whether the set-up is shown."""
        return self._is_open

    def open(self, overview: Overview, device: DeviceFacts | None = None) -> None:
        """Begin, or go on where somebody left. With a device it is that one which is learned
        again, from the first card.
        """
        if self._is_open:
            return
        self._is_open = True
        free = tuple(
            one for one in overview.found if one.kind is DeviceKind.SERIAL and not one.is_used
        )
        state = replace(self.state, ports=free, refusal=None, is_busy=False)
        if device is not None:
            state = SetUpState(ports=free)
        self._parts.desk.listen(self._on_keys)
        self._become(state)
        if device is not None and device.kind is DeviceKind.SERIAL and device.where:
            mine = FoundFacts(DeviceKind.SERIAL, device.where, device.name, is_used=True)
            self._become(replace(self.state, ports=(mine, *free)))
            self.choose_port(1)

    def leave(self) -> None:
        """Put the set-up away; what was read waits."""
        if self._is_open and not self.state.is_busy:
            self._close()
            self._parts.run(_end, partial(self._on_ended, is_kept=False))

    def dismiss(self) -> None:
        """Put a message away, else the set-up."""
        if self._is_open and self.state.refusal is not None:
            self._become(replace(self.state, refusal=None))
        else:
            self.leave()

    def begin_anew(self) -> None:
        """Forget the cards read so far."""
        if self._is_open and not self.state.is_busy:
            self._hang_up()
            self._become(SetUpState(ports=self.state.ports))

    def choose_port(self, place: int) -> None:
        """Listen to one of the free serial ports, counted from 1."""
        if not self._is_open or self.state.is_busy or place > len(self.state.ports):
            return
        port = self.state.ports[place - 1].where
        if port != self.state.port:
            self._hang_up()
            self._become(replace(self.state, port=port, noise=None, refusal=None))
            self._listen_to_port()

    def leave_out(self) -> None:
        """Leave out the card asked for; a QR card takes the other one with it."""
        asked = self.state.asked
        if asked is None or not self.state.can_skip:
            return
        gone = frozenset(QR_CARDS if asked in QR_CARDS else (asked,))
        self._become(replace(self.state, skipped=self.state.skipped | gone, last=None))

    def keep(self) -> None:
        """Keep what was learned, and use the device from now on."""
        state = self.state
        if not state.is_done or state.is_busy or state.learned is None or state.source is None:
            return
        self._hang_up()
        self._become(replace(state, is_busy=True))
        work = partial(_keep, source=state.source, results=state.results, learned=state.learned)
        self._parts.run(work, self._on_kept)

    def on_scan(self, read: ScanRead) -> bool:
        """Take a whole code of a device of this till. Return whether the set-up is open."""
        if self._is_open:
            result = self._parts.desk.read_code(read.payload, self._asked())
            self._take(result, Source(DeviceKind.OTHER, read.device))
        return self._is_open

    def on_crash(self, code: str) -> None:
        """Go on after a job that broke off."""
        self._is_listening = False
        if self._is_open:
            self._become(replace(self.state, is_busy=False, port="", refusal=Refusal(code)))

    def close(self) -> None:
        """The window goes away."""
        self._close()

    def _asked(self) -> str:
        return self.state.asked or CARDS[0]

    def _on_keys(self, run: KeyRun) -> None:
        if self._is_open:
            result = self._parts.desk.read_keys(run, self._asked())
            self._take(result, Source(DeviceKind.KEYBOARD))

    def _take(self, result: CardResult, source: Source) -> None:
        state = replace(self.state, last=result, noise=None, refusal=None)
        if result.card is None or result.must_repeat:
            self._become(state)
            return
        results = state.results
        if state.source is not None and source != state.source:
            results = ()  # Another scanner: what the first one showed is not its doing.
        others = tuple(one for one in results if one.card != result.card)
        skipped = state.skipped - {result.card}
        state = replace(state, results=(*others, result), source=source, skipped=skipped)
        self._become(state)

    # A serial port: one card at a time is waited for on the devices' thread.

    def _listen_to_port(self) -> None:
        if not self._is_listening and self._is_open and self.state.port:
            self._is_listening, self._stop = True, Event()
            port = self.state.port
            work = partial(_hear, port=port, asked=self._asked(), stop=self._stop)
            self._parts.run(work, partial(self._on_heard, port))

    def _on_heard(self, port: str, heard: Heard) -> None:
        self._is_listening = False
        if not self._is_open:
            return
        if port == self.state.port:
            match heard:
                case CardResult():
                    self._take(heard, Source(DeviceKind.SERIAL, port))
                case Noise():
                    self._become(replace(self.state, noise=heard, last=None, refusal=None))
                case Refusal():
                    self._become(replace(self.state, port="", refusal=heard))
        self._listen_to_port()

    def _hang_up(self) -> None:
        self._stop.set()
        self.state = replace(self.state, port="")

    def _close(self) -> None:
        self._is_open = False
        self._hang_up()
        self._parts.desk.listen(None)
        self._view.show_set_up(None)

    def _on_kept(self, result: Overview | Refusal) -> None:
        if isinstance(result, Refusal):
            self._become(replace(self.state, is_busy=False, refusal=result))
            return
        if self.state.source is not None:
            self._parts.desk.kept(self.state.source, self.state.results)
        self._close()
        self.state = SetUpState()
        self._parts.ended(result, True)

    def _on_ended(self, overview: Overview, *, is_kept: bool) -> None:
        self._parts.ended(overview, is_kept)

    def _become(self, state: SetUpState) -> None:
        asked = state.asked
        learned: Learned | None = None
        if state.is_done:
            learned = self._parts.desk.learned(state.results)
        picture = None if asked is None else self._parts.picture(asked)
        self.state = replace(state, learned=learned, picture=picture)
        if self._is_open:
            self._view.show_set_up(self.state)


def _hear(desk: DeviceDesk, *, port: str, asked: str, stop: Event) -> Heard:
    return desk.hear(port, asked, stop)


def _keep(
    desk: DeviceDesk, *, source: Source, results: tuple[CardResult, ...], learned: Learned
) -> Overview | Refusal:
    return desk.keep(source, results, learned)


def _end(desk: DeviceDesk) -> Overview:
    return desk.end_set_up()
