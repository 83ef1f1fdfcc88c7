"""The top bar: the one field to search and scan in, and the chips that tell the truth."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui import i18n, theme
from ui.frame.status import ChipState, Light
from ui.frame.status_words import TONES, StatusWords
from ui.keys.fields import MEANING
from ui.keys.words import Meaning
from ui.theme import Tone
from ui.widgets.chip import KeyCap
from ui.widgets.field import PlainField
from ui.widgets.status_chip import StatusChip


class SearchField(PlainField):
    """Where scans and searches go. Enter asks; the input method is off, so no scan is eaten."""

    submitted = Signal(str)

    def __init__(self, *, label: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(name="top_bar.search", label=label, hint=hint, parent=parent)
        self.enter_word = self.tr("Look up")
        self.setProperty("role", "search")
        self.setProperty(MEANING, Meaning.SEARCH.value)
        self.setFixedHeight(theme.px(theme.SEARCH))
        self.setMinimumWidth(theme.px(theme.SEARCH_LEAST))
        self.setMaximumWidth(theme.px(theme.SEARCH_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._key = KeyCap("/", name="top_bar.search.key", parent=self)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(0, 0, self._key.sizeHint().width() + theme.px(theme.GAP), 0)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._on_enter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key that leads here for what it is, also when one is here already."""
        if event.text() == "/" and self.selectedText() == self.text():
            self.selectAll()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key at the right end."""
        super().resizeEvent(event)
        size = self._key.sizeHint()
        x = self.width() - size.width() - theme.px(12)
        self._key.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())

    def _on_text(self, text: str) -> None:
        self._key.setVisible(not text)

    def _on_enter(self) -> None:
        if self.text().strip():
            self.selectAll()  # What was asked stays to be seen, and the next key replaces it.
            self.submitted.emit(self.text())


class TopBar(QFrame):
    """Search on the left, chips on the right."""

    searched = Signal(str)
    sync_wanted = Signal()
    staff_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setProperty("role", "top_bar")
        self.setFixedHeight(theme.px(theme.TOP_BAR))
        self.search = SearchField(
            label=self.tr("Search or scan"),
            hint=self.tr("Scan, or type pinyin / phone end / medicine"),
            parent=self,
        )
        self.search.submitted.connect(self.searched)
        self._scanner = StatusChip(name="top_bar.scanner", parent=self)
        self._sync = StatusChip(name="top_bar.sync", opens=True, parent=self)
        self._sync.setAccessibleName(self.tr("Sync"))
        self._sync.activated.connect(self.sync_wanted)
        self._staff = StatusChip(name="top_bar.staff", dot=False, opens=True, parent=self)
        self._staff.setToolTip(self.tr("Lock, or let somebody else work (F12)"))
        self._staff.setAccessibleDescription(self._staff.toolTip())
        self._staff.activated.connect(self.staff_wanted)
        self._words = StatusWords(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(theme.PAD), 0, theme.px(theme.PAD), 0)
        layout.setSpacing(theme.px(12))
        layout.addWidget(self.search, 4)
        layout.addStretch(1)
        for chip in (self._scanner, self._sync, self._staff):
            layout.addWidget(chip)
        self.show_staff("")

    def show_scanner(self, chip: ChipState) -> None:
        """Say how the scanner is doing."""
        self._show_chip(self._scanner, chip)

    def show_sync(self, chip: ChipState) -> None:
        """Say how sync stands."""
        self._show_chip(self._sync, chip)

    def sync_words(self) -> str:
        """Return what the sync chip says."""
        return self._sync.text()

    def show_staff(self, name: str) -> None:
        """Say who is signed in."""
        text = name or self.tr("Nobody signed in")
        self._staff.show_status(text, Tone.PLAIN if name else Tone.WARN)

    def _show_chip(self, widget: StatusChip, chip: ChipState) -> None:
        is_act = chip.light is Light.ACT
        widget.show_status(self._words.text(chip), TONES[chip.light], warn_icon=is_act)
        about = f"{i18n.message(chip.code)} {chip.code}" if chip.code else ""
        if widget is self._sync:
            about = "\n".join(filter(None, (about, self.tr("Opens the sync centre (F10)"))))
        widget.setToolTip(about)
        widget.setAccessibleDescription(about)
