"""What goes wrong is said on the screen, in the reader's language, with its code, and what was
being done goes on afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from local_store.database import KEY_BYTES, PAGE_BYTES, open_database
from local_store.errors import LocalStoreError
from local_store.key_custody import FileCustody
from resources.texts import LANGUAGES, Messages
from sync.hub.hub import Hub
from terminal import app, machine
from terminal.config import TerminalSettings
from tests.hub_fixtures import FakeTime
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import CODE
from tests.integration.bad_input.rig import PORTAL, Gate, code_for
from tests.integration.bad_input.window import PATIENCE_MS, Desk, desk, wear
from ui.failure import FailureWindow

ROOT: Final = Path(__file__).resolve().parents[3]

AWAY: Final = "sync is in trouble"
pytestmark = pytest.mark.expected_logs(AWAY)

NOISE = b"\x01\x7f\x02ab\x05\x10\r"
NOT_HERE = "320000000030"
PENDING: Final = "outbox WHERE state = 'pending'"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original") / "till"
    data_folder.make(folder)
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "till"
    shutil.copytree(original, copy)
    return copy


@pytest.fixture(autouse=True)
def _locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture(params=LANGUAGES)
def shop(request: pytest.FixtureRequest, folder: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A running till, once in each language."""
    with desk(folder, qtbot, language=request.param) as made:
        yield made


def test_bad_scans_are_told_and_disturb_nothing_that_is_being_typed(shop: Desk) -> None:
    shop.open_card()
    shop.type_value("6.8")
    before = shop.count("outbox")
    shop.send(NOISE)
    shop.until_told("SCAN_GARBLED")
    shop.send(b"7" * 5_000 + b"\r")
    shop.until_told("SCAN_TOO_LONG")
    shop.scan("320000000018")
    shop.until_told("SCAN_CHECK_DIGIT")
    shop.scan(NOT_HERE)
    shop.until_told("SCAN_NOT_HERE", tail="0030")
    assert before == shop.count("outbox")
    assert "7777" not in shop.words()
    # What was typed is still there, and goes on record with the next key.
    assert "6.8" == shop.value_field().text()
    shop.press_enter()
    shop.bot.waitUntil(lambda: shop.count("outcome") == 2, timeout=PATIENCE_MS)


@pytest.mark.expected_logs(AWAY, "work failed")
def test_a_full_disk_keeps_what_was_typed_and_takes_it_once_there_is_room(shop: Desk) -> None:
    shop.open_card()
    pages = shop.run(lambda uow: uow._db.execute("PRAGMA page_count").fetchone()[0])
    shop.run(lambda uow: uow._db.execute(f"PRAGMA max_page_count = {pages}").fetchall())
    for _ in range(data_folder.REST):  # Half-empty pages take a few entries yet.
        saved = shop.count("outcome")
        shop.enter_value("6.8")
        shop.bot.waitUntil(
            lambda: not shop.value_field().text() or "STORE_DISK_FULL" in shop.words(),
            timeout=PATIENCE_MS,
        )
        if shop.value_field().text():
            break
    shop.until_told("STORE_DISK_FULL")
    assert "6.8" == shop.value_field().text()
    shop.run(lambda uow: uow._db.execute("PRAGMA max_page_count = 1073741823").fetchall())
    shop.press_enter()
    shop.bot.waitUntil(lambda: shop.count("outcome") == saved + 1, timeout=PATIENCE_MS)


@pytest.mark.expected_logs(AWAY, "work failed")
def test_damage_met_while_working_is_told_and_the_rest_goes_on(folder: Path, qtbot: QtBot) -> None:
    database = folder / app.DATABASE
    with desk(folder, qtbot) as shop:
        # The index that finds a card by its number: nothing has read it yet.
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'member_code_code_idx'"
        page = shop.run(lambda uow: uow._db.execute(sql).fetchone()[0]) - 1
        healthy = database.read_bytes()
        after = (page + 1) * PAGE_BYTES
        database.write_bytes(healthy[: page * PAGE_BYTES] + bytes(PAGE_BYTES) + healthy[after:])
        shop.scan(CODE)
        shop.until_told("STORE_CORRUPT")
        # What does not need that page goes on; once it is whole, so does the rest.
        QTest.keyClick(shop.window, Qt.Key.Key_F2)
        shop.until_said("Diabetes follow-up")
        database.write_bytes(healthy)
        shop.open_card()


@pytest.mark.usefixtures("expected_logs")
def test_a_pulled_scanner_is_told_by_its_chip_and_what_is_typed_goes_on(shop: Desk) -> None:
    shop.open_card()
    shop.type_value("6.8")
    shop.unplug()
    # Lost first, and not found as soon as it was looked for.
    shop.until_told("DEVICE_LOST", "DEVICE_NOT_FOUND")
    assert "6.8" == shop.value_field().text()
    shop.press_enter()
    shop.bot.waitUntil(lambda: shop.count("outcome") == 2, timeout=PATIENCE_MS)


def spoil_key(folder: Path) -> None:
    FileCustody(folder / app.KEY_FILE).keep(bytes(KEY_BYTES))


def spoil_version(folder: Path) -> None:
    key = FileCustody(folder / app.KEY_FILE).load()
    assert key is not None
    connection = open_database(folder / app.DATABASE, key)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def spoil_page(folder: Path) -> None:
    path = folder / app.DATABASE
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


SPOILED: dict[str, Callable[[Path], object]] = {
    "STORE_WRONG_KEY": spoil_key,
    "STORE_KEY_MISSING": lambda folder: (folder / app.KEY_FILE).unlink(),
    "STORE_KEY_UNREADABLE": lambda folder: (folder / app.KEY_FILE).write_text("{"),
    "STORE_NEWER": spoil_version,
    "STORE_CORRUPT": spoil_page,
    "STORE_NOT_DATABASE": lambda folder: (folder / app.DATABASE).write_text("text\n" * 2_000),
    "STORE_NOT_ENROLLED": lambda folder: (folder / app.DATABASE).unlink(),
}


@pytest.mark.expected_logs
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("code", SPOILED)
def test_a_till_that_cannot_start_says_why_in_a_window_of_its_own(
    folder: Path, qtbot: QtBot, code: str
) -> None:
    SPOILED[code](folder)
    for language in LANGUAGES:
        settings = TerminalSettings(data_dir=folder)
        wear(language)
        with pytest.raises(LocalStoreError) as caught:
            app.Terminal(settings, app.Start())
        window = FailureWindow(caught.value.code)
        qtbot.addWidget(window)
        window.show()
        said = Messages(language).of(code)
        texts = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
        assert [said.what, said.detail, code] == texts


STARTED: Final = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from terminal import cli

app = QApplication(sys.argv[:1])

def look():
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            poll.stop()
            print(json.dumps([one.text() for one in window.findChildren(QLabel)]))
            window.close()

poll = QTimer()
poll.timeout.connect(look)
poll.start(10)
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.expected_logs
def test_the_program_itself_shows_that_window_and_ends_with_1(folder: Path) -> None:
    spoil_key(folder)
    done = subprocess.run(
        [sys.executable, "-c", STARTED, "--data", str(folder), "--language", "zh_CN", "run"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    said = Messages("zh_CN").of("STORE_WRONG_KEY")
    assert 1 == done.returncode, done.stderr
    assert [said.what, said.detail, "STORE_WRONG_KEY"] == json.loads(done.stdout)
    log = (folder / "logs" / "terminal.log").read_text("utf-8")
    assert "STORE_WRONG_KEY" in log
    assert "Traceback" not in log + done.stderr


@pytest.mark.expected_logs(AWAY, "the key is erased")
def test_the_chip_says_what_stands_between_the_till_and_hq_and_when_it_is_over(
    hub: Hub, fake_time: FakeTime, hq_gate: Gate, tmp_path: Path, qtbot: QtBot
) -> None:
    fake_time.ms = machine.SystemClock().now_ms()
    folder = tmp_path / "till"
    identity = app.provision(folder, code_for(hub, hq_gate.url))
    with desk(folder, qtbot) as shop:
        shop.bot.waitUntil(
            lambda: "Synced" in shop.words() and shop.count(PENDING) == 0, timeout=PATIENCE_MS
        )
        hq_gate.instead = PORTAL
        shop.run(lambda uow: uow.audit("staff.signed_in", entity_kind="staff", entity="staff-1"))
        shop.until_said("1 waiting to be sent")
        shop.until_told("HQ_NOT_GUITAI")
        hq_gate.instead = None
        shop.until_said("Synced")
        assert "HQ_NOT_GUITAI" not in shop.words()
        fake_time.ms += 9 * 365 * 86_400_000
        shop.until_said("HQ's clock is wrong")
        shop.until_told("HQ_CLOCK_SUSPECT")
        fake_time.ms = machine.SystemClock().now_ms()
        shop.until_said("Synced")
        # It has nothing left to hand over, so it is shut out at once.
        hub.storage.run(lambda tx: tx.devices.set_status(identity.device, "draining"))
        shop.until_told("HQ_DEVICE_REVOKED")
        # What has been read stays readable, and work goes on record on this till.
        before = shop.count("outbox")
        shop.scan(CODE)
        shop.bot.waitUntil(lambda: shop.count("outbox") == before + 1, timeout=PATIENCE_MS)


def test_a_hub_in_plain_http_elsewhere_is_named_by_the_chip(folder: Path, qtbot: QtBot) -> None:
    with app.opened(folder) as store:
        identity = store.read(lambda uow: uow.sync.identity()).result()
        assert identity is not None
        moved = replace(identity, url="http://192.0.2.7:8443")
        store.run(lambda uow: uow.sync.enrolled(moved)).result()
    with desk(folder, qtbot) as shop:
        shop.until_told("HQ_INSECURE")


def test_a_payment_code_typed_by_hand_does_not_stay_on_the_screen(shop: Desk) -> None:
    field = shop.terminal.screens.window.top_bar.search
    field.setText("134567890123456789")
    QTest.keyClick(field, Qt.Key.Key_Return)
    shop.until_told("SCAN_PAYMENT")
    assert "" == field.text()


def test_a_value_typed_without_enter_before_it_goes_into_the_field(shop: Desk) -> None:
    shop.open_card()
    before = shop.count("outcome")
    window = shop.terminal.screens.window
    QTest.keyClicks(window.focusWidget(), "6.")
    shop.bot.waitUntil(lambda: shop.value_field().text() == "6.")
    QTest.keyClicks(window.focusWidget(), "8")
    assert "6.8" == shop.value_field().text()
    assert before == shop.count("outcome")
