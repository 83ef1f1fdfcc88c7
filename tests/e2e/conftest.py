"""Fixtures of the tests on real processes: one shop for all of them, and a desk per module."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator

import pytest

from tests.e2e.desk import Desk
from tests.e2e.shop import Hub, Shop, furnish
from tests.virtual_screen import virtual_screen


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the one long test first, so that no process waits for it at the end."""
    items.sort(key=lambda item: item.path.stem != "test_main_job")


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Give the programs of these tests a Ctrl-C to hear: started in the background of a shell, the
    tests would hand down that it is ignored.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def display() -> Iterator[str]:
    """The X display that windows are shown on, one for each process of these tests."""
    if missing := [name for name in ("xdotool", "Xvfb") if shutil.which(name) is None]:
        pytest.fail(f"not installed: {', '.join(missing)}", pytrace=False)
    with virtual_screen("1920x1080", hurried=True) as shown, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", shown)
        patch.delenv("XAUTHORITY", raising=False)
        patch.setenv("QT_QPA_PLATFORM", "xcb")
        yield shown


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
