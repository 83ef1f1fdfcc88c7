"""Codes that lead nowhere: the screen says what each is and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from local_store.database import open_database
from local_store.key_custody import FileCustody
from resources.texts import Message, messages
from terminal.app import DATABASE, KEY_FILE
from terminal.sandbox import identity
from tests.e2e.desk import Desk, Screen, attempts
from tests.e2e.shop import RICH_CODE

UNKNOWN: Final = "SYNTHETIC-CODE-0001"
WRONG_CHECK: Final = f"{RICH_CODE[:-1]}{(int(RICH_CODE[-1]) + 1) % 10}"
NOT_HERE: Final = identity.member_code("0022", 4773)
WECHAT, ALIPAY = "134682579135792468", "281357924680135792"


def expect(desk: Desk, code: str, facts: dict[str, str] | None = None, *, page: str) -> Message:
    """Wait until the page at the front answers with this code, and check its words."""
    name = f"{page}.messages.answer"
    screen = desk.wait(f"{code} on screen", lambda now: now.text(f"{name}.code") == code)
    message = messages("zh_CN").of(code, facts)
    assert message.what == screen.text(f"{name}.text")
    assert message.next in screen.text(f"{name}.detail")
    return message


@pytest.fixture
def desk(third_desk: Desk) -> Iterator[Desk]:
    """The counter page, empty, with nothing said; afterwards too."""
    yield third_desk
    for _ in range(3):
        third_desk.press("Escape")
    third_desk.press("F1")
    third_desk.wait("the empty counter", is_empty)


def is_empty(screen: Screen) -> bool:
    """Tell whether the counter waits for a customer and says nothing else."""
    said = any(".answer" in name for name in screen.texts)
    return screen.page == "counter" and "counter.idle.invite" in screen.texts and not said


@pytest.mark.parametrize(
    ("payload", "code", "facts"),
    [
        pytest.param(UNKNOWN, "SCAN_UNKNOWN", {}, id="unknown"),
        pytest.param(WRONG_CHECK, "SCAN_CHECK_DIGIT", {}, id="wrong check digit"),
        pytest.param(NOT_HERE, "SCAN_NOT_HERE", {"tail": NOT_HERE[-4:]}, id="not in this store"),
    ],
)
def test_a_code_that_leads_to_nobody_says_what_it_is_and_what_to_do(
    desk: Desk, payload: str, code: str, facts: dict[str, str]
) -> None:
    desk.scan(payload)
    expect(desk, code, facts, page="counter")
    screen = desk.screen()
    assert "" == screen.text("counter.name")
    assert [] == [text for text in screen.every if payload in text]


def test_a_wrong_code_does_not_take_the_customer_from_the_screen(desk: Desk) -> None:
    desk.scan(RICH_CODE)
    desk.wait("her card", lambda screen: screen.text("counter.name") == "王*兰")
    desk.scan(WRONG_CHECK)
    expect(desk, "SCAN_CHECK_DIGIT", page="counter")
    assert "王*兰" == desk.screen().text("counter.name")


def test_a_payment_code_is_told_and_kept_nowhere(desk: Desk) -> None:
    desk.scan(WECHAT)
    expect(desk, "SCAN_PAYMENT", page="counter")
    desk.press("slash")
    desk.wait("the search field", lambda screen: screen.focus == "top_bar.search")
    attempts(lambda: desk.wedge(ALIPAY), again=lambda: desk.press("slash", "ctrl+a", "Delete"))
    expect(desk, "SCAN_PAYMENT", page="counter")
    desk.press("F2")
    desk.wait("the follow-up page", lambda screen: screen.page == "followups")
    desk.scan(ALIPAY)
    expect(desk, "SCAN_PAYMENT", page="followups")
    assert "customer" in tables_with(desk.folder, identity.SHOWCASE_PHONE)
    for digits in (WECHAT, ALIPAY):
        screen = desk.screen()
        assert [] == [text for text in screen.every if digits[4:12] in text]
        assert digits not in desk.errors()
        assert [] == files_with(desk.folder, digits)
        assert [] == tables_with(desk.folder, digits)


def files_with(folder: Path, text: str) -> list[Path]:
    """Return the files of a till that hold a text, whatever they are."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {DATABASE, "terminal.log"} <= {path.name for path in files}
    return [path for path in files if text.encode() in path.read_bytes()]


def tables_with(folder: Path, text: str) -> list[str]:
    """Return the tables of a till's decrypted database in which a value holds a text."""
    key = FileCustody(folder / KEY_FILE).load()
    assert key is not None
    connection = open_database(folder / DATABASE, key, query_only=True)
    try:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        names = [str(row[0]) for row in connection.execute(query)]
        assert {"outbox", "customer"} <= set(names)
        return [
            name
            for name in names
            if text in str(connection.execute(f"SELECT * FROM {name}").fetchall())
        ]
    finally:
        connection.close()
