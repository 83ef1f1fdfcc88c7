"""What the top bar's chips say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from terminal.domain.card import SyncState
from ui.frame.status import (
    ChipState,
    FrameStatus,
    Light,
    Piece,
    Say,
    ScannerHealth,
    ScannerState,
    scanner_chip,
    sync_chip,
)

NOW = datetime(2026, 11, 21, 2, 32, tzinfo=UTC)
STORE_ZONE = timezone(timedelta(hours=8))


def chip(state: SyncState) -> ChipState:
    return sync_chip(state, NOW, STORE_ZONE)


def offline(unsent: int, *, age: timedelta, heard: timedelta | None) -> SyncState:
    return SyncState(
        unsent=unsent,
        oldest_unsent_at=NOW - age if unsent else None,
        heard_at=None if heard is None else NOW - heard,
        trouble="HQ_UNREACHABLE",
    )


def test_with_everything_sent_it_says_when_hq_was_last_heard_in_the_stores_time() -> None:
    expected = ChipState((Piece(Say.SYNCED, fact="10:32"),), Light.GOOD)
    assert expected == chip(SyncState(heard_at=NOW))


def test_offline_it_says_for_how_long_and_how_much_waits() -> None:
    said = chip(offline(17, age=timedelta(hours=2), heard=timedelta(hours=2, minutes=5)))
    assert (Piece(Say.OFFLINE_HOURS, 2), Piece(Say.WAITING, 17)) == said.pieces


@pytest.mark.parametrize(
    ("heard", "piece"),
    [
        (timedelta(seconds=59), Piece(Say.OFFLINE)),
        (timedelta(minutes=1), Piece(Say.OFFLINE_MINUTES, 1)),
        (timedelta(minutes=59), Piece(Say.OFFLINE_MINUTES, 59)),
        (timedelta(hours=1), Piece(Say.OFFLINE_HOURS, 1)),
        (timedelta(hours=47), Piece(Say.OFFLINE_HOURS, 47)),
        (timedelta(hours=48), Piece(Say.OFFLINE_DAYS, 2)),
        (None, Piece(Say.NEVER_SYNCED)),
    ],
)
def test_the_time_offline_is_told_in_the_unit_people_use(
    heard: timedelta | None, piece: Piece
) -> None:
    assert piece == chip(offline(0, age=timedelta(), heard=heard)).pieces[0]


@pytest.mark.parametrize(
    ("age", "light"),
    [(timedelta(minutes=10), Light.CALM), (timedelta(minutes=10, seconds=1), Light.OLD)],
)
def test_it_turns_amber_by_the_age_of_unsent_work_and_not_by_being_offline(
    age: timedelta, light: Light
) -> None:
    assert light is chip(offline(1, age=age, heard=timedelta(hours=9))).light


def test_offline_without_unsent_work_is_calm() -> None:
    assert Light.CALM is chip(offline(0, age=timedelta(), heard=timedelta(days=3))).light


def test_silence_without_a_known_trouble_is_offline_too() -> None:
    said = chip(SyncState(heard_at=NOW - timedelta(minutes=11)))
    assert (Piece(Say.OFFLINE_MINUTES, 11),) == said.pieces


def test_work_on_its_way_is_told_without_alarm() -> None:
    said = chip(SyncState(unsent=3, oldest_unsent_at=NOW, heard_at=NOW))
    assert ChipState((Piece(Say.WAITING, 3),), Light.GOOD) == said


def test_work_that_does_not_go_out_turns_amber_even_when_hq_is_heard() -> None:
    old = NOW - timedelta(minutes=30)
    assert Light.OLD is chip(SyncState(unsent=3, oldest_unsent_at=old, heard_at=NOW)).light


def test_refusals_come_first_and_show_the_icon() -> None:
    said = chip(SyncState(unsent=17, quarantined=2, heard_at=NOW))
    assert (Piece(Say.REFUSED, 2), Piece(Say.WAITING, 17)) == said.pieces
    assert Light.ACT is said.light


@pytest.mark.parametrize("code", ["HQ_DEVICE_REVOKED", "HQ_VERSION", "HQ_NOT_GUITAI", "HQ_PIN"])
def test_a_trouble_somebody_has_to_see_to_shows_its_code_and_the_icon(code: str) -> None:
    said = chip(SyncState(heard_at=NOW, trouble=code))
    assert ChipState((Piece(Say.TROUBLE, fact=code),), Light.ACT, code) == said


def test_a_wrong_clock_is_said_as_such_while_the_exchange_goes_on() -> None:
    said = chip(SyncState(heard_at=NOW, trouble="CLOCK_SUSPECT"))
    assert (Say.CLOCK_WRONG, Light.ACT) == (said.pieces[0].say, said.light)


@pytest.mark.parametrize("code", ["HQ_UNREACHABLE", "HQ_BUSY", "HQ_INTERNAL", "HQ_GAP"])
def test_a_trouble_that_passes_by_itself_asks_nobody_for_anything(code: str) -> None:
    assert Light.CALM is chip(SyncState(heard_at=NOW, trouble=code)).light


def test_the_first_download_says_what_is_there_already() -> None:
    said = chip(SyncState(loading=True, loaded_rows=12_000))
    assert ChipState((Piece(Say.LOADING, 12_000),), Light.BUSY) == said


def test_a_download_that_hq_left_is_offline_and_no_download() -> None:
    said = chip(SyncState(loading=True, loaded_rows=12_000, trouble="HQ_UNREACHABLE"))
    assert ChipState((Piece(Say.OFFLINE),), Light.CALM, "HQ_UNREACHABLE") == said


def health(device: str, state: ScannerState, code: str = "") -> ScannerHealth:
    return ScannerHealth(device, device.upper(), state, code)


def test_without_a_scanner_it_says_so() -> None:
    assert ChipState((Piece(Say.NO_SCANNER),), Light.CALM) == scanner_chip([])


def test_a_scanner_at_work_is_named() -> None:
    said = scanner_chip([health("com3", ScannerState.READY)])
    assert ChipState((Piece(Say.SCANNER_READY, 1, "COM3"),), Light.GOOD) == said


def test_of_several_scanners_the_worst_is_told() -> None:
    said = scanner_chip(
        [
            health("a", ScannerState.READY),
            health("b", ScannerState.LOST, "DEVICE_LOST"),
            health("c", ScannerState.STARTING),
        ]
    )
    assert ChipState((Piece(Say.SCANNER_LOST, 1, "B"),), Light.OLD, "DEVICE_LOST") == said


def test_the_frame_forgets_a_scanner_that_is_switched_off() -> None:
    status = FrameStatus(STORE_ZONE)
    status.scanner_changed(health("a", ScannerState.READY))
    status.scanner_changed(health("a", ScannerState.OFF))
    assert (Piece(Say.NO_SCANNER),) == status.scanner().pieces


def test_the_frame_says_the_same_news_anew_as_time_goes_by() -> None:
    status = FrameStatus(STORE_ZONE)
    status.sync_changed(SyncState(heard_at=NOW))
    assert Say.SYNCED is status.sync(NOW).pieces[0].say
    later = status.sync(NOW + timedelta(hours=3))
    assert (Piece(Say.OFFLINE_HOURS, 3),) == later.pieces
