"""Pages of which one is there at a time, in a room whose height is given.

Qt's own asks every page, hidden ones too, how high its texts would be in lines of this width, each
time a word changes anywhere: with a card that took longer than everything else together. The room
is what is left of the window, whatever the answers are.
"""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QStackedWidget


class Stack(QStackedLayout):
    """Pages within a page."""

    def hasHeightForWidth(self) -> bool:
        """Say that no page is asked how high it would be."""
        return False


class PageStack(QStackedWidget):
    """Pages of a window."""

    def hasHeightForWidth(self) -> bool:
        """Say that no page is asked how high it would be."""
        return False
