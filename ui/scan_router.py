"""Who gets a scan. No widgets here.

A scan is looked up once, here, and what it led to goes to one taker: somebody's badge always
switches the user; everything else goes to the sheet that asked first, else to the page that is
shown, else to the card page, which is then brought to the front. A customer never goes to the page
that happens to be shown, so that a member code always lands on the customer's card.

While one look-up is under way a second one waits; a third is dropped with a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final, Protocol

from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
from terminal.services import counter
from terminal.services.counter import BadgeRead, CardFound, Found, HitsFound, MedicineFound
from terminal.services.work import Runner, Work
from ui.scans import ScanRead

TOO_MANY: Final = "SCAN_QUEUE_FULL"


class ScanKind(StrEnum):
    """What a look-up led to. OTHER is a refusal: a code nobody knows, or one we may not take."""

    CUSTOMER = "customer"
    MEDICINE = "medicine"
    BADGE = "badge"
    OTHER = "other"


class Taker(Protocol):
    """A page or an open sheet that can be given what a scan led to."""

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
    `looking` hears when look-ups begin and when none is left; `refused` says what nobody took.
    """

    home: Taker
    show_home: Callable[[], None]
    switch_user: Callable[[Staff], None]
    refused: Callable[[Refusal], None]
    looking: Callable[[bool], None]


def kind_of(found: Found) -> ScanKind:
    """Return the kind of what was found; several customers are still customers."""
    if isinstance(found, CardFound | HitsFound):
        return ScanKind.CUSTOMER
    if isinstance(found, MedicineFound):
        return ScanKind.MEDICINE
    return ScanKind.BADGE if isinstance(found, BadgeRead) else ScanKind.OTHER


class ScanRouter:
    """Looks scans and typed texts up, one at a time, and hands over what they led to."""

    def __init__(self, run: Runner, desk: RouterDesk) -> None:
        self._run, self._desk = run, desk
        self._sheets: list[Taker] = []
        self._page: Taker | None = None
        self._under_way = 0  # Number of the look-up under way, 0 while there is none.
        self._started = 0
        self._waiting: Work[Found] | None = None

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
        self._look_up(partial(counter.resolve, payload=read.payload))

    def look_up(self, text: str) -> None:
        """Look typed text up: a code, a phone's tail, or the start of a name."""
        if text.strip():
            self._look_up(partial(counter.look_up, text=text))

    def crashed(self) -> None:
        """Take scans again after work that broke off."""
        if self.is_busy:
            self._next()

    def _look_up(self, work: Work[Found]) -> None:
        if not self.is_busy:
            self._desk.looking(True)
            self._start(work)
        elif self._waiting is None:
            self._waiting = work
        else:
            self._desk.refused(Refusal(TOO_MANY))

    def _start(self, work: Work[Found]) -> None:
        self._started += 1
        self._under_way = self._started
        self._run(work, partial(self._on_found, self._started))

    def _on_found(self, number: int, found: Found) -> None:
        if number != self._under_way:
            return  # Given up after a crash; its answer came all the same.
        self._hand_over(found)
        self._next()

    def _next(self) -> None:
        work, self._waiting = self._waiting, None
        self._under_way = 0
        if work is not None:
            self._start(work)
        else:
            self._desk.looking(False)

    def _hand_over(self, found: Found) -> None:
        kind = kind_of(found)
        if isinstance(found, BadgeRead):
            self._desk.switch_user(found.staff)
            return
        for sheet in self._sheets:
            if sheet.accepts(kind):
                sheet.take(found)
                return
        page = self._page
        if page is not None and kind is not ScanKind.CUSTOMER and page.accepts(kind):
            page.take(found)
        elif isinstance(found, Refusal):
            self._desk.refused(found)
        else:
            self._desk.show_home()
            self._desk.home.take(found)
