"""The file for support of a till that has recognisable data of people everywhere: in every text
column of every table, in the settings, in names of files and folders, and in the log.
"""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from local_store.connection import Connection
from local_store.key_custody import FileCustody
from local_store.unit_of_work import UnitOfWork
from sync.protocol.enrol import StoreInfo
from sync.protocol.ops import Fact
from terminal import app, backups, cli, log_setup, support_bundle
from terminal.config import SETTINGS_FILE, TerminalSettings, load
from terminal.doctor import examine, look_into
from terminal.domain.staff import Role, Session
from terminal.upkeep import Upkeep
from tests.builders import DEVICE, STORE, an_identity, an_observation
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import around

NAME: Final = "金丝雀"
SPOKEN: Final = "jinsique"
PHONE: Final = "15400001234"
"""Synthetic: what has to be nowhere in the file."""
CANARY: Final = f"{NAME}{SPOKEN}{PHONE}"
MADE_HERE: Final = {("outbox", "g"), ("outbox", "kind"), ("outbox", "hlc")}
"""Text that the program makes itself, and that has to be what it made."""
CLOSED: Final = re.compile(r'"?(\w+)"?\s+(?:TEXT|INTEGER)[^,]*?CHECK \(\w+ IN \(([^)]*)\)')


def forms_of(text: str) -> Iterator[bytes]:
    """Yield what a text may look like in bytes."""
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        yield text.encode(encoding)
    yield json.dumps(text)[1:-1].encode()
    plain = text.encode()
    yield plain.hex().encode()
    for before in range(3):
        yield base64.b64encode(bytes(before) + plain)[4 if before else 0 : -4]


FORMS: Final = sorted({form for text in (NAME, SPOKEN, PHONE) for form in forms_of(text)})


def told_in(content: bytes) -> list[bytes]:
    """Return the forms of what is personal that are in these bytes, whatever their case."""
    lower = content.lower()
    return [form for form in FORMS if form.lower() in lower]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_looked_for_would_be_found(form: bytes) -> None:
    assert form in told_in(b"before " + form + b" after")


# A till that is full of it


@pytest.fixture
def settings(tmp_path: Path) -> TerminalSettings:
    folder = tmp_path / f"{CANARY} 的文件夹" / "till"
    folder.mkdir(parents=True, mode=0o700)
    (folder / SETTINGS_FILE).write_text(
        f"""# {CANARY}
[[scanners]]
id = "{CANARY}"
kind = "serial"
options = {{ port = "/dev/{CANARY}" }}
[[scanners]]
id = "other"
kind = "{CANARY}"
[backup]
keep_free_mb = 0
second = "/media/{CANARY}"
""",
        "utf-8",
    )
    return load(data_dir=folder)


@pytest.fixture
def folder(settings: TerminalSettings) -> Path:
    made = settings.data_dir
    data_folder.make(made)
    with app.opened(made) as store:
        till = around(store, made)
        store.run(save, Session(CANARY, Role.PHARMACIST, DEVICE, STORE)).result()
        till.run(plant)
    _leave_files(made)
    log_setup.set_up(made / "logs", "debug")
    with (made / "logs" / log_setup.FILE_NAME).open("a", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in log_lines())
    return made


def save(uow: UnitOfWork) -> None:
    """Save work that holds it, as somebody of that name."""
    fields = an_observation("c-1", brand_new=CANARY, by=CANARY)
    uow.put("observation", CANARY, Fact(fields))
    uow.audit(f"customer.{CANARY}", entity_kind="customer", entity=CANARY, facts={SPOKEN: CANARY})
    info = StoreInfo(id=STORE, code=CANARY, name=CANARY, time_zone="Asia/Shanghai", day_starts_at=0)
    uow.sync.enrolled(an_identity(store=info, url=f"http://127.0.0.1:1/{CANARY}"))
    uow.sync.note_trouble(CANARY)
    uow.meta.set(backups.LAST, json.dumps({"at": 1, "code": CANARY, "second": CANARY}))
    uow._db.execute("UPDATE outbox SET code = ?", (CANARY,))


def plant(uow: UnitOfWork) -> None:
    """Put a row with it into every table but the outbox, whose rows are chained, and the token of
    configuration, which is random.
    """
    for table, sql in tables_in(uow._db):
        if table not in {"outbox", "config_token"}:
            _insert(uow._db, table, dict(CLOSED.findall(sql)))


def tables_in(db: Connection) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return found


def _insert(db: Connection, table: str, closed: dict[str, str]) -> None:
    values: dict[str, Any] = {}
    for _, name, kind, _, _, key in db.execute(f'PRAGMA table_info("{table}")').fetchall():
        if name in closed:
            values[name] = json.loads(closed[name].split(",")[0].replace("'", '"'))
        elif kind == "TEXT":
            values[name] = f"{CANARY} {table} {name}"
        elif kind == "BLOB":
            values[name] = CANARY.encode()
        else:
            values[name] = 700_007 if key else 7
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))


def _leave_files(folder: Path) -> None:
    for place in (folder, folder / "backups", folder / "set-aside" / CANARY, folder / "exports"):
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{CANARY}.xlsx").write_text(CANARY)
    (folder / "backups" / f"guitai-{CANARY}.db").write_text(CANARY)


def log_lines() -> Iterator[str]:
    """Yield lines with it under every name there is, in forms that could be taken for ours."""
    names = ("event", "code", "error", "level", "timestamp", "place", "logger", "file", "device")
    words: tuple[str, ...] = (CANARY, NAME, SPOKEN, SPOKEN.upper(), f"{SPOKEN.title()}Error", PHONE)
    words = (*words, f"ui/{SPOKEN}.py:5", f"{NAME}/ui/tasks.py:5", f"HQ_{SPOKEN.upper()}")
    for word in words:
        for name in names:
            line = {"logger": "terminal", "event": "backup made", name: word}
            yield json.dumps(line, ensure_ascii=False)
        yield json.dumps({"logger": f"terminal.{word}", "event": word})
    for name in support_bundle._NUMBERS:
        yield json.dumps({"logger": "terminal", "event": "backup made", name: int(PHONE)})
        yield json.dumps({"logger": "terminal", "event": "backup made", name: PHONE})
    yield f"Traceback (most recent call last): {CANARY}"
    yield json.dumps([CANARY])


def parts_of(bundle: bytes) -> Iterator[tuple[str, bytes]]:
    yield "as it is", bundle
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        for info in archive.infolist():
            yield f"head of {info.filename}", bytes(info.filename, "utf-8") + info.comment
            yield info.filename, archive.read(info)


def test_it_stands_in_every_text_column_of_every_table(
    settings: TerminalSettings, folder: Path
) -> None:
    missing = []
    for look in look_into(settings):
        for table, sql in tables_in(look._db):
            closed = dict(CLOSED.findall(sql))
            for _, name, kind, *_ in look._db.execute(f'PRAGMA table_info("{table}")').fetchall():
                asked = f'SELECT count(*) FROM "{table}" WHERE instr("{name}", ?)'
                (count,) = look._db.execute(asked, (NAME,)).fetchone()
                if kind == "TEXT" and not count and name not in closed:
                    missing.append((table, name))
    assert MADE_HERE == set(missing)


def test_none_of_it_is_in_the_file_for_support(settings: TerminalSettings, folder: Path) -> None:
    bundle = support_bundle.bundle(settings, examine(settings))
    parts = dict(parts_of(bundle))
    assert {name: [] for name in parts} == {name: told_in(part) for name, part in parts.items()}
    findings = {one["code"] for one in json.loads(parts["findings.json"])}
    assert {"DOCTOR_STORE_WELL", "DOCTOR_WORK", "UNKNOWN_CODE"} <= findings
    assert b"backup made" in parts["log.jsonl"]
    assert 2 == json.loads(parts["store.json"])["rows"]["customer"]


def test_none_of_it_is_in_what_the_command_writes(
    settings: TerminalSettings, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bundle.zip"
    cli.main(["--data", str(folder), "doctor", "--bundle", str(path)])
    for name, part in parts_of(path.read_bytes()):
        assert [] == told_in(part), name


def test_none_of_it_is_in_what_a_window_answers(settings: TerminalSettings) -> None:
    data_folder.make(settings.data_dir)
    with app.opened(settings.data_dir) as store:
        store.run(save, Session(CANARY, Role.PHARMACIST, DEVICE, STORE)).result()
        custody = FileCustody(settings.data_dir / app.KEY_FILE)
        upkeep = Upkeep(store, settings, custody, tell=lambda _: None)
        answer = json.dumps(upkeep.answer({"ask": "doctor"}), ensure_ascii=False)
    assert [] == told_in(answer.encode())
