"""The devices page, without a single widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from terminal.domain.identifiers import classify
from terminal.domain.problems import Refusal
from ui.devices.ports import (
    Cameras,
    DeviceDesk,
    DeviceRunner,
    Overview,
    Picture,
    SetUpDesk,
)
from ui.devices.set_up_presenter import SetUpParts, SetUpPresenter
from ui.devices.set_up_state import SetUpState
from ui.devices.state import TRIAL, DevicesState, LastRead, Sheet, Trial, worst
from ui.printing.layout import Sheet as PaperSheet
from ui.scan_router import TakesNoScan
from ui.scans import ScanRead
from ui.sounds import Silence, SoundDesk, louder

CARDS_FILE: Final = "guitai-cards"


class DevicesView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: DevicesState) -> None:
        """Show exactly this."""

    def show_picture(self, picture: Picture) -> None:
        """Show what a camera sees now; nothing else has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The printing press: `cards` lays the set-up cards out, `picture` is one of them by its id,
    `pdf` makes a file of sheets.
    """

    cards: Callable[[], tuple[PaperSheet, ...]]
    picture: Callable[[str], PaperSheet]
    pdf: Callable[[Sequence[PaperSheet], str], bytes]


@dataclass(frozen=True, slots=True)
class Desks:
    """What is asked at once, without a job: the set-up, the pictures of cameras, the sounds."""

    set_up: SetUpDesk
    cameras: Cameras
    sounds: SoundDesk = field(default_factory=Silence)


class DevicesPresenter(TakesNoScan):
    """Turn gestures into jobs, and results into state."""

    def __init__(
        self,
        view: DevicesView,
        run: DeviceRunner,
        desks: Desks,
        *,
        now: Callable[[], datetime],
        press: Press,
    ) -> None:
        self._view, self._run, self._now, self._press = view, run, now, press
        self._is_shown = self._is_reading = False
        self.state = DevicesState()
        self._cameras, self._watched = desks.cameras, ""
        self._sounds = desks.sounds
        parts = SetUpParts(desk=desks.set_up, run=run, picture=press.picture, ended=self._on_set_up)
        self.set_up = SetUpPresenter(self, parts)

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away: devices are looked at only meanwhile."""
        self._is_shown = is_shown
        if is_shown:
            self._look_at_sounds()
            self.refresh()
            return
        self.set_up.leave()
        self._become(replace(self.state, trial=None))

    def refresh(self) -> None:
        """Look at everything again, unless that is under way."""
        if self._is_shown and not self._is_reading and not self.set_up.is_open:
            self._is_reading = True
            self._run(_overview, self._on_overview)

    def tick(self) -> None:
        """Some time has passed: plugs are pulled without a word, and trials end."""
        self._look_at_sounds()
        self.refresh()
        trial = self.state.trial
        if trial is not None and trial.is_waiting and self._now() >= trial.until:
            self._become(replace(self.state, trial=replace(trial, is_over=True)))

    def look(self) -> None:
        """Show the newest picture of the camera that is looked at."""
        if self._watched and (picture := self._cameras.take(self._watched)) is not None:
            self.state = replace(self.state, picture=picture)
            self._view.show_picture(picture)

    def on_scan(self, read: ScanRead) -> bool:
        """Note that a device read something. Return True when it was read for a trial, and is
        nobody else's.
        """
        if self.set_up.on_scan(read):
            return True
        kind, now = classify(read.payload).kind, self._now()
        reads = {**self.state.reads, read.device: LastRead(now, kind)}
        state = replace(self.state, reads=reads, now=now)
        trial = state.trial
        is_trial = trial is not None and trial.is_waiting and trial.device == read.device
        if is_trial and trial is not None:
            done = replace(trial, read=kind, length=len(read.payload))
            state = replace(state, trial=done)
        self._become(state)
        return is_trial

    def _look_at_sounds(self) -> None:
        """Show how sounds stand; what is wrong with them is said once."""
        sound, before = self._sounds.facts(), self.state.sound
        if sound == before:
            return
        state = replace(self.state, sound=sound)
        if sound.code and sound.code != before.code:
            state = replace(state, refusal=Refusal(sound.code))
        self._become(state)

    def show_set_up(self, state: SetUpState | None) -> None:
        """Show the set-up of a scanner in the place of the devices, or put it away."""
        self._become(replace(self.state, set_up=state))

    # What comes from the page.

    def change_volume(self) -> None:
        """Make sounds a step louder, and off after the loudest."""
        self._sounds.set_volume(louder(self._sounds.facts().volume))
        self._look_at_sounds()

    def choose(self, device: str) -> None:
        """Show a device on the right."""
        if device != self.state.selected:
            self._become(replace(self.state, selected=device, trial=None, sheet=None, refusal=None))

    def step(self, by: int) -> None:
        """Show the next device (+1) or the one before (-1); at the end stay."""
        if self.state.overview is None or self.state.sheet is not None:
            return
        ids = [one.id for one in self.state.overview.devices]
        if ids:
            at = ids.index(self.state.selected) if self.state.selected in ids else -by
            self.choose(ids[min(max(at + by, 0), len(ids) - 1)])

    def try_out(self) -> None:
        """Wait for the next code of the chosen device, which then leads nowhere."""
        if self.state.can_try and self.state.selected is not None:
            trial = Trial(self.state.selected, self._now() + TRIAL)
            self._become(replace(self.state, trial=trial, refusal=None))

    def begin_set_up(self) -> None:
        """Set a scanner up, or go on with that."""
        if self.state.overview is not None and self.state.sheet is None:
            self.set_up.open(self.state.overview)

    def learn_again(self) -> None:
        """Set the chosen device up again, from the first card."""
        if self.state.overview is not None and self.state.sheet is None:
            self.set_up.open(self.state.overview, self.state.device)

    def begin(self, sheet: Sheet) -> None:
        """Ask before a device is removed, or show what would be printed."""
        if self.state.sheet is not None or (sheet is Sheet.REMOVE and not self.state.can_remove):
            return
        papers = self._press.cards() if sheet is Sheet.PRINT else ()
        state = replace(self.state, sheet=sheet, papers=papers, trial=None)
        self._become(replace(state, saved="", printed="", refusal=None))

    def confirm(self) -> None:
        """Do what the open sheet asks about; the preview saves its file."""
        if self.state.sheet is Sheet.REMOVE and not self.state.is_busy:
            device = self.state.selected
            if device is not None:
                self._become(replace(self.state, is_busy=True))
                self._run(partial(_remove, device=device), self._on_removed)
        elif self.state.sheet is Sheet.PRINT:
            self.save()

    def save(self) -> None:
        """Save what is previewed as PDF."""
        if self.state.sheet is Sheet.PRINT and not self.state.is_busy:
            name, content = self._file()
            self._become(replace(self.state, is_busy=True))
            self._run(partial(_save, name=name, content=content), self._on_saved)

    def print_out(self) -> None:
        """Print what is previewed on the usual printer."""
        if self.state.can_print:
            name, content = self._file()
            printer = self.state.printers[0]
            self._become(replace(self.state, is_busy=True))
            work = partial(_print, name=name, content=content, printer=printer)
            self._run(work, partial(self._on_printed, printer))

    def dismiss(self) -> bool:
        """Put the sheet away, then the trial, then the message. Return whether there was one."""
        state = self.state
        if state.sheet is not None:
            self._become(replace(state, sheet=None, papers=(), saved="", printed="", refusal=None))
        elif state.trial is not None:
            self._become(replace(state, trial=None))
        elif state.refusal is not None or state.is_learned:
            self._become(replace(state, refusal=None, is_learned=False))
        else:
            return False
        return True

    def on_crash(self, code: str) -> None:
        """Take commands again after a job that broke off."""
        self._is_reading = False
        if self.set_up.is_open:
            self.set_up.on_crash(code)
            return
        self._become(replace(self.state, is_busy=False, refusal=Refusal(code)))

    def close(self) -> None:
        """The window goes away."""
        self._is_shown = False
        self.set_up.close()
        self._become(self.state)

    def _file(self) -> tuple[str, bytes]:
        name = f"{CARDS_FILE}-{self._now():%Y%m%d-%H%M%S}.pdf"
        return name, self._press.pdf(self.state.papers, CARDS_FILE)

    def _on_overview(self, overview: Overview) -> None:
        self._is_reading = False
        state = replace(self.state, overview=overview, now=self._now())
        if state.device is None:
            # It is the first look, or the device is gone: begin where somebody is needed.
            first = worst(overview) or next(iter(overview.devices), None)
            sheet = None if state.sheet is Sheet.REMOVE else state.sheet
            selected = None if first is None else first.id
            state = replace(state, selected=selected, trial=None, sheet=sheet)
        self._become(state)

    def _on_set_up(self, overview: Overview, is_kept: bool) -> None:
        self._become(replace(self.state, is_learned=is_kept, trial=None, refusal=None))
        self._on_overview(overview)

    def _on_removed(self, overview: Overview) -> None:
        self._become(replace(self.state, is_busy=False, sheet=None))
        self._on_overview(overview)

    def _on_saved(self, result: str | Refusal) -> None:
        if isinstance(result, Refusal):
            self._become(replace(self.state, is_busy=False, refusal=result))
        else:
            self._become(replace(self.state, is_busy=False, saved=result, refusal=None))

    def _on_printed(self, printer: str, refusal: Refusal | None) -> None:
        printed = "" if refusal is not None else printer
        self._become(replace(self.state, is_busy=False, printed=printed, refusal=refusal))

    def _become(self, state: DevicesState) -> None:
        wanted = (state.seen_camera or "") if self._is_shown else ""
        if wanted != self._watched:
            if self._watched:
                self._cameras.leave(self._watched)
            if wanted:
                self._cameras.watch(wanted)
            self._watched = wanted
            state = replace(state, picture=None)
        self.state = state
        self._view.show_state(state)


def _overview(desk: DeviceDesk) -> Overview:
    return desk.overview()


def _remove(desk: DeviceDesk, *, device: str) -> Overview:
    return desk.remove(device)


def _save(desk: DeviceDesk, *, name: str, content: bytes) -> str | Refusal:
    return desk.save_file(name, content)


def _print(desk: DeviceDesk, *, name: str, content: bytes, printer: str) -> Refusal | None:
    return desk.print_file(name, content, printer)
