"""A virtual screen of our own, so that windows are really drawn and nobody else's are measured."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.virtual_screen import virtual_screen

_SIZE: Final = "1920x1080"


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Lend the environment of a program with windows: Qt on xcb under Xvfb, or offscreen where
    there is no Xvfb.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("GUITAI_")}
    if shutil.which("Xvfb") is None:
        yield env | {"QT_QPA_PLATFORM": "offscreen"}
        return
    with virtual_screen(_SIZE, hurried=False) as display:
        yield env | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
