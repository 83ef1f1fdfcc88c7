"""What every test of the screens leaves behind: nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def nothing_is_left_standing() -> Iterator[None]:
    """Delete what a test closed. Qt does so when an event loop is entered, which few tests do; left
    to it hundreds of windows stand at the end, and a style sheet set then takes gigabytes.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
