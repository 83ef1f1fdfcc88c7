"""Pictures of every page in every named state: `python -m ui.shots --out DIR`.

Without options: each state in Chinese at 1366×768, and the full pages in English, dark, at 125 and
150 %, at 1024×768 and 1920×1080. With options: the states named, in exactly that look.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from resources.texts import LANGUAGES
from terminal.domain.card import SyncState
from ui import i18n, small_picture, theme
from ui.compliance import states as compliance_states
from ui.compliance.view import CompliancePage
from ui.counter import states as counter_states
from ui.counter.view import CounterPage
from ui.cover_states import COVERS
from ui.devices import states as devices_states
from ui.devices.view import DevicesPage
from ui.followups import states as followups_states
from ui.followups.states import NOW
from ui.followups.view import FollowUpsPage
from ui.forms import states as forms_states
from ui.forms.view import FormsPage
from ui.frame.bottom_bar import Place
from ui.frame.standing import standing
from ui.frame.status import ScannerHealth, ScannerState, scanner_chip, sync_chip
from ui.imports.view import ImportPage
from ui.knowledge import states as knowledge_states
from ui.knowledge.view import KnowledgePage
from ui.main_window import MainWindow
from ui.members import states as member_states
from ui.members.states import MembersShown
from ui.shortcuts import PageId
from ui.stock import states as stock_states
from ui.stock.view import StockPage
from ui.sync_centre import states as sync_states
from ui.sync_centre.state import SyncCentreState
from ui.sync_centre.view import SyncCentrePage
from ui.theme import Scheme, Theme

ZONE: Final = timezone(timedelta(hours=8))
SETTLE_MS: Final = 40
FULL: Final = "full"

_SYNCED: Final = SyncState(heard_at=NOW)
_OFFLINE: Final = SyncState(
    unsent=17,
    oldest_unsent_at=NOW - timedelta(hours=2),
    heard_at=NOW - timedelta(hours=2),
    trouble="HQ_UNREACHABLE",
)
_SYNC: Final = {
    "offline": _OFFLINE,
    "error": replace(_OFFLINE, unsent=3, quarantined=2),
    "loading": SyncState(loading=True, loaded_rows=12_000, rows_total=66_086, heard_at=NOW),
    "load_cut_off": SyncState(
        loading=True, loaded_rows=12_000, rows_total=66_086, trouble="HQ_UNREACHABLE"
    ),
    "locked": replace(
        _OFFLINE, heard_at=NOW - timedelta(days=15), unsent=3, is_reading_locked=True
    ),
    "lease_ends": replace(
        _OFFLINE, heard_at=NOW - timedelta(days=8), lease_until=NOW + timedelta(days=6)
    ),
}
_RATE: Final = 14_100
_STATES: Final[dict[PageId, Callable[[], Mapping[str, Any]]]] = {
    PageId.COUNTER: counter_states.states,
    PageId.FORMS: forms_states.states,
    PageId.FOLLOWUPS: followups_states.states,
    PageId.MEMBERS: member_states.states,
    PageId.STOCK: stock_states.states,
    PageId.KNOWLEDGE: knowledge_states.states,
    PageId.COMPLIANCE: compliance_states.states,
    PageId.DEVICES: devices_states.states,
    PageId.SYNC: sync_states.states,
}


AnyPage = (
    CounterPage
    | FormsPage
    | FollowUpsPage
    | MembersShown
    | StockPage
    | KnowledgePage
    | CompliancePage
    | DevicesPage
    | SyncCentrePage
)


def _pick_nothing(_parent: QWidget, _then: Callable[[str], None]) -> None:
    """Leave the system's list of files where it is."""


_PAGES: Final[dict[PageId, Callable[[QWidget | None], AnyPage]]] = {
    PageId.COUNTER: lambda window: CounterPage(zone=ZONE, parent=window),
    PageId.FORMS: lambda window: FormsPage(zone=ZONE, parent=window),
    PageId.FOLLOWUPS: lambda window: FollowUpsPage(zone=ZONE, parent=window),
    PageId.MEMBERS: lambda window: MembersShown(ImportPage(zone=ZONE, pick=_pick_nothing), window),
    PageId.STOCK: lambda window: StockPage(zone=ZONE, parent=window),
    PageId.KNOWLEDGE: lambda window: KnowledgePage(zone=ZONE, parent=window),
    PageId.COMPLIANCE: lambda window: CompliancePage(zone=ZONE, parent=window),
    PageId.DEVICES: lambda window: DevicesPage(zone=ZONE, parent=window),
    PageId.SYNC: lambda window: SyncCentrePage(zone=ZONE, parent=window),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a page in a state, in a look, and what lies over it (`ui.cover_states`)."""

    page: PageId
    state: str
    language: str = "zh_CN"
    size: tuple[int, int] = (1366, 768)
    theme: Theme = Theme()  # noqa: RUF009 (frozen)
    over: str = ""

    @property
    def file(self) -> str:
        """Return the picture's file name; what is as usual is left out."""
        usual = Shot(self.page, self.state)
        parts = [self.over] if self.over else [self.page.value, self.state]
        if self.language != usual.language:
            parts.append(self.language)
        if self.theme.scheme is not usual.theme.scheme:
            parts.append(self.theme.scheme.value)
        if self.theme.scale != usual.theme.scale:
            parts.append(str(self.theme.scale))
        if self.size != usual.size:
            parts.append(f"{self.size[0]}x{self.size[1]}")
        return "-".join(parts) + ".png"


@cache
def states_of(page: PageId) -> Mapping[str, Any]:
    """Return the named states of a page."""
    return _STATES[page]()


def usual_shots() -> Iterator[Shot]:
    """Yield what is taken without options."""
    for page, states in _STATES.items():
        for state in states():
            yield Shot(page, state)
        full = Shot(page, FULL)
        yield replace(full, language="en")
        yield replace(full, theme=Theme(Scheme.DARK))
        yield replace(full, theme=Theme(scale=125))
        yield replace(full, theme=Theme(scale=150), size=(1920, 1080))
        yield replace(full, size=(1024, 768))
        yield replace(full, size=(1024, 768), language="en")
        yield replace(full, size=(1920, 1080))
    for over in COVERS:
        yield Shot(PageId.COUNTER, FULL, over=over)
        yield Shot(PageId.COUNTER, FULL, "en", over=over)


def page_alone(page: PageId) -> AnyPage:
    """Return a page without a window around it."""
    return _PAGES[page](None)


def build(shot: Shot, *, whole: bool = False) -> MainWindow:
    """Return the window of a picture, not yet shown. Of the pages only the one is made, or the
    `whole` window. The look must have been applied before.
    """
    window = MainWindow(Place("示例 0018 店", 1, is_synthetic=True, is_key_weak=True))
    pages = {page: _PAGES[page](window) for page in _PAGES if whole or page is shot.page}
    for page in _PAGES:
        if (made := pages.get(page)) is not None:
            window.add_page(page, made, made.perform, made.key_words)
        else:
            window.add_page(page, QWidget(window), lambda _press: False)
    shown = pages[shot.page]
    state = states_of(shot.page)[shot.state]
    shown.show_state(state)
    window.open_page(shot.page)
    window.offer(shot.page, shown.offered_actions())
    counts = getattr(state, "counts", None) or counter_states.COUNTS
    sync = _sync_of(shot, state)
    window.set_count(PageId.FOLLOWUPS, counts.waiting)
    window.set_count(PageId.SYNC, sync.quarantined)
    stands = standing(sync, NOW, _RATE)
    if stands is not None and not stands.is_told_on(shot.page):
        window.notices.show_standing(stands, ZONE)
    bar = window.top_bar
    bar.show_sync(sync_chip(sync, NOW, ZONE))
    bar.show_scanner(scanner_chip([ScannerHealth("a", "COM3", ScannerState.READY)]))
    bar.show_staff("陈药师")
    window.resize(*shot.size)
    return window


def _sync_of(shot: Shot, state: object) -> SyncState:
    """Return how sync stands in a picture: as the sync centre says, where it is the page."""
    if isinstance(state, SyncCentreState) and state.page is not None:
        return state.page.centre.state
    return _SYNC.get(shot.state, _SYNCED)


class Photographer:
    """Takes pictures one after the other, each once its window has settled."""

    def __init__(self, app: QApplication, shots: Sequence[Shot], out: Path) -> None:
        self._app, self._shots, self._out = app, list(shots), out
        self._windows: list[QWidget] = []
        self.taken: list[Path] = []

    def next(self) -> None:
        """Take the next, or quit when none is left or one cannot be taken."""
        try:
            self._begin()
        except BaseException:
            self._app.exit(1)
            raise

    def _begin(self) -> None:
        for window in self._windows:
            window.close()
            window.deleteLater()  # One that stays is styled anew with every change of looks.
        if len(self.taken) == len(self._shots):
            self._app.quit()
            return
        shot = self._shots[len(self.taken)]
        i18n.install(self._app, shot.language)
        theme.apply(self._app, shot.theme)
        window = build(shot)
        self._windows = [window]
        window.show()
        if shot.state == "idle":
            window.focus_search()
        else:
            window.take_commands()
        then = self._take if not shot.over else self._cover
        QTimer.singleShot(SETTLE_MS, partial(then, window, shot))

    def _cover(self, window: MainWindow, shot: Shot) -> None:
        COVERS[shot.over](window)
        QTimer.singleShot(SETTLE_MS, partial(self._take, window, shot))

    def _take(self, window: MainWindow, shot: Shot) -> None:
        path = self._out / shot.file
        small_picture.save(window.grab(), path)
        self.taken.append(path)
        self.next()


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures asked for and print where they are."""
    options = _parser().parse_args(argv)
    shots = _asked_for(options)
    if not shots:
        print("no page has such a state", file=sys.stderr)
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    options.out.mkdir(parents=True, exist_ok=True)
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([])
    photographer = Photographer(app, shots, options.out)
    QTimer.singleShot(0, photographer.next)
    app.exec()
    for path in photographer.taken:
        print(path)
    return 0 if len(photographer.taken) == len(shots) else 1


def _asked_for(options: argparse.Namespace) -> list[Shot]:
    looks = (options.lang, options.size, options.scheme, options.scale)
    if any(one is not None for one in looks):
        look = Theme(Scheme(options.scheme or Scheme.LIGHT), options.scale or 100)
        size = options.size or (1366, 768)
        made = [
            Shot(page, state, options.lang or "zh_CN", size, look, over)
            for page, state, over in _named()
        ]
    else:
        made = list(usual_shots())
    return [
        shot
        for shot in made
        if options.page in (None, shot.page.value)
        and options.state in (None, shot.over or shot.state)
    ]


def _named() -> Iterator[tuple[PageId, str, str]]:
    """Yield every page and state, and what can lie over the counter."""
    yield from ((page, state, "") for page, states in _STATES.items() for state in states())
    yield from ((PageId.COUNTER, FULL, over) for over in COVERS)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/screens"))
    parser.add_argument("--page", choices=[page.value for page in PageId])
    parser.add_argument("--state")
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--size", type=_size, metavar="1366x768")
    parser.add_argument("--scheme", choices=[scheme.value for scheme in Scheme])
    parser.add_argument("--scale", type=int, choices=theme.SCALES)
    return parser


if __name__ == "__main__":
    sys.exit(main())
