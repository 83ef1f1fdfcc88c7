"""Fixtures of the tests on real processes: one shop for all of them, and a desk per module."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator

import pytest

from tests.e2e.desk import Desk
from tests.e2e.shop import Hub, Shop, furnish


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Give the programs of these tests a Ctrl-C to hear: started in the background of a shell, the
    tests would hand down that it is ignored.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def display() -> str:
    """The X display that windows are shown on."""
    needed = [name for name in ("xdotool", "Xvfb") if shutil.which(name) is None]
    found = os.environ.get("DISPLAY", "")
    if needed or not found:
        pytest.fail("these tests need a window: run `python3 dev.py test tests/e2e`", pytrace=False)
    return found


@pytest.fixture(scope="session")
def shop(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop of 60 synthetic customers with HQ and three enrolled tills."""
    folder = tmp_path_factory.mktemp("shop")
    made = Shop(folder, Hub(folder / "hub"))
    try:
        furnish(made, desks=3)
        yield made
    finally:
        made.hub.stop()


@pytest.fixture(scope="module")
def third_desk(shop: Shop) -> Iterator[Desk]:
    """A running till that has all of HQ's data, for tests that leave it as it was."""
    shop.hub.start()
    with Desk(shop.till_folder(3)) as desk:
        desk.start()
        desk.wait_ready()
        desk.wait_synced()
        yield desk
