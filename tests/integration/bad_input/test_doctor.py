"""Looking a till over: each trouble by its code, in both languages; and the bundle for support has
nothing personal in it.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Final

import pytest

from local_store.key_custody import FileCustody
from resources.texts import LANGUAGES, Messages
from terminal import app, backups, cli, log_setup, support_bundle
from terminal.backups import Places
from terminal.config import TerminalSettings, load
from terminal.doctor import Level, examine, is_well
from tests.builders import START_MS
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import around, record

HOUR_MS: Final = 3_600_000
CANARIES: Final = (
    "合成客",
    "合成药师",
    "15400000",
    "皮疹",
    "青霉素",
    "金丝雀备注",
    "B001",
    "3200000000",
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalSettings:
    monkeypatch.setattr("terminal.machine.SystemClock.now_ms", lambda _: START_MS)
    return load(data_dir=tmp_path / "张三的文件夹" / "till", backup={"keep_free_mb": 0})


@pytest.fixture
def folder(settings: TerminalSettings) -> Path:
    settings.data_dir.parent.mkdir()
    data_folder.make(settings.data_dir, customers=20)
    with app.opened(settings.data_dir) as store:
        record(around(store, settings.data_dir), "k-1", "金丝雀备注")
        places = Places.of(settings, FileCustody(settings.data_dir / app.KEY_FILE))
        backups.make(store, places)
    return settings.data_dir


def codes(settings: TerminalSettings, *levels: Level) -> set[str]:
    found = examine(settings)
    for one in found:
        assert_known(one.code)
    return {one.code for one in found if not levels or one.level in levels}


def assert_known(code: str) -> None:
    for language in LANGUAGES:
        assert code in Messages(language).codes()


def test_a_till_that_is_well_says_so_and_ends_with_nought(
    settings: TerminalSettings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_well(examine(settings))
    expected = {"DOCTOR_STORE_WELL", "DOCTOR_SUMS_WELL", "DOCTOR_BACKUP_WELL", "DOCTOR_CLOCK_WELL"}
    assert expected | {"DOCTOR_SPACE_WELL", "DOCTOR_WORK", "DOCTOR_KEY_FILE"} <= codes(settings)
    assert 0 == cli.main(["--data", str(folder), "--language", "en", "doctor"])
    assert "every page fits its code" in capsys.readouterr().out


def test_it_looks_beside_an_open_window(settings: TerminalSettings, folder: Path) -> None:
    with app.opened(folder) as store:
        record(around(store, folder), "k-2")
        found = {one.code: one.facts for one in examine(settings)}
        record(around(store, folder), "k-3")
    assert "3" == found["DOCTOR_WORK"]["unsent"]


def test_damage_is_bad_and_ends_with_one(
    settings: TerminalSettings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / app.DATABASE
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert {"STORE_CORRUPT"} == codes(settings, Level.BAD)
    for language in LANGUAGES:
        arguments = ["--data", str(folder), "--language", language, "doctor"]
        assert 1 == cli.main(arguments)
        assert "[STORE_CORRUPT]" in capsys.readouterr().out


def test_a_store_without_its_key_and_one_that_is_not_there(
    settings: TerminalSettings, folder: Path
) -> None:
    (folder / app.KEY_FILE).unlink()
    assert {"STORE_KEY_MISSING"} == codes(settings, Level.BAD)
    (folder / app.DATABASE).unlink()
    assert {"STORE_NOT_ENROLLED"} == codes(settings, Level.BAD)


def test_where_no_till_is_the_doctor_says_so_and_makes_no_folder(
    settings: TerminalSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = settings.data_dir
    assert 1 == cli.main(["--data", str(folder), "--language", "en", "doctor"])
    said = capsys.readouterr().out
    assert "[STORE_NOT_ENROLLED]" in said
    assert "DOCTOR_BACKUP_NONE" not in said
    assert not folder.exists()


@pytest.mark.parametrize(
    ("now_ms", "code"),
    [
        (946_684_800_000, "DOCTOR_CLOCK_BACK"),
        (START_MS - 30 * 24 * HOUR_MS, "DOCTOR_CLOCK_BACK"),
        (START_MS, "DOCTOR_CLOCK_WELL"),
    ],
)
def test_a_clock_set_back_before_hq_was_heard_is_said(
    settings: TerminalSettings,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    now_ms: int,
    code: str,
) -> None:
    with app.opened(folder) as store:
        store.run(lambda uow: uow.sync.note_exchange(START_MS, 0)).result()
    monkeypatch.setattr("terminal.machine.SystemClock.now_ms", lambda _: now_ms)
    assert code in codes(settings)


def test_a_clock_that_hq_corrects_is_said_with_how_far(
    settings: TerminalSettings, folder: Path
) -> None:
    with app.opened(folder) as store:
        store.run(lambda uow: uow.sync.note_exchange(START_MS, 600_000)).result()
    assert {"DOCTOR_CLOCK_OFF"} == codes(settings, Level.WARN)


def test_old_backups_missing_ones_and_little_room_are_said(
    settings: TerminalSettings, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = settings.backup.model_copy(update={"second": tmp_path, "keep_free_mb": 1 << 40})
    asking = settings.model_copy(update={"backup": wanted})
    second = {"DOCTOR_SECOND_NONE", "DOCTOR_SECOND_SAME"}
    assert second | {"DOCTOR_SPACE_LOW"} == codes(asking, Level.WARN)
    monkeypatch.setattr("terminal.machine.SystemClock.now_ms", lambda _: START_MS + 49 * HOUR_MS)
    assert {"DOCTOR_BACKUP_OLD"} == codes(settings, Level.WARN)
    for path in (folder / "backups").iterdir():
        path.unlink()
    assert {"DOCTOR_BACKUP_NONE"} == codes(settings, Level.WARN)


def test_a_key_that_others_can_read_is_bad(settings: TerminalSettings, folder: Path) -> None:
    (folder / app.KEY_FILE).chmod(0o644)
    assert {"DOCTOR_KEY_OPEN"} == codes(settings, Level.BAD)


def test_sums_that_are_off_are_said_with_their_stream(
    settings: TerminalSettings, folder: Path
) -> None:
    with app.opened(folder) as store:
        store.run(lambda uow: uow._db.execute("UPDATE cursor SET complete = 1, n = n + 1")).result()
    assert {"DOCTOR_SUMS_OFF"} == codes(settings, Level.BAD)


def test_a_long_log_is_said(settings: TerminalSettings, folder: Path) -> None:
    with app.opened(folder):
        os.truncate(folder / f"{app.DATABASE}-wal", 65 * 1024 * 1024)
        assert "DOCTOR_LOG_LONG" in codes(settings, Level.WARN)


def everything_in(bundle: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        names = archive.namelist()
        return "\n".join([*names, *(archive.read(name).decode() for name in names)])


def test_the_bundle_has_nothing_personal_in_it(settings: TerminalSettings, folder: Path) -> None:
    logs = folder / "logs"
    log_setup.set_up(logs, "debug")
    lines = [
        {"logger": "terminal", "event": "backup made", "bytes": 5, "level": "info"},
        {"logger": "terminal", "event": "合成客1 来过", "level": "info", "code": "合成客1"},
        {"logger": "terminal", "event": "searched", "query": "合成客1", "count": "15400000001"},
        {"logger": "urllib3", "event": "GET /合成客1"},
        {"logger": "sync.agent", "event": "x", "error": "青霉素Error", "device": "15400000001"},
    ]
    with (logs / log_setup.FILE_NAME).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.write("Traceback 合成客1\n[1, 2]\n")
    said = everything_in(support_bundle.bundle(settings, examine(settings)))
    for canary in (*CANARIES, "张三", str(folder)):
        assert canary not in said
        assert json.dumps(canary).strip('"') not in said
    assert "backup made" in said
    assert '"customer": 20' in said
    assert "DOCTOR_STORE_WELL" in said
    assert not re.search(r"\b1\d{10}\b", said), "no telephone number"


def test_no_text_of_any_record_is_in_the_bundle(settings: TerminalSettings, folder: Path) -> None:
    said = everything_in(support_bundle.bundle(settings, examine(settings)))
    with app.opened(folder) as store:
        rows = store.read(
            lambda uow: uow._db.execute(
                "SELECT * FROM customer UNION SELECT * FROM customer"
            ).fetchall()
        ).result()
        ops = store.read(lambda uow: uow.sync.own_work()).result()
    texts = {str(value) for row in rows for value in row if isinstance(value, str)}
    texts |= {str(op["body"]) for op in ops.ops} | {key.hex() for key in ops.keys.values()}
    found = {text for text in texts if len(text) > 4 and text in said}
    # What says how far a record came is a word of ours.
    assert found <= {"accepted", "received", "local"}


def test_the_command_writes_the_bundle_for_this_account_alone(
    settings: TerminalSettings, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bundle.zip"
    assert 0 == cli.main(["--data", str(folder), "doctor", "--bundle", str(path)])
    assert "[DOCTOR_BUNDLE]" in capsys.readouterr().out
    assert 0o600 == path.stat().st_mode & 0o777
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize(
    ("days", "code", "level"),
    [
        (0, "DOCTOR_LEASE_WELL", Level.WELL),
        (7, "DOCTOR_LEASE_SOON", Level.WARN),
        (15, "DOCTOR_LEASE_OVER", Level.WARN),
    ],
)
def test_how_long_it_may_do_without_hq_is_said(
    settings: TerminalSettings,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    code: str,
    level: Level,
) -> None:
    with app.opened(folder) as store:
        until = START_MS + 14 * 24 * HOUR_MS - 1
        store.run(lambda uow: uow.sync.note_exchange(START_MS, 0, until)).result()
    now_ms = START_MS + days * 24 * HOUR_MS
    monkeypatch.setattr("terminal.machine.SystemClock.now_ms", lambda _: now_ms)
    assert code in codes(settings, level)


def test_a_clock_behind_the_latest_time_seen_is_said(
    settings: TerminalSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead_ms = START_MS + 400 * 24 * HOUR_MS
    with monkeypatch.context() as wrong:
        wrong.setattr("terminal.machine.SystemClock.now_ms", lambda _: ahead_ms)
        app.open_store(folder).close()
    found = {one.code: one.facts for one in examine(settings)}
    assert "9600" == found["DOCTOR_CLOCK_EARLIER"]["hours"]


def test_a_till_that_only_has_no_net_is_no_alarm(settings: TerminalSettings, folder: Path) -> None:
    with app.opened(folder) as store:
        store.run(lambda uow: uow.sync.note_trouble("HQ_UNREACHABLE")).result()
    assert "HQ_UNREACHABLE" in codes(settings, Level.NOTE)
    assert is_well(examine(settings))


def test_what_is_kept_beside_the_database_is_counted(
    settings: TerminalSettings, folder: Path
) -> None:
    (folder / "guitai.v0003.bak").write_bytes(bytes(3 * 1024 * 1024))
    kept = folder / backups.ASIDE / "20260921T000000000000Z"
    kept.mkdir(parents=True)
    (kept / app.DATABASE).write_bytes(bytes(2 * 1024 * 1024))
    found = {one.code: one for one in examine(settings)}
    assert {"count": "1", "mb": "3", "days": "14"} == found["DOCTOR_OLD_COPIES"].facts
    assert {"count": "1", "mb": "2"} == found["DOCTOR_SET_ASIDE"].facts
    assert is_well(list(found.values()))


@pytest.mark.parametrize(("device", "is_said"), [(0, True), (1, False)])
def test_a_second_disk_that_is_the_first_one_is_said(
    settings: TerminalSettings,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    device: int,
    is_said: bool,
) -> None:
    second = tmp_path / "disk"
    second.mkdir()
    here = Path.stat

    def stat(path: Path, **how: bool) -> os.stat_result:
        found = here(path, **how)
        if path != second:
            return found
        values = list(found)
        values[2] += device
        return os.stat_result(values)

    monkeypatch.setattr(Path, "stat", stat)
    both = load(data_dir=folder, backup={"keep_free_mb": 0, "second": second})
    assert is_said is ("DOCTOR_SECOND_SAME" in codes(both, Level.WARN))
