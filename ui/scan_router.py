"""Who gets a scan. No widgets here.

A scan is looked up once, here, and what it led to goes to one taker: somebody's badge always
switches the user; everything else goes to the sheet that asked first, else to the page that is
shown, else to the card page, which is then brought to the front. A customer never goes to the page
that happens to be shown, so that a member code always lands on the customer's card.

What the newest sheet, or else the page that is shown, waits for settles what a code that could be
two things is; what it could be besides is said.

While one look-up is under way a second one waits; a third is dropped with a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Final, Protocol

from terminal.domain.identifiers import CodeKind
from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
from terminal.services import counter
from terminal.services.counter import (
    BadgeRead,
    CardFound,
    Found,
    HitsFound,
    MedicineFound,
    ReceiptRead,
    StrangerFound,
)
from terminal.services.work import Runner, Work
from ui.scans import ScanRead
from ui.sounds import Sound, silent, sound_of

TOO_MANY: Final = "SCAN_QUEUE_FULL"
NOT_ASKED: Final = "SCAN_RECEIPT_NOT_ASKED"


class ScanKind(StrEnum):
    """What a look-up led to. OTHER is a refusal: a code nobody knows, or one we may not take. A
    RECEIPT comes only where it is asked for.
    """

    CUSTOMER = "customer"
    MEDICINE = "medicine"
    RECEIPT = "receipt"
    BADGE = "badge"
    OTHER = "other"


_CODES: Final[Mapping[ScanKind, CodeKind]] = {
    ScanKind.CUSTOMER: CodeKind.MEMBER,
    ScanKind.MEDICINE: CodeKind.RETAIL,
    ScanKind.RECEIPT: CodeKind.RECEIPT,
}


class Taker(Protocol):
    """A page or an open sheet that can be given what a scan led to. One that accepts one kind alone
    of customer, medicine and receipt asks for it: what could be two things is that.
    """

    def accepts(self, kind: ScanKind) -> bool:
        """Tell whether this kind is wanted now."""

    def take(self, found: Found) -> None:
        """Show it, or put it where it was asked for."""


class TakesNoScan:
    """A page that no scan concerns: whoever is at the counter is shown on the counter."""

    def accepts(self, _kind: ScanKind) -> bool:
        """Take no scan."""
        return False

    def take(self, found: Found) -> None:
        """Leave what a scan led to to the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouterDesk:
    """What stands around the router. `home` is the card page and takes everything but badges;
    `looking` hears when look-ups begin and when none is left; `refused` says what nobody took;
    `heard` makes the sound of what was scanned.
    """

    home: Taker
    show_home: Callable[[], None]
    switch_user: Callable[[Staff], None]
    refused: Callable[[Refusal], None]
    looking: Callable[[bool], None]
    heard: Callable[[Sound], None] = silent


def kind_of(found: Found) -> ScanKind:
    """Return the kind of what was found; several customers are still customers, and so is one
    whose file is not here.
    """
    if isinstance(found, CardFound | HitsFound | StrangerFound):
        return ScanKind.CUSTOMER
    if isinstance(found, MedicineFound):
        return ScanKind.MEDICINE
    if isinstance(found, ReceiptRead):
        return ScanKind.RECEIPT
    return ScanKind.BADGE if isinstance(found, BadgeRead) else ScanKind.OTHER


class ScanRouter:
    """Looks scans and typed texts up, one at a time, and hands over what they led to."""

    def __init__(self, run: Runner, desk: RouterDesk) -> None:
        self._run, self._desk = run, desk
        self._sheets: list[Taker] = []
        self._page: Taker | None = None
        self._under_way = 0  # Number of the look-up under way, 0 while there is none.
        self._started = 0
        self._waiting: tuple[Work[Found], bool] | None = None

    @property
    def is_busy(self) -> bool:
        """Tell whether a look-up is under way."""
        return self._under_way != 0

    def show_page(self, page: Taker | None) -> None:
        """Say which page is shown; None for one that takes no scans."""
        self._page = page

    def ask(self, sheet: Taker) -> None:
        """Give a sheet that opens the first word. The newest one is asked first."""
        self.withdraw(sheet)
        self._sheets.insert(0, sheet)

    def withdraw(self, sheet: Taker) -> None:
        """Forget a sheet that closes."""
        self._sheets = [one for one in self._sheets if one is not sheet]

    def scan(self, read: ScanRead) -> None:
        """Look a scanned code up."""
        work = partial(
            counter.resolve, payload=read.payload, symbology=read.symbology, asked=self._asked()
        )
        self._look_up(work, is_scan=True)

    def unread(self, say: Callable[[str], None], code: str) -> None:
        """Let it be heard, and said, that a scan was not read whole."""
        self._desk.heard(Sound.UNKNOWN)
        say(code)

    def look_up(self, text: str) -> None:
        """Look typed text up: a code, a phone's tail, or the start of a name."""
        if text.strip():
            self._look_up(partial(counter.look_up, text=text), is_scan=False)

    def crashed(self) -> None:
        """Take scans again after work that broke off."""
        if self.is_busy:
            self._next()

    def _asked(self) -> CodeKind | None:
        """Return what the newest sheet that waits for one thing, or else the page, waits for."""
        page = () if self._page is None else (self._page,)
        wanted = (_asks(one) for one in (*self._sheets, *page))
        return next((one for one in wanted if one is not None), None)

    def _look_up(self, work: Work[Found], *, is_scan: bool) -> None:
        if not self.is_busy:
            self._desk.looking(True)
            self._start(work, is_scan=is_scan)
        elif self._waiting is None:
            self._waiting = work, is_scan
        else:
            self._desk.heard(Sound.UNKNOWN)
            self._desk.refused(Refusal(TOO_MANY))

    def _start(self, work: Work[Found], *, is_scan: bool) -> None:
        self._started += 1
        self._under_way = self._started
        self._run(work, partial(self._on_found, self._started, is_scan))

    def _on_found(self, number: int, is_scan: bool, found: Found) -> None:
        if number != self._under_way:
            return  # Given up after a crash; its answer came all the same.
        if is_scan:
            self._desk.heard(sound_of(found))
            if isinstance(found, CardFound):
                found = replace(found, is_present=True)
        self._hand_over(found)
        self._next()

    def _next(self) -> None:
        waiting, self._waiting = self._waiting, None
        self._under_way = 0
        if waiting is not None:
            self._start(waiting[0], is_scan=waiting[1])
        else:
            self._desk.looking(False)

    def _hand_over(self, found: Found) -> None:
        kind = kind_of(found)
        if isinstance(found, BadgeRead):
            self._desk.switch_user(found.staff)
            return
        for sheet in self._sheets:
            if sheet.accepts(kind):
                self._give(sheet, found)
                return
        page = self._page
        if page is not None and kind is not ScanKind.CUSTOMER and page.accepts(kind):
            self._give(page, found)
        elif isinstance(found, Refusal):
            self._desk.refused(found)
        elif isinstance(found, ReceiptRead):
            self._desk.refused(Refusal(NOT_ASKED))  # What asked for it closed meanwhile.
        else:
            self._desk.show_home()
            self._desk.home.take(found)

    def _give(self, taker: Taker, found: Found) -> None:
        """Hand over what was found, and say what the code could be besides."""
        taker.take(found)
        if isinstance(found, CardFound | MedicineFound | ReceiptRead) and found.also is not None:
            self._desk.refused(found.also)


def _asks(taker: Taker) -> CodeKind | None:
    wanted = [code for kind, code in _CODES.items() if taker.accepts(kind)]
    return wanted[0] if len(wanted) == 1 else None
