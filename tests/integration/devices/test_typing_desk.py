"""The scanners that type, as the till joins them: what is learned of them at work stays learned."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from devices.arbiter.trust import CLEAN_READS
from devices.setup_cards import CARDS
from devices.setup_reading import read_strokes
from local_store.errors import ClosedError
from local_store.unit_of_work import UnitOfWork
from sync.protocol import chain
from sync.protocol.member_code import EPOCH_MS, MINUTE_MS, MemberCode, Profile, sign
from terminal.config import TerminalSettings
from terminal.device_book import BOOK_FILE, DeviceBook
from terminal.device_desk import TillDevices
from terminal.services.member_codes import KnownKeys
from terminal.set_up_desk import result_of
from terminal.typing_desk import TypingDesk
from tests.builders import MEMBER_KEY
from tests.conftest import LogRecords
from tests.fakes.typing_scanner import TypingScanner
from ui.devices.ports import DeviceKind, Learned, Source
from ui.keys.words import Key, Meaning, Place, SpecialKey, Taken, Word

NOW = datetime(2026, 11, 22, tzinfo=UTC)
CODE = "320400187737"
CLEAN_CODE = "6901234567892"
BADGE = "7701234567"
FIELD = Place("search", Meaning.SEARCH)


def no_store(_work: Callable[[UnitOfWork], bool]) -> Future[bool]:
    raise ClosedError


class Till:
    """The devices of one data folder, and the scanner that types into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scanner = TypingScanner(ms=12)
        self.said: list[str] = []
        self.start()

    def start(self) -> None:
        self.devices = TillDevices(
            TerminalSettings(data_dir=self.folder),
            no_store,
            on_scan=lambda _: None,
            on_health=lambda _: None,
        )
        self.typing = TypingDesk(
            self.devices.known(),
            self.devices.separator(),
            lambda: NOW,
            followed=self.devices.follow,
            is_enabled=True,
        )
        self.devices.start()
        self.typing.start()

    def stop(self) -> None:
        self.typing.stop()
        self.devices.stop()

    def set_up(self) -> None:
        """Read the cards of the set-up, and keep what they say, as the devices page does."""
        readings = [read_strokes(self.scanner.type(card.content), card.id) for card in CARDS]
        results = [result_of(one) for one in readings]
        source = Source(DeviceKind.KEYBOARD)
        learned = Learned(NOW, ms_per_key=12.0, suffix="enter")
        self.devices.submit(lambda desk: desk.keep(source, results, learned)).result(5)
        self.typing.set_up.kept(source, results)

    def scan(self, code: str = CODE) -> list[str]:
        """Read a code and return what was taken for codes."""
        assert self.typing.keys is not None
        judge = self.typing.keys.judge
        words: list[Word] = []
        for one in self.scanner.type(code):
            special = None if one.special is None else SpecialKey(one.special.value)
            key = Key(
                serial=one.serial,
                at_ns=one.at_ns,
                text=one.text,
                special=special,
                scan_code=one.scan_code,
                is_press=one.is_press,
                is_shifted=one.is_shifted,
            )
            words += judge.key(key, FIELD).words
        while (due_ns := judge.due_at_ns) is not None:
            words += judge.tick(due_ns).words
        self.said += [one.again for one in words if isinstance(one, Taken) and one.again]
        return [one.scan.payload for one in words if isinstance(one, Taken) and one.scan]

    @property
    def reads(self) -> int:
        (known,) = self.devices.known().profiles
        return known.reads


@pytest.fixture
def till(tmp_path: Path, qapp: QApplication) -> Iterator[Till]:
    assert qapp is not None
    made = Till(tmp_path)
    made.set_up()
    yield made
    made.stop()


def test_what_is_learned_of_a_scanner_at_work_outlives_a_restart_and_holds_no_code(
    till: Till,
) -> None:
    set_up = till.reads
    for _ in range(3):
        assert [CODE] == till.scan()
    till.stop()
    till.start()
    assert set_up + 3 == till.reads
    text = (till.folder / BOOK_FILE).read_text()
    assert CODE not in text
    (device,) = json.loads(text)["devices"]
    assert [[len(CODE), 3]] == device["learned"]["profile"]["lengths"]


def test_it_is_kept_while_the_till_runs_and_written_only_when_there_is_something_new(
    till: Till,
) -> None:
    till.typing.tell_followed()  # The set-up itself.
    till.scan()
    before = (till.folder / BOOK_FILE).stat().st_mtime_ns
    till.typing.tell_followed()
    till.devices.submit(lambda _: None).result(5)
    written = (till.folder / BOOK_FILE).stat().st_mtime_ns
    assert before < written
    till.typing.tell_followed()
    till.devices.submit(lambda _: None).result(5)
    assert written == (till.folder / BOOK_FILE).stat().st_mtime_ns


def test_a_scanner_that_was_set_up_anew_or_taken_away_is_not_overwritten_by_what_was(
    till: Till,
) -> None:
    till.scan()
    till.scanner = TypingScanner(ms=30, suffix=())
    till.devices.submit(
        lambda desk: desk.keep(
            Source(DeviceKind.KEYBOARD),
            [result_of(read_strokes(till.scanner.type(c.content), c.id)) for c in CARDS],
            Learned(NOW, ms_per_key=30.0),
        )
    ).result(5)
    (anew,) = till.devices.known().profiles
    till.typing.tell_followed()
    till.devices.submit(lambda _: None).result(5)
    assert (anew,) == till.devices.known().profiles
    till.devices.submit(lambda desk: desk.remove("keyboard")).result(5)
    till.stop()
    assert () == till.devices.known().profiles
    till.start()


def test_a_signed_member_code_is_verified_with_the_keys_that_the_till_knows(till: Till) -> None:
    code = MemberCode(Profile.APP, 1, "c-1", "", "", EPOCH_MS, EPOCH_MS + MINUTE_MS)
    text = sign(code, MEMBER_KEY).to_text()
    other = text[:90] + ("A" if text[90] != "A" else "B") + text[91:]
    assert [other] == till.scan(other)
    public = chain.to_text(MEMBER_KEY.public_key().public_bytes_raw())
    till.typing.trust(KnownKeys({1: frozenset({public})}))
    assert [] == till.scan(other)
    assert [text] == till.scan(text)


def test_a_book_that_cannot_be_written_stops_nothing(till: Till, expected_logs: LogRecords) -> None:
    (till.folder / f"{Path(BOOK_FILE).stem}.part").mkdir()
    till.scan()
    till.typing.tell_followed()
    till.devices.submit(lambda _: None).result(5)
    assert [CODE] == till.scan()
    assert ["warning: what was learned of devices cannot be written"] == expected_logs.messages
    (till.folder / f"{Path(BOOK_FILE).stem}.part").rmdir()


def test_a_scanner_nobody_set_up_is_asked_why_and_its_trust_outlives_a_restart(
    tmp_path: Path, qapp: QApplication
) -> None:
    assert qapp is not None
    till = Till(tmp_path)
    assert ([], ["SCAN_TO_COMPARE"]) == (till.scan(BADGE), till.said)
    assert [BADGE] == till.scan(BADGE)
    for _ in range(CLEAN_READS):
        assert [CLEAN_CODE] == till.scan(CLEAN_CODE)
    till.stop()
    assert CLEAN_CODE not in (till.folder / BOOK_FILE).read_text()
    till.start()
    assert ([BADGE], ["SCAN_TO_COMPARE"]) == (till.scan(BADGE), till.said)
    till.stop()


def test_trust_that_another_version_wrote_is_earned_anew(tmp_path: Path) -> None:
    (tmp_path / BOOK_FILE).write_text('{"trust": [{"source": null, "clean": "many"}, {}]}')
    assert () == DeviceBook(tmp_path).read().known().trust
