"""A walk through every page as people with other eyes and hands take it: large letters, two
languages, a screen reader, the Tab key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import eyes
from ui import i18n, theme
from ui.cover_states import COVERS
from ui.followups.settle import settle
from ui.main_window import MainWindow
from ui.shortcuts import PageId
from ui.shots import FULL, Shot, build, page_alone, states_of
from ui.theme import Theme
from ui.widgets.text import Text

SIZES = {100: (1366, 768), 125: (1600, 900), 150: (1920, 1080)}
ROOM = (1794, 942)
"""What a page has of the largest."""
LESS = (1794, 834)
"""What it has of it under a line of the window's own."""
UNDER_A_LINE = frozenset({"draining", "locked", "lease_ends"})
PAINTS_ITS_OWN = frozenset({"forms.questions"})
"""There the question somebody is at stands in a panel of its own."""

TYPED = frozenset({"commands_found", "commands_none"})
"""The bar of `commands` with something typed into it: it opens once. It goes when the focus does,
and has no second field, so that nobody goes through it with Tab.
"""


@pytest.fixture(autouse=True)
def _as_it_was(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    theme.apply(qapp, Theme())
    i18n.install(qapp, "en")
    QLocale.setDefault(before)


@contextmanager
def the_window(qapp: QApplication, qtbot: QtBot, language: str, scale: int) -> Iterator[MainWindow]:
    i18n.install(qapp, language)
    theme.apply(qapp, Theme(scale=scale))
    window = build(
        Shot(PageId.COUNTER, FULL, language, SIZES[scale], Theme(scale=scale)), whole=True
    )
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    try:
        yield window
    finally:
        window.close()
        shiboken6.delete(window)  # A closed one would go on costing time at each change of looks.


def all_of(window: MainWindow, but: frozenset[str]) -> Iterator[tuple[str, QWidget]]:
    """Show each page in its full state, then whatever can lie over one."""
    yield from pages_of(window)
    window.open_page(PageId.COUNTER)
    for name in sorted(COVERS.keys() - but):
        window.layers.uncover()
        COVERS[name](window)
        QApplication.sendPostedEvents()
        shown = window.layers.currentWidget()
        assert shown is not None
        yield name, shown


def pages_of(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show each page in its full state."""
    for page in PageId:
        widget = window._pages[page].widget
        widget.show_state(states_of(page)[FULL])  # type: ignore[attr-defined]
        window.open_page(page)
        QApplication.sendPostedEvents()
        yield page.value, widget


@pytest.mark.parametrize(
    ("language", "scale"),
    [("zh_CN", 125), ("zh_CN", 150), ("en", 100), ("en", 125), ("en", 150)],
)
def test_no_text_is_cut_at_any_size_of_letters(
    qapp: QApplication, qtbot: QtBot, language: str, scale: int
) -> None:
    with the_window(qapp, qtbot, language, scale) as window:
        found = {name: eyes.clipped(window) for name, _ in all_of(window, TYPED)}
    assert {} == {name: cut for name, cut in found.items() if cut}


def test_no_text_is_cut_in_any_state_when_letters_are_large(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """In English at 150 %, which needs most room. Alone: in the window all of it takes minutes."""
    i18n.install(qapp, "en")
    theme.apply(qapp, Theme(scale=150))
    found = {}
    for page in PageId:
        alone: Any = page_alone(page)
        qtbot.addWidget(alone)
        alone.setFixedSize(*ROOM)
        with qtbot.waitExposed(alone):
            alone.show()
        for name, state in states_of(page).items():
            alone.show_state(state)
            alone.setFixedSize(*(LESS if name in UNDER_A_LINE else ROOM))
            settle()
            found[f"{page}-{name}"] = eyes.clipped(alone)
        alone.hide()
    assert {} == {name: cut for name, cut in found.items() if cut}


@pytest.mark.parametrize(
    ("page", "state", "part"),
    [
        (PageId.COUNTER, "idle", "counter.idle.or"),
        (PageId.COUNTER, "hits", "counter.hits.hint"),
        (PageId.FORMS, "empty", "forms.empty"),
    ],
)
def test_what_stands_in_the_middle_has_the_height_of_the_width_it_has(
    look: QApplication, qtbot: QtBot, page: PageId, state: str, part: str
) -> None:
    """Words of another language, or of HQ's, may be longer than the ones in the pictures."""
    window = build(Shot(page, state, "en"))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    found = window.findChild(Text, part)
    assert found is not None
    found.setText("words of it " * 100)
    settle()
    assert part not in eyes.clipped(window)


def test_every_page_can_be_read_heard_and_gone_through_with_tab(
    qapp: QApplication, qtbot: QtBot
) -> None:
    found: dict[str, object] = {}
    with the_window(qapp, qtbot, "zh_CN", 100) as window:
        away = window.top_bar.search
        for name, page in all_of(window, TYPED | {"commands"}):
            found[f"cut on {name}"] = eyes.clipped(window)
            found[f"no name or role on {name}"] = eyes.unsaid(window)
            found[f"against reading on {name}"] = eyes.steps_back(page)
            found[f"too faint on {name}"] = eyes.faint(window)
            unseen = set(eyes.without_ring(page, away)) - PAINTS_ITS_OWN
            found[f"focus not seen on {name}"] = unseen
        theme.apply(qapp, Theme(theme.Scheme.DARK))
        for name, _ in pages_of(window):
            found[f"too faint in the dark on {name}"] = eyes.faint(window)
    assert {} == {what: parts for what, parts in found.items() if parts}


def test_the_walk_sees_what_is_wrong(look: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    page.setFixedSize(300, 200)
    qtbot.addWidget(page)
    nameless, low, high = (QLineEdit(page) for _ in range(3))
    for place, one in enumerate((nameless, low, high)):
        one.setObjectName(("nameless", "low", "high")[place])
        one.move(0, (0, 160, 80)[place])
    low.setAccessibleName("low")
    high.setAccessibleName("high")
    narrow = Text("words", name="narrow", parent=page)
    narrow.setFixedWidth(4)
    faint = Text("words", name="faint", parent=page)
    faint.move(150, 100)
    faint.setStyleSheet("color: #eeeeee")
    with qtbot.waitExposed(page):
        page.show()
    assert ["nameless"] == eyes.unsaid(page)
    assert ["low > high"] == eyes.steps_back(page)
    assert ["narrow"] == eyes.clipped(page)
    assert "faint" in [one.partition(" ")[0] for one in eyes.faint(page)]
