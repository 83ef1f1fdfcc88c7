"""A walk through every page as people with other eyes and hands take it: large letters, two
languages, a screen reader, the Tab key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import eyes
from ui import i18n, theme
from ui.cover_states import COVERS
from ui.main_window import MainWindow
from ui.shortcuts import PageId
from ui.shots import FULL, Shot, build, states_of
from ui.theme import Theme
from ui.widgets.text import Text

SIZES = {100: (1366, 768), 125: (1600, 900), 150: (1920, 1080)}
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
