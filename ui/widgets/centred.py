"""A part of its own width in the middle of a wider one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget


def centred(part: QWidget) -> QHBoxLayout:
    """Return a row with a part in its middle.

    Aligned to the middle in a column instead, text that wraps in the part would get the height it
    needs at the column's width, and lose its last line.
    """
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addStretch(1)
    row.addWidget(part)
    row.addStretch(1)
    return row
