"""What a camera sees, while somebody looks: codes that were read, and what is in the way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.devices.ports import Picture
from ui.theme import Role, Tone
from ui.widgets.text import Text

_SHAPE: Final = (16, 9)


class Frame(QWidget):
    """The picture itself. The newest one only; none is kept when it is hidden."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._picture: Picture | None = None

    def show_picture(self, picture: Picture | None) -> None:
        """Show this, or nothing."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the shape most cameras have."""
        width = max(self.width(), theme.px(theme.SIDE_WIDTH - 2 * theme.PAD))
        return QSize(width, width * _SHAPE[1] // _SHAPE[0])

    def hasHeightForWidth(self) -> bool:
        """Keep the shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for a width."""
        return width * _SHAPE[1] // _SHAPE[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture as large as it fits, with the codes that were read."""
        super().paintEvent(event)
        look, painter, picture = theme.active(), QPainter(self), self._picture
        painter.fillRect(self.rect(), look.color(Tone.PLAIN))
        if picture is None or picture.pixels is None:
            painter.end()
            return
        form = QImage.Format.Format_BGR888
        image = QImage(picture.pixels, picture.width, picture.height, 3 * picture.width, form)
        scale = min(self.width() / picture.width, self.height() / picture.height)
        width, height = picture.width * scale, picture.height * scale
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        painter.drawImage(QRectF(left, top, width, height), image)
        painter.setPen(QPen(look.color(Tone.OK), look.px(3)))
        for corners in picture.codes:
            points = [QPointF(left + x * scale, top + y * scale) for x, y in corners]
            painter.drawPolygon(QPolygonF(points))
        painter.end()


class LiveCard(QWidget):
    """The picture with a line under it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._frame = Frame(
            name=f"{name}.frame", label=self.tr("What the camera sees"), parent=self
        )
        self._said = Text(name=f"{name}.said", role=Role.STRONG, wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._frame)
        layout.addWidget(self._said)

    def show_picture(self, picture: Picture | None) -> None:
        """Show what the camera sees, or that no picture came yet."""
        self._frame.show_picture(picture)
        text, tone = self._words(picture)
        self._said.setText(text)
        self._said.set_tone(tone)

    def _words(self, picture: Picture | None) -> tuple[str, Tone]:
        if picture is None:
            return self.tr("Waiting for a picture…"), Tone.MUTED
        if picture.pixels is None:
            text = self.tr("A payment, insurance or ID code is in view: the picture is not shown.")
            return text, Tone.WARN
        hints = {
            "dark": self.tr("Too dark: switch a light on."),
            "glare": self.tr("It shines: tilt the pack a little."),
            "blur": self.tr("Blurred: hold still, or further away."),
        }
        for hint in picture.hints:
            if hint in hints:
                return hints[hint], Tone.WARN
        if picture.codes:
            return self.tr("A code is seen."), Tone.BRAND
        return self.tr("Hold a code into the picture."), Tone.MUTED
