"""Whatever a power cut leaves on the disk opens with every promise kept: images rebuilt from traced
writes (see `images`), 500 of them; thousands are `dev.py prove images`.

`GUITAI_SEED` begins elsewhere. A day that broke a promise is kept in `build/crash`, and the failure
names the command that shows the image again.
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from tests import seccomp
from tests.crash.day import CONTROL, ROOT, lived
from tests.crash.images import Image, image
from tests.crash.judge import judge_image
from tests.crash.trace import Named, Size, Sync, SyncFolder, Trace, Word, Write
from tests.seccomp import NoFilterError

SEED: Final = int(os.environ.get("GUITAI_SEED", "20251121"))
KEPT: Final = ROOT / "build" / "crash"
SHARES: Final = {
    ("fresh", 0): 150, ("fresh", 1): 150, ("old", 2): 100, ("restored", 4): 50, ("moved", 5): 50,
}  # fmt: skip
"""How many images of which days."""
CONTROLS: Final = 40
TRIES: Final = 12
"""At each change of names."""


@cache
def a_day(scenario: str, number: int) -> Trace:
    """Return the trace of a day that was really lived."""
    with TemporaryDirectory(prefix="guitai-day-") as name:
        return lived(scenario, SEED + number, Path(name) / scenario)


def judged(trace: Trace, made: Image, folder: Path) -> str | None:
    """Judge an image and leave nothing behind; what it was like is added to its fates."""
    folder.mkdir()
    made.write(folder)
    judgement = judge_image(trace, made, folder)
    made.fates.update(judgement.seen)
    shutil.rmtree(folder)
    return judgement.failure


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("scenario", "number"), SHARES)
def test_every_image_of_a_power_cut_opens_with_all_that_was_on_the_disk(
    scenario: str, number: int, tmp_path: Path
) -> None:
    trace = a_day(scenario, number)
    fates: Counter[str] = Counter()
    failures = []
    phases = set()
    for seed in range(SEED, SEED + SHARES[scenario, number]):
        made = image(trace, seed)
        failure = judged(trace, made, tmp_path / "image")
        fates += made.fates
        phases.add(made.phase)
        if failure is not None:
            failures.append(f"seed {seed}, {made.phase}, event {made.point}: {failure}")
    _require_none(failures, trace, f"{scenario}-{SEED + number}")
    assert {name for name, _, _ in trace.phases} == phases
    assert [] == [name for name in _expected(scenario) if not fates[name]], dict(fates)


def _require_none(failures: Sequence[str], trace: Trace, name: str) -> None:
    if failures:
        kept = KEPT / f"{name}.trace"
        trace.save(kept)
        shown = f"python -m tests.crash.images {kept} SEED FOLDER [EVENT]"
        pytest.fail("\n".join([f"{len(failures)} images; see them again: {shown}", *failures[:10]]))


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("scenario", "number"), [("restored", 4), ("moved", 5)])
def test_a_restore_is_whole_or_not_there_whichever_names_came_to_the_disk(
    scenario: str, number: int, tmp_path: Path
) -> None:
    trace = a_day(scenario, number)
    (_, start, end) = trace.phases[0]
    failures = [
        f"seed {seed}, event {at + 1}: {failure}"
        for at, _ in trace.namings
        if start <= at < end
        for seed in range(TRIES)
        if (failure := judged(trace, image(trace, seed, point=at + 1), tmp_path / "image"))
    ]
    _require_none(failures, trace, f"{scenario}-{SEED + number}")


def _expected(scenario: str) -> Sequence[str]:
    """Return what has to have happened to some image: without it, nothing was shown."""
    common = [
        "writes there", "writes not there", "writes torn at 512", "writes torn at 4,096",
        "writes in another order", "names there", "names not there", "backups",
    ]  # fmt: skip
    return [*common, "lazy work missing", "not enrolled yet"] if scenario == "fresh" else common


@pytest.mark.timeout(600)
@pytest.mark.parametrize("control", ["no commit waits", "waiting changes nothing"])
def test_images_of_a_till_that_does_not_wait_for_the_disk_lose_saves(
    control: str, tmp_path: Path
) -> None:
    """The control: were the images too kind, these would hold as well."""
    careless = control == "no commit waits"
    trace = a_day(CONTROL, 3) if careless else a_day("fresh", 0)
    failures = [
        judged(trace, image(trace, seed, syncs=careless), tmp_path / "image")
        for seed in range(SEED, SEED + CONTROLS)
    ]
    assert [one for one in failures if one is not None and one.startswith("I1: a save was lost")]


def test_an_image_is_the_same_for_the_same_seed() -> None:
    trace = a_day("fresh", 0)
    for seed in range(5):
        one, other = image(trace, seed), image(trace, seed)
        assert (one.point, one.files, one.fates) == (other.point, other.files, other.fates)


def test_a_trace_that_was_kept_makes_the_same_images(tmp_path: Path) -> None:
    trace = a_day("fresh", 0)
    trace.save(tmp_path / "day.trace")
    assert image(trace, 1).files == image(Trace.load(tmp_path / "day.trace"), 1).files


# What a trace is made of.

MAPPING: Final = """
import mmap, os, random, sys
from pathlib import Path
from tests.crash.tracer import traced

def work(told):
    with open(sys.argv[1] + "/f", "r+b") as file:
        mmap.mmap(file.fileno(), 0)[0] = 1

Path(sys.argv[1], "f").write_bytes(bytes(100))
traced(Path(sys.argv[1]), work, random.Random(1))
"""


def test_a_change_that_no_call_tells_of_is_not_missed(tmp_path: Path) -> None:
    words = [sys.executable, "-c", MAPPING, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert f"UntracedError: mmap of {tmp_path}/f" in done.stderr
    assert 1 == done.returncode


def test_a_machine_that_hands_over_no_calls_is_told_and_nothing_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(platform, "machine", lambda: "pdp11")
    with ours, theirs, pytest.raises(NoFilterError, match="pdp11"):
        seccomp.hand_over(theirs, [])


# What images are made of, on a trace written by hand.

OLD: Final = b"o" * 8192
NEW: Final = b"n" * 8192


@pytest.fixture(scope="module")
def by_hand() -> Trace:
    """A file that was there and is written anew; half-way it is waited for. Then a new file."""
    return Trace(
        {"a": OLD},
        [
            Word("phase all"),
            Write(0, 0, NEW[:4096]),
            Sync(0, 2),
            Write(0, 4096, NEW[4096:]),
            Named("b", 1),
            Write(1, 0, b"b"),
            Sync(1, 6),
            SyncFolder("", 5),
            Size(0, 100),
            Word("end"),
        ],
    )


def _images(trace: Trace, *, syncs: bool = True) -> list[Image]:
    return [image(trace, seed, syncs=syncs) for seed in range(600)]


def test_what_was_waited_for_is_there_and_nothing_else_is_certain(by_hand: Trace) -> None:
    after = [one for one in _images(by_hand) if one.point > 2]
    assert all(one.files["a"][:100] == NEW[:100] for one in after)
    second = {one.files["a"][4096:] for one in after if len(one.files["a"]) == 8192}
    assert {OLD[4096:], NEW[4096:]} < second, "torn ones too"
    before = {one.files["a"][:4096] for one in _images(by_hand) if one.point == 2}
    assert {OLD[:4096], NEW[:4096]} < before
    assert {8192, 100} == {len(one.files["a"]) for one in _images(by_hand) if one.point > 8}


def test_a_torn_write_changes_whole_sectors_only(by_hand: Trace) -> None:
    for one in _images(by_hand):
        sectors = [one.files["a"][at : at + 512] for at in range(0, 8192, 512)]
        assert all(len(set(sector)) <= 1 for sector in sectors)


def test_a_new_name_is_certain_once_its_folder_was_waited_for(by_hand: Trace) -> None:
    images = _images(by_hand)
    assert {True, False} == {"b" in one.files for one in images if one.point in (5, 6, 7)}
    assert {b"b"} == {one.files["b"] for one in images if one.point > 7}
    assert {True, False} == {"b" in one.files for one in _images(by_hand, syncs=False)}


def test_nothing_that_had_not_happened_is_there(by_hand: Trace) -> None:
    assert {OLD} == {one.files["a"] for one in _images(by_hand) if one.point < 2}
    assert not any("b" in one.files for one in _images(by_hand) if one.point < 5)
