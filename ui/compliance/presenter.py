"""The compliance page, without a single widget: its desks, its files, what can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import partial
from typing import Protocol

from terminal.domain.problems import Refusal
from terminal.services import requests
from terminal.services.counter import Found
from terminal.services.inspection import FileKind
from terminal.services.work import Runner, Work
from ui.compliance.files import FileRunner, ToSave
from ui.compliance.forms import FormsDesk
from ui.compliance.pack import PackDesk
from ui.compliance.register import RegisterDesk
from ui.compliance.requests import RequestsDesk
from ui.compliance.state import ComplianceState, Deed, Done, Saving, Tab
from ui.compliance.ties import Ties
from ui.plug import Changes, Prove
from ui.scan_router import ScanKind, Taker


class ComplianceView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: ComplianceState) -> None:
        """Show exactly this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceParts:
    """What the page gets from its surroundings, as `ui.plug.Around` has it, and `save`, which makes
    files into `folder` unless somebody says otherwise.
    """

    run: Runner
    read: Runner
    save: FileRunner
    folder: str
    zone: tzinfo
    customer: Callable[[], str | None]
    ask: Callable[[Taker], None]
    withdraw: Callable[[Taker], None]
    count: Callable[[int], None]
    prove: Prove


class CompliancePresenter:
    """Turns gestures into what the desks do, and puts their states together."""

    def __init__(self, view: ComplianceView, parts: ComplianceParts) -> None:
        self._view, self._parts = view, parts
        self._is_shown = False
        self._deeds = 0
        self._rest = ComplianceState(folder=parts.folder)
        ties = Ties(
            run=parts.run,
            read=parts.read,
            changed=self._show,
            refuse=self._refuse,
            did=self._did,
            save=self._save,
        )
        self.pack = PackDesk(ties, zone=parts.zone, customer=parts.customer)
        self.register = RegisterDesk(ties, zone=parts.zone)
        self.requests = RequestsDesk(
            ties, zone=parts.zone, who=lambda: self.pack.state.who, customer=parts.customer
        )
        self.forms = FormsDesk(ties, zone=parts.zone, who=lambda: self.pack.state.who)

    @property
    def state(self) -> ComplianceState:
        """Return everything that is shown."""
        return replace(
            self._rest,
            pack=self.pack.state,
            register=self.register.state,
            requests=self.requests.state,
            forms=self.forms.state,
        )

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away. Nothing of anybody stays on a page that nobody
        looks at, nor the list that was shown: the same keys do the same every time somebody comes.
        A file under way goes on.
        """
        was_shown, self._is_shown = self._is_shown, is_shown
        if is_shown and not was_shown:
            self._parts.ask(self)
            self.pack.begin()
        elif was_shown and not is_shown:
            self._parts.withdraw(self)
            self._rest = replace(self._rest, tab=Tab.PACK, refusal=None, saved="", done=None)
            for desk in (self.pack, self.register, self.requests, self.forms):
                desk.leave()

    def count(self) -> None:
        """Count what waits to be answered, for the rail."""
        self._parts.run(requests.waiting, self._parts.count)

    def refresh(self) -> None:
        """Begin anew: somebody else may be at the till, or reading may be locked."""
        if self._is_shown:
            self._rest = replace(self._rest, done=None)
            for desk in (self.register, self.requests, self.forms):
                desk.leave()
            self.pack.begin()
            self._begin_tab()

    def on_store_changed(self, changes: Changes) -> None:
        """Count and list requests anew. A pack is of one moment, as its hash is, and so is the
        register: they are read again when somebody asks for them.
        """
        if "request" in changes:
            self.count()
            if self._is_shown and self._rest.tab is Tab.REQUESTS:
                self.requests.read_again()

    def on_crash(self, code: str) -> None:
        """Say that work broke off; what was typed stays."""
        self._rest = replace(self._rest, saving=None)
        for desk in (self.pack, self.register, self.requests, self.forms):
            desk.crashed()
        self._refuse(Refusal(code))

    # What a scan brings.

    def accepts(self, kind: ScanKind) -> bool:
        """Take what the list that is shown takes."""
        return self._is_shown and self._rest.tab is Tab.PACK and self.pack.accepts(kind)

    def take(self, found: Found) -> None:
        """Put it where it was asked for."""
        self.pack.take(found)

    # What comes from the page.

    def type(self, text: str) -> None:
        """Look for what is typed, at every key."""
        self._rest = replace(self._rest, refusal=None)
        self._desk.type(text)

    def choose_tab(self, tab: Tab) -> None:
        """Show one of the lists, read anew."""
        if tab is not self._rest.tab:
            self._rest = replace(self._rest, tab=tab, refusal=None, saved="")
            self._show()
            self._begin_tab()

    def choose(self, record: str) -> None:
        """Show one on the right."""
        self._desk.choose(record)

    def step(self, by: int) -> None:
        """Show the next of the list (+1) or the one before (-1); at the end stay."""
        state = self.state
        if state.ids and state.sheet is None:
            at = state.ids.index(state.selected) if state.selected in state.ids else -by
            self.choose(state.ids[min(max(at + by, 0), len(state.ids) - 1)])

    def go_on(self) -> None:
        """Do what Enter does: save the sheet, else ask what the pack is for."""
        if self.state.sheet is not None:
            self._sheets.confirm()
        elif self._rest.tab is Tab.PACK:
            self.pack.make()

    def edit(self, text: str) -> None:
        """Keep what is typed into the sheet."""
        self._sheets.edit(text)

    def pick(self, digit: int) -> None:
        """Choose in the sheet."""
        self._sheets.pick(digit)

    def export(self, kind: FileKind) -> None:
        """Make a file of what is shown, once whoever works here has proved to be it. One at a
        time.
        """
        if self._rest.saving is not None:
            return
        if self._rest.tab is Tab.PACK:
            self._parts.prove(partial(self.pack.export, kind))
        elif self._rest.tab is Tab.REGISTER:
            self._parts.prove(self.register.export)
        elif self._rest.tab is Tab.REQUESTS:
            self._parts.prove(self.requests.export)
        elif self._rest.tab is Tab.FORMS:
            self._parts.prove(self.forms.export)

    def use_folder(self, folder: str) -> None:
        """Put files elsewhere from now on, until the program ends."""
        if folder:
            self._rest = replace(self._rest, folder=folder)
            self._show()

    def on_progress(self, done: int, total: int) -> None:
        """Show how far the file under way is."""
        if self._rest.saving is not None:
            self._rest = replace(self._rest, saving=Saving(done, total))
            self._show()

    def undo(self) -> None:
        """Take the last deed back."""
        done = self._rest.done
        if done is not None:
            self._rest = replace(self._rest, done=None)
            self._show()
            self._parts.run(done.undo, self._on_undone)

    def expire(self, number: int) -> None:
        """The time to take a deed back is over."""
        if self._rest.done is not None and self._rest.done.number == number:
            self._rest = replace(self._rest, done=None)
            self._show()

    def dismiss(self) -> None:
        """Leave the message, else the sheet."""
        if self._rest.refusal is not None or self._rest.saved:
            self._rest = replace(self._rest, refusal=None, saved="")
            self._show()
        else:
            self._sheets.close()

    @property
    def _desk(self) -> PackDesk | RegisterDesk | RequestsDesk | FormsDesk:
        """Return the desk of the list that is shown."""
        if self._rest.tab is Tab.REGISTER:
            return self.register
        if self._rest.tab is Tab.FORMS:
            return self.forms
        return self._sheets

    @property
    def _sheets(self) -> PackDesk | RequestsDesk:
        """Return the desk whose sheets can be open."""
        return self.requests if self._rest.tab is Tab.REQUESTS else self.pack

    def _begin_tab(self) -> None:
        if self._rest.tab is Tab.REGISTER:
            self.register.begin()
        elif self._rest.tab is Tab.REQUESTS:
            self.requests.begin()
        elif self._rest.tab is Tab.FORMS:
            self.forms.begin()

    # What the desks say.

    def _save(self, file: ToSave) -> None:
        self._rest = replace(self._rest, saving=Saving(), saved="", refusal=None)
        self._show()
        self._parts.save(self._rest.folder, file, self._on_saved)

    def _on_saved(self, done: str | Refusal) -> None:
        self._rest = replace(self._rest, saving=None)
        if isinstance(done, Refusal):
            self._refuse(done)
        else:
            self._rest = replace(self._rest, saved=done)
            self._show()

    def _did(self, deed: Deed, undo: Work[Refusal | None]) -> None:
        self._deeds += 1
        self._rest = replace(self._rest, done=Done(deed, undo, self._deeds), refusal=None)
        self._show()

    def _on_undone(self, done: Refusal | None) -> None:
        if done is not None:
            self._refuse(done)
        if self._rest.tab is Tab.REQUESTS:
            self.requests.read_again()
        else:
            self.pack.read_again()

    def _refuse(self, refusal: Refusal) -> None:
        self._rest = replace(self._rest, refusal=refusal)
        self._show()

    def _show(self) -> None:
        self._view.show_state(self.state)
