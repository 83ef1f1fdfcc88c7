"""A window with every kind of field, watched as the till's window is: `python -m
tests.e2e.key_window`.

It joins the key filter, the arbiter and the telling apart of keyboards as `terminal.app` does. A
line of JSON on stdin asks for something, and is answered by one: {"focus": NAME}, {"set": NAME,
"text": T, "cursor": N, "anchor": N}, {"state": 0}, {"clear": 0}, {"quit": 0}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import count
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from sync.protocol import chain
from terminal.services.member_codes import KnownKeys
from terminal.wedge_keys import TypingScanners
from tests.builders import MEMBER_KEY
from ui.key_filter import KeyFilter, Receivers
from ui.keys.fields import MEANING, field_of
from ui.scans import ScanRead
from ui.widgets.field import ChineseField, PlainField


class Page(QWidget):
    """The fields, by the names that the tests call them."""

    def __init__(self) -> None:
        super().__init__()
        search = PlainField(name="search", label="search")
        search.setProperty(MEANING, "search")
        spin, combo = QSpinBox(), QComboBox()
        spin.setRange(0, 999_999)
        combo.setEditable(True)
        self.table = QTableWidget(3, 2)
        self.button = QPushButton("button")
        self.fields: dict[str, QWidget] = {
            "search": search,
            "note": ChineseField(name="note", label="note"),
            "page": QPlainTextEdit(),
            "rich": QTextEdit(),
            "spin": spin,
            "combo": combo,
            "table": self.table,
            "button": self.button,
        }
        layout = QVBoxLayout(self)
        for widget in self.fields.values():
            layout.addWidget(widget)
        self.done: list[str] = []
        self.button.clicked.connect(lambda: self.done.append("clicked"))
        search.returnPressed.connect(lambda: self.done.append("searched"))
        self.table.cellChanged.connect(lambda *_: self.done.append("changed"))


class Watcher(QObject):
    """Answers, and keeps what was scanned and composed."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.scans: list[tuple[str, str]] = []
        self.again: list[str] = []
        self.preedit = ""
        self.composed = self.seen = 0
        self._asked = b""
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._on_input)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note what an input method does."""
        if isinstance(event, QInputMethodEvent):
            self.preedit = event.preeditString()
            self.composed += bool(self.preedit or event.commitString())
        elif isinstance(event, QKeyEvent):
            self.seen += 1
        return False

    def on_scan(self, scan: ScanRead) -> None:
        """Keep a scan."""
        self.scans.append((scan.payload, scan.device))

    def _on_input(self) -> None:
        data = os.read(sys.stdin.fileno(), 65536)
        if not data:
            QApplication.quit()
        *lines, self._asked = (self._asked + data).split(b"\n")
        for line in lines:
            self._do(json.loads(line))

    def _do(self, order: dict[str, Any]) -> None:
        if "focus" in order:
            self.page.fields[order["focus"]].setFocus()
        elif "set" in order:
            self._set(order)
        elif "clear" in order:
            self._clear()
        elif "quit" in order:
            QApplication.quit()
            return
        tell(self._state())

    def _set(self, order: dict[str, Any]) -> None:
        field = field_of(self.page.fields[order["set"]])
        assert field is not None
        widget = field.widget
        if isinstance(widget, QLineEdit):
            widget.setText(order["text"])
            widget.setSelection(order["anchor"], order["cursor"] - order["anchor"])
            if order["anchor"] == order["cursor"]:
                widget.setCursorPosition(order["cursor"])
        else:
            widget.setPlainText(order["text"])
            cursor = widget.textCursor()
            cursor.setPosition(order["anchor"])
            cursor.setPosition(order["cursor"], cursor.MoveMode.KeepAnchor)
            widget.setTextCursor(cursor)

    def _clear(self) -> None:
        for name, widget in self.page.fields.items():
            field = field_of(widget)
            if field is not None:
                text = "0" if name == "spin" else ""
                self._set({"set": name, "text": text, "anchor": len(text), "cursor": len(text)})
        for row in range(3):
            for column in range(2):
                self.page.table.takeItem(row, column)
        self.page.table.setCurrentCell(0, 0)
        self.page.done.clear()
        self.scans.clear()
        self.again.clear()
        self.composed = 0

    def _state(self) -> dict[str, Any]:
        texts, places = {}, {}
        for name, widget in self.page.fields.items():
            field = field_of(widget)
            if field is not None:
                state = field.state()
                texts[name], places[name] = state.text, [state.anchor, state.cursor]
        table = self.page.table
        cells = [table.item(row, column) for row in range(3) for column in range(2)]
        texts["table"] = "|".join(one.text() for one in cells if one is not None and one.text())
        focus = QApplication.focusWidget()
        return {
            "texts": texts,
            "places": places,
            "scans": self.scans,
            "again": self.again,
            "done": self.page.done,
            "preedit": self.preedit,
            "composed": self.composed,
            "seen": self.seen,
            "is_active": self.page.isActiveWindow(),
            "is_editing": table.state() == QTableWidget.State.EditingState,
            "focus": next((n for n, w in self.page.fields.items() if w is focus), str(focus)),
        }


def tell(facts: dict[str, Any]) -> None:
    """Write one line to whoever asked."""
    print(json.dumps(facts, ensure_ascii=True), flush=True)


def main() -> int:
    """Show the window until told to end."""
    app = QApplication(sys.argv[:1])
    ids = count()
    typing = TypingScanners(
        QApplication.platformName(),
        os.environ,
        new_scan_id=lambda: f"scan-{next(ids)}",
        clock_ns=time.monotonic_ns,
    )
    typing.trust(
        KnownKeys({1: frozenset({chain.to_text(MEMBER_KEY.public_key().public_bytes_raw())})})
    )
    page = Page()
    watcher = Watcher(page)
    receivers = Receivers(on_scan=watcher.on_scan, on_again=watcher.again.append)
    keys = KeyFilter(typing.parts, receivers, clock_ns=time.monotonic_ns, parent=page)
    page.show()
    app.installEventFilter(watcher)
    keys.install(app)
    typing.start()
    tell(
        {
            "window": int(page.winId()),
            "tells_apart": typing.keyboards.tells_apart,
            "method_is_on": typing.parts.method_is_on,
            "keyboards": [one.name for one in typing.keyboards.keyboards()],
        }
    )
    try:
        return app.exec()
    finally:
        typing.stop()
        keys.remove(app)


if __name__ == "__main__":
    sys.exit(main())
