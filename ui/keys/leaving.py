"""A field is left, or taken as it is, with something still being composed in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication


class _Leaving:
    is_now = False


_LEAVING: Final = _Leaving()


def commit_composed() -> None:
    """Have what is being composed be its field's text. There are input methods that throw it away
    then (ibus with pinyin); the key filter puts what was shown of it into the field.
    """
    was, _LEAVING.is_now = _LEAVING.is_now, True
    try:
        QGuiApplication.inputMethod().commit()
    finally:
        _LEAVING.is_now = was


def is_committing() -> bool:
    """Tell whether the input method is being asked for its text just now."""
    return _LEAVING.is_now
