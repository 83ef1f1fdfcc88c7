"""The real till with somebody looking on: `python -m tests.e2e.till` takes a till's command line.

It runs `terminal.cli.main`, as `python -m terminal` does, and only observes. What it sees goes to
stdout as lines of JSON; a line "state" on stdin asks for what is on the screen, "quit" ends it.
Scans, keys and kills come from outside, as in a shop.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from terminal import cli
from ui.counter.view import CounterPage
from ui.followups.signs import MarkSign
from ui.followups.view import FollowUpsPage
from ui.widgets.text import ElidedText

LOOK_EVERY_MS: Final = 5
TIMELINE: Final = "counter.timeline.list"


class Watcher(QObject):
    """Answers questions about the screen, and tells what is painted there as it is painted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._asked = b""
        self._key_times: list[int] = []
        self._timeline: QAbstractItemView | None = None
        self._rows_told: list[str] = []
        self._stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._stdin.activated.connect(self._on_input)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look_for_window)
        self._looking.start(LOOK_EVERY_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when keys were pressed, and what the timeline shows. Nothing is kept back."""
        if isinstance(watched, QWindow):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                self._key_times.append(event.timestamp())
        elif event.type() == QEvent.Type.Paint and self._timeline is not None:
            rows = rows_of(self._timeline)
            if rows != self._rows_told:
                self._rows_told = rows
                tell("timeline", rows=rows)
        return False

    def _look_for_window(self) -> None:
        window = shown_window()
        handle = None if window is None else window.windowHandle()
        if window is None or handle is None:
            return
        self._looking.stop()
        handle.installEventFilter(self)
        for page in window.findChildren(CounterPage):
            page.painted.connect(lambda customer: tell("painted", customer=customer))
            timeline = page.findChild(QAbstractItemView, TIMELINE)
            assert timeline is not None
            self._timeline = timeline
            timeline.viewport().installEventFilter(self)
        tell("window", name=window.objectName())

    def _on_input(self) -> None:
        data = os.read(sys.stdin.fileno(), 4096)
        if not data:
            self._stdin.setEnabled(False)  # Nobody asks any more. The till runs on.
        *lines, self._asked = (self._asked + data).split(b"\n")
        for line in lines:
            if json.loads(line) == "quit":
                QApplication.quit()
            else:
                tell("state", **screen(), keys=self._key_times)


def screen() -> dict[str, Any]:
    """Return what is on the screen, by the names of the widgets; `every` also has what is not."""
    window, focus = shown_window(), QApplication.focusWidget()
    widgets = [one for one in QApplication.allWidgets() if one.objectName()]
    visible = [one for one in widgets if is_on_screen(one)]
    pages = [one for one in visible if type(one) in (CounterPage, FollowUpsPage)]
    tables = [one for one in visible if isinstance(one, QAbstractItemView)]
    return {
        "window": window.objectName() if window else "",
        "page": pages[0].objectName() if pages else "",
        "focus": focus.objectName() if focus else "",
        "texts": {
            one.objectName(): text
            for one in visible
            if (text := text_of(one)) or isinstance(one, QLineEdit)
        },
        "rows": {one.objectName(): rows_of(one) for one in tables},
        "every": sorted({text for one in widgets for text in every_text_of(one)}),
    }


def shown_window() -> QWidget | None:
    """Return the till's window, None before there is one."""
    return next((one for one in QApplication.topLevelWidgets() if one.isVisible()), None)


def is_on_screen(widget: QWidget) -> bool:
    """Tell whether some of a widget can be seen: shown, and not scrolled away or covered."""
    painted = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
    return painted.isVisible() and not painted.visibleRegion().isEmpty()


def text_of(widget: QWidget) -> str:
    """Return what a widget says; of an elided text the whole."""
    match widget:
        case ElidedText():
            return widget.whole()
        case QLabel() | QLineEdit() | QAbstractButton():
            return widget.text()
        case MarkSign():
            return widget.accessibleName()
        case _:
            return ""


def every_text_of(widget: QWidget) -> Iterator[str]:
    """Yield whatever a widget holds for eyes, mouse and screen reader, shown or not."""
    yield text_of(widget)
    yield widget.windowTitle()
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QAbstractItemView):
        yield from rows_of(widget)


def rows_of(view: QAbstractItemView) -> list[str]:
    """Return a list's or table's rows, cells joined with " | "."""
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    return [
        " | ".join(str(model.index(row, column).data()) for column in range(columns))
        for row in range(model.rowCount())
    ]


def tell(event: str, **facts: Any) -> None:
    """Write one line to whoever looks on."""
    print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)


def main() -> int:
    """Run the till's command line beside a watcher, until it ends."""
    app = QApplication(sys.argv[:1])
    watcher = Watcher(app)
    try:
        return cli.main(sys.argv[1:])
    finally:
        watcher.deleteLater()


if __name__ == "__main__":
    sys.exit(main())
