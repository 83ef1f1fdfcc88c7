"""White panels with a header: what every page is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role
from ui.widgets.text import ElidedText, Text


class Line(QFrame):
    """A hairline."""

    def __init__(self, *, name: str, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "line")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class SectionHeader(QWidget):
    """A title on the left, a quiet word on the right."""

    def __init__(
        self, title: str, *, name: str, aside: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(theme.px(theme.CARD_HEADER))
        self._title = Text(title, name=f"{name}.title", role=Role.TITLE, parent=self)
        self._aside = ElidedText(aside, name=f"{name}.aside", role=Role.SECONDARY, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(theme.PAD), 0, theme.px(theme.PAD), 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._title)
        layout.addStretch(1)
        layout.addWidget(self._aside)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_aside(self, aside: str) -> None:
        """Show other words on the right."""
        self._aside.setText(aside)


class Card(QFrame):
    """A white panel. With a title it gets a header and a hairline; `body` takes the content.

    The body starts without margins, so that tables reach the edges; `pad` gives the usual ones.
    """

    def __init__(
        self,
        title: str = "",
        *,
        name: str,
        aside: str = "",
        pad: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)  # The style sheet's border has its own room.
        outer.setSpacing(0)
        self.header: SectionHeader | None = None
        if title:
            self.setAccessibleName(title)
            self.header = SectionHeader(title, name=f"{name}.header", aside=aside, parent=self)
            outer.addWidget(self.header)
            outer.addWidget(Line(name=f"{name}.line", parent=self))
        # A widget of its own takes all height that is left, so the header keeps its place.
        inside = QWidget(self)
        inside.setObjectName(f"{name}.body")
        self.body = QVBoxLayout(inside)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        margin = theme.px(theme.PAD) if pad else 0
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(theme.px(theme.GAP) if pad else 0)
        outer.addWidget(inside, 1)

    def fill(self) -> None:
        """Give the content all the room there is, so that text that wraps gets its height."""
        self.body.setAlignment(Qt.AlignmentFlag(0))

    def set_aside(self, aside: str) -> None:
        """Show other words at the right of the header."""
        if self.header is not None:
            self.header.set_aside(aside)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it. For small parts that are built anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
