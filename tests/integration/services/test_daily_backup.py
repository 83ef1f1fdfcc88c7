"""The daily backup: by whom it is begun, how often, with or without HQ, and how it gives way."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from local_store import backup_files
from local_store.backup_files import listed
from local_store.key_custody import FileCustody
from local_store.migrate import migrations
from local_store.old_copies import let_go
from terminal import backups
from terminal.backups import AFTER_START_MS, AGAIN_MS, EVERY_MS, DailyBackup, Places
from terminal.sync_parts import SeveralChores
from tests.builders import TEST_KEY, TestStore, a_store

WAIT_S: Final = 20


@dataclass(slots=True)
class Running:
    """A clock that never jumps, standing until it is moved."""

    ms: int = 0

    def monotonic_ms(self) -> int:
        return self.ms


@dataclass(slots=True)
class Shop:
    """A till's store, its daily backup, and what that told."""

    till: TestStore
    daily: DailyBackup
    places: Places
    running: Running
    told: list[str]

    def pass_time(self, ms: int) -> bool:
        """Let time pass, on both clocks; do the chore if it is due, and wait for it."""
        self.running.ms += ms
        self.till.clock.advance(ms=ms)
        if not self.daily.is_due():
            return False
        assert self.daily.do() is False, "no exchange is needed"
        if self.daily._thread is not None:
            self.daily._thread.join(WAIT_S)
        return True


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    till = a_store(tmp_path, inline=False)
    FileCustody(tmp_path / "key.json").keep(TEST_KEY)
    places = Places(tmp_path / "backups", None, FileCustody(tmp_path / "key.json"), 0)
    told: list[str] = []
    running = Running()
    yield Shop(
        till,
        DailyBackup(till.store, places, clock=running, tell=told.append),
        places,
        running,
        told,
    )
    till.close()


def test_it_is_made_a_while_after_the_start_and_then_once_a_day(shop: Shop) -> None:
    assert not shop.pass_time(AFTER_START_MS - 1)
    assert shop.pass_time(1)
    assert 1 == len(listed(shop.places.folder))
    for _ in range(23):
        shop.pass_time(AGAIN_MS)
    assert 1 == len(listed(shop.places.folder))
    for _ in range(3):
        shop.pass_time(AGAIN_MS)
    assert 2 == len(listed(shop.places.folder))
    assert [] == shop.told


def test_a_till_that_is_started_twice_a_day_makes_one(shop: Shop) -> None:
    shop.pass_time(AFTER_START_MS)
    again = replace(
        shop,
        daily=DailyBackup(shop.till.store, shop.places, clock=shop.running, tell=shop.told.append),
    )
    again.pass_time(AFTER_START_MS)
    assert 1 == len(listed(shop.places.folder))


def test_a_clock_set_back_years_puts_it_off_for_a_day_at_most(shop: Shop) -> None:
    shop.pass_time(AFTER_START_MS)
    shop.till.clock.advance(days=-9000)
    shop.running.ms += EVERY_MS
    shop.pass_time(0)
    assert 2 == len(listed(shop.places.folder))


@pytest.mark.expected_logs("no backup was made")
def test_one_that_failed_is_told_noted_and_tried_again_within_the_hour(shop: Shop) -> None:
    shop.places.folder.write_text("in the way")
    shop.pass_time(AFTER_START_MS)
    assert ["STORE_DISK_FAULT"] == shop.told
    noted = shop.till.read(backups.last)
    assert noted is not None
    assert "STORE_DISK_FAULT" == noted["code"]
    shop.places.folder.unlink()
    assert shop.pass_time(AGAIN_MS)
    assert 1 == len(listed(shop.places.folder))
    assert shop.till.read(backups.last)["code"] is None


def test_a_program_that_ends_does_not_wait_for_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_files, "SLICE_BYTES", 512)
    monkeypatch.setattr(backups, "PAUSE_S", 10.0)
    shop.running.ms += AFTER_START_MS
    shop.daily.do()
    assert shop.daily.stop()
    assert [] == [path for path in shop.places.folder.iterdir() if path.suffix == ".json"]
    assert [] == list(shop.places.folder.glob("*.part"))
    assert [] == shop.told
    assert threading.active_count() < 10


def test_it_comes_after_the_other_chores(shop: Shop) -> None:
    done: list[str] = []

    class Other:
        def is_due(self) -> bool:
            return not done

        def do(self) -> bool:
            done.append("other")
            return True

    both = SeveralChores([Other(), shop.daily])
    assert (True, True) == (both.is_due(), both.do())
    assert not both.is_due()
    shop.running.ms += AFTER_START_MS
    assert both.is_due()
    assert not both.do()
    assert shop.daily.stop()
    assert ["other"] == done


def an_old_copy(shop: Shop, schema: int = 3) -> Path:
    """Leave a copy as one is made before the store is brought up to date."""
    made = shop.till.store.path.with_name(f"{shop.till.store.path.stem}.v{schema:04d}.bak")
    made.write_bytes(b"synthetic")
    at_s = shop.till.clock.now_ms() / 1000
    os.utime(made, (at_s, at_s))
    return made


def test_the_copy_from_before_an_update_goes_with_a_tested_backup_a_fortnight_later(
    shop: Shop,
) -> None:
    copy = an_old_copy(shop)
    for _ in range(13):
        shop.pass_time(EVERY_MS)
    assert copy.exists()
    shop.pass_time(EVERY_MS)
    assert not copy.exists()


def test_without_a_later_backup_it_stays_for_ever(shop: Shop) -> None:
    copy = an_old_copy(shop)
    shop.pass_time(AFTER_START_MS)
    shop.till.clock.advance(ms=400 * EVERY_MS)
    assert [] == let_go(shop.till.store.path, listed(shop.places.folder))
    assert copy.exists()


def test_a_copy_of_these_very_tables_stays(shop: Shop) -> None:
    copy = an_old_copy(shop, schema=len(migrations()))
    for _ in range(15):
        shop.pass_time(EVERY_MS)
    assert copy.exists()


def test_a_backup_chosen_by_hand_takes_no_copy_away(shop: Shop, tmp_path: Path) -> None:
    copy = an_old_copy(shop)
    shop.till.clock.advance(ms=20 * EVERY_MS)
    shop.daily.make_now(shop.places.elsewhere(tmp_path / "stick"))
    assert copy.exists()
