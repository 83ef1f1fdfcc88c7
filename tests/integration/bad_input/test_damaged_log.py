"""A till that was killed, and bits flipped in the log it left: what was saved behind the damage is
not forgotten.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from local_store import log_tail
from local_store.raw_pages import committed_frames
from terminal import app, doctor, log_rescue
from terminal.config import load
from tests.integration.bad_input.data_folder import around, make, record
from tests.integration.bad_input.rig import assert_told

HEAD: Final = 32
FRAME_HEAD: Final = 24
STEP: Final = FRAME_HEAD + 4096
SAVES: Final = 6
DAMAGED: Final = pytest.mark.expected_logs("the log was damaged")


@dataclass(frozen=True, slots=True)
class Killed:
    """A till's folder as a kill left it: everything it saved since it was opened is in the log."""

    folder: Path
    entries: tuple[str, ...]

    @property
    def database(self) -> Path:
        return self.folder / app.DATABASE

    @property
    def log(self) -> Path:
        return self.folder / f"{app.DATABASE}-wal"

    def flip(self, at: int) -> None:
        """Flip a bit of the log."""
        data = bytearray(self.log.read_bytes())
        data[at] ^= 0x10
        self.log.write_bytes(data)

    def ends(self) -> list[int]:
        """Return the places among the frames that end a commit."""
        return [at for at, one in enumerate(committed_frames(self.log)) if one.size]


@pytest.fixture
def killed(tmp_path: Path) -> Killed:
    first, folder = tmp_path / "running", tmp_path / "till"
    entries = [make(first)]
    with app.opened(first) as store:
        till = around(store, first)
        entries += [record(till, f"k-{n}") for n in range(1, SAVES + 1)]
        shutil.copytree(first, folder)
    (folder / f"{app.DATABASE}-shm").unlink()
    return Killed(folder, tuple(entries))


def said(killed: Killed) -> tuple[str, dict[str, str]] | None:
    with app.opened(killed.folder) as store:
        return log_rescue.notice(store)


@DAMAGED
def test_a_bit_in_a_page_that_was_written_again_later_costs_nothing(killed: Killed) -> None:
    first = killed.ends()[0]
    killed.flip(HEAD + first * STEP + FRAME_HEAD + 700)
    told = said(killed)
    assert told is not None
    code, facts = told
    assert ("RESCUE_LOG", "0") == (code, facts["lost"])
    assert int(facts["ops"]) > SAVES
    assert (killed.folder / "set-aside" / facts["aside"] / f"{app.DATABASE}-wal.cut").exists()
    assert said(killed) is None, "it is said once"
    assert_whole_but_for_the_audit(killed)
    assert_told(code)


@DAMAGED
def test_a_bit_in_the_head_of_the_log_costs_nothing(killed: Killed) -> None:
    killed.flip(17)
    told = said(killed)
    assert told is not None
    assert "RESCUE_LOG" == told[0]
    assert_whole_but_for_the_audit(killed)


@DAMAGED
def test_every_page_of_the_middle_one_by_one_costs_nothing_that_is_not_told(
    killed: Killed, tmp_path: Path
) -> None:
    ends = killed.ends()
    whole = outcomes(Killed(copy(killed, tmp_path / "whole"), killed.entries))
    for at in range(ends[1] + 1, ends[3] + 1):
        one = Killed(copy(killed, tmp_path / f"one-{at}"), killed.entries)
        one.flip(HEAD + at * STEP + FRAME_HEAD + 300)
        told = said(one)
        assert told is not None
        is_lost = told[0] == "RESCUE_LOG_LOST"
        assert is_lost or whole == outcomes(one), at


def test_what_stood_on_the_damaged_page_alone_is_told_by_number(killed: Killed) -> None:
    last = killed.ends()[-2] + 1
    for at in range(last, len(committed_frames(killed.log))):
        killed.flip(HEAD + at * STEP + FRAME_HEAD + 300)
    assert said(killed) is None, "nothing of the log tells that there was more"
    with app.opened(killed.folder) as store:
        assert store.read(lambda uow: uow.sync.first_broken_op()).result() is None


@DAMAGED
def test_every_page_of_the_last_save_one_by_one_is_saved_or_told_by_number(
    killed: Killed, tmp_path: Path
) -> None:
    told_codes = set()
    for at in range(killed.ends()[-2] + 1, killed.ends()[-1] + 1):
        one = Killed(copy(killed, tmp_path / f"one-{at}"), killed.entries)
        one.flip(HEAD + at * STEP + FRAME_HEAD + 300)
        told = said(one)
        assert told is not None, at
        code, facts = told
        told_codes.add(code)
        assert (code == "RESCUE_LOG_LOST") == (int(facts["lost"]) > 0)
        kept = killed.entries if code == "RESCUE_LOG" else killed.entries[:-1]
        assert set(kept) <= outcomes(one), at
    assert {"RESCUE_LOG", "RESCUE_LOG_LOST"} == told_codes
    for code in told_codes:
        assert_told(code)


def test_the_end_that_a_power_cut_leaves_is_no_damage(killed: Killed) -> None:
    data = killed.log.read_bytes()
    killed.log.write_bytes(data[: len(data) - STEP - 100])
    assert said(killed) is None
    assert log_tail.kept(killed.database) is None
    assert not (killed.folder / "set-aside").exists()


def test_a_whole_log_is_left_to_the_engine(killed: Killed) -> None:
    assert said(killed) is None
    assert set(killed.entries) == outcomes(killed)


@DAMAGED
def test_the_doctor_tells_and_leaves_it_to_whoever_opens_next(killed: Killed) -> None:
    killed.flip(17)
    found = {one.code for one in doctor.examine(load(data_dir=killed.folder))}
    assert "DOCTOR_LOG_CUT" in found
    told = said(killed)
    assert told is not None
    assert set(killed.entries) == outcomes(killed)
    assert "DOCTOR_LOG_CUT" not in {
        one.code for one in doctor.examine(load(data_dir=killed.folder))
    }


@DAMAGED
def test_killed_before_it_was_taken_up_the_next_start_takes_it_up(killed: Killed) -> None:
    killed.flip(17)
    with app.opened(killed.folder):
        pass
    # As if the first start had ended between keeping the log and taking it up: once more.
    (cut,) = (killed.folder / "set-aside").glob("*/*.cut")
    shutil.copy(cut, killed.folder / f"{app.DATABASE}-wal.cut")
    assert set(killed.entries) == outcomes(killed)
    assert log_tail.kept(killed.database) is None


def copy(killed: Killed, target: Path) -> Path:
    return Path(shutil.copytree(killed.folder, target))


def outcomes(killed: Killed) -> set[str]:
    with app.opened(killed.folder) as store:
        sql = "SELECT id FROM outcome"
        rows = store.read(lambda uow: uow._db.execute(sql).fetchall()).result()
    return {one for (one,) in rows}


def assert_whole_but_for_the_audit(killed: Killed) -> None:
    assert set(killed.entries) == outcomes(killed)
    with app.opened(killed.folder) as store:
        assert store.read(lambda uow: uow.sync.first_broken_op()).result() is None
        unsent = store.read(lambda uow: uow.sync.state()).result().unsent
    assert len(killed.entries) + 1 == unsent, "and what says that the log was rescued"
