"""How a page joins the window: what it is given, and what it gives.

A page is a package with a `plug.py`, whose one function takes the surroundings and returns a
`PagePart`; `ui/plugged.py` lists them. So a page is added without touching the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from terminal.services.work import Runner
from ui.keeping import Keeps
from ui.lock.shelf import Park, Restore
from ui.printing.out import PaperJobs, SubmitPaper
from ui.scan_router import Taker
from ui.scans import ScanRead
from ui.shortcuts import Action, PageId, Press
from ui.widgets.notice import NoticeContent

Changes = Mapping[str, frozenset[str]]
"""Touched ids by kind, as the store tells them after a commit."""


Prove = Callable[[Callable[[], None]], None]
"""Goes on with what it is given once whoever works here has typed their PIN; see `Around`."""


class PageView(Protocol):
    """What the window asks of a page's widget. `offered` is emitted with the actions that work."""

    @property
    def offered(self) -> SignalInstance:
        """Tells a frozenset of Action whenever what the page can do has changed."""

    def offered_actions(self) -> frozenset[Action]:
        """Return what the page can do now."""

    def perform(self, press: Press) -> bool:
        """Do what a key asks for; tell whether it did anything."""

    def key_words(self) -> Mapping[Action, str]:
        """Return the words of keys that mean something else than usual now."""


def _no_answer() -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a page gets. Everything is for the GUI thread.

    `runner` makes a way to the store thread that tells its own crashes, `reader` one beside it for
    long reading that nobody has to wait for; `parent` owns the widget;
    `now` is an aware clock and `zone` the store's. `open_card` shows a customer (and a task of
    theirs); `refuse` says a code with its facts above the page, `notice` anything else; `ask` and
    `withdraw` give a sheet the first word on scans; `count` shows in the rail what waits;
    `customer` is whose card is open on the counter, if any; `prove` goes on once whoever works
    here has typed their PIN, for what shows names or lets files leave: at once within two minutes
    of the last time, and never when it is given up; `submit_paper` runs a job where printing is
    done, None where nothing is printed; `answer` is what the counter says at the moment, a medicine
    that was scanned or looked for among it.
    """

    runner: Callable[[Callable[[BaseException], None]], Runner]
    reader: Callable[[Callable[[BaseException], None]], Runner]
    parent: QWidget
    zone: tzinfo
    now: Callable[[], datetime]
    open_card: Callable[[str], None]
    open_page: Callable[[PageId], None]
    refuse: Callable[[str, Mapping[str, str] | None], None]
    notice: Callable[[NoticeContent | None], None]
    ask: Callable[[Taker], None]
    withdraw: Callable[[Taker], None]
    count: Callable[[PageId, int], None]
    customer: Callable[[], str | None]
    prove: Prove
    submit_paper: SubmitPaper | None = None
    answer: Callable[[], object] = _no_answer


def paper_jobs(
    around: Around, crashed: Callable[[BaseException], None], parent: QWidget
) -> PaperJobs:
    """Return what brings a page onto paper, named by the store's own time."""

    def now() -> datetime:
        return around.now().astimezone(around.zone)

    return PaperJobs(around.submit_paper, now, crashed, parent)


def _nothing() -> None:
    """Do nothing: there is nothing to do."""


def _no_change(_changes: Changes) -> None:
    """Do nothing: no change of the store is shown."""


def _not_shown(_is_shown: bool) -> None:
    """Do nothing: it is all the same whether the page is shown."""


def _not_mine(_read: ScanRead) -> bool:
    """Take no scan away from everybody else."""
    return False


def _nothing_begun() -> Restore:
    """Leave what is begun where it is, for whoever comes next."""
    return _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """A page as the window has it. `taker` gets scans while the page is shown, None leaves them to
    the counter; `shown` hears when the page comes and goes; `changed` what the store committed;
    `read_again` that everything that may be shown has changed; `seen` looks at a scan before
    it is looked up, and keeps it from being so with True; `stopped`: the window goes away; `park`
    puts away what somebody has begun who hands over, and returns what brings it back; `keeps` is
    what of it is there again after the program was ended.
    """

    page_id: PageId
    widget: QWidget
    view: PageView
    taker: Taker | None = None
    shown: Callable[[bool], None] = _not_shown
    changed: Callable[[Changes], None] = _no_change
    read_again: Callable[[], None] = _nothing
    seen: Callable[[ScanRead], bool] = _not_mine
    stopped: Callable[[], None] = _nothing
    park: Park = _nothing_begun
    keeps: Keeps | None = None


Plug = Callable[[Around], PagePart]
"""Makes a page in its surroundings."""


def tell_shown(
    shown: Iterable[tuple[PageId, Callable[[bool], None]]], left: object, page: object
) -> None:
    """Tell who was looked at, and who is now. The others have long put away what was theirs, and
    to show each once more that it is hidden took as long as the page that is opened.
    """
    heard = tuple(shown)
    for one in dict.fromkeys((left, page)):
        for page_id, tell in heard:
            if page_id is one:
                tell(one is page)
