"""What taking over an old table takes: from opening the file to the last row saved and queued."""

from __future__ import annotations

import csv
import sqlite3
import time
from contextlib import closing
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any, Final

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal import machine
from terminal.domain.search import Sort
from terminal.domain.staff import Role, Session
from terminal.sandbox import names
from tests.bench.rig.figures import Figure, Figures, NotThereYetError, Target, WrongError
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.laps import Laps
from tests.builders import DEVICE, STORE, a_store

ROWS_S: Final = Target("import_rows_s", "rows/s", 1_700, "more")
SERVICE: Final = "terminal.services.imports"
_PACE: Final = "terminal.services.import_pace"
_MODEL: Final = "terminal.domain.imports.model"
_MANAGER: Final = Session("staff-1", Role.MANAGER, DEVICE, STORE)
_TITLES: Final = ("姓名", "性别", "出生日期", "手机号", "疾病", "备注")
_SLICE: Final = 500
_ASKED: Final = 50
_FIRST_PHONE: Final = 30_000_000
_NAMELESS: Final = 50
"""One row in so many has no name and cannot be taken over."""
_DAMAGED: Final = 40
"""One in so many has a phone that a spreadsheet spoiled."""


def imports(made: Made, *, rows: int) -> Figures:
    """Take a table of people over, none of whom is known, in the encoding and with the dirt of old
    programs; then the rows this made into plain sqlite3.
    """
    if find_spec(SERVICE) is None:
        raise NotThereYetError(f"{SERVICE} is not there yet")
    path = made.folder / "old.csv"
    people = _write_table(path, rows, Random(made.sizes.seed))
    till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE, seed=15)
    try:
        first = till.store.read(_last_row).result()
        laps = Laps()
        entry = laps.take(partial(_run, till.store, path))
        _require_whole(till.store, entry, people, rows)
        written = till.store.read(partial(_written, first=first)).result()
    finally:
        till.close()
    theirs = rows / _into_plain(made.folder / PLAIN, written)
    rate = rows / laps.wall[0] * 1_000
    return {
        **ROWS_S.met_by(rate),
        "import_rows": Figure(rows, "rows"),
        "import_cpu_rows_s": Figure(rows / laps.cpu[0] * 1_000, "rows/s", None, "more"),
        "import_sqlite3_rows_s": Figure(theirs, "rows/s", None, "more"),
        "import_ratio": Figure(rate / theirs, "×", None, "more"),
    }


def _run(store: Store, path: Path) -> Any:
    service, model = import_module(SERVICE), import_module(_MODEL)
    write, read = (partial(one, session=_MANAGER) for one in (store.run, store.read))
    pace = import_module(_PACE).Pace(machine.SystemClock())
    engine = service.Imports(write, read, pace, keep=Path.write_bytes)
    try:
        for answer in (engine.open(path), engine.check(engine.suggestion())):
            if hasattr(answer, "code"):
                raise WrongError(f"the table was refused: {answer.code}")
        entry = engine.run(model.Decisions())
    finally:
        engine.close()
    if hasattr(entry, "code"):
        raise WrongError(f"the import was refused: {entry.code}")
    return entry


def _write_table(path: Path, rows: int, rng: Random) -> list[tuple[str, str]]:
    """Write the table and return name and phone of those of whom both can be read."""
    found = []
    with path.open("w", encoding="gb18030", newline="") as file:
        table = csv.writer(file)
        table.writerow(_TITLES)
        for number in range(rows):
            born = rng.randrange(1935, 2015)
            sex = rng.choice(("female", "male"))
            name = names.person(rng, sex=sex, born=born)
            phone = f"154{_FIRST_PHONE + number:08d}"
            shown, written = name, _spelt(rng, phone)
            if number % _NAMELESS == 0:
                shown = ""
            elif number % _DAMAGED == 0:
                written = rng.choice(("1.54E+10", phone[:-4] + "0000"))
            else:
                found.append((name, phone))
            day = _day(rng, born)
            illness = rng.choice(("", "糖尿病", "高血压", "高血压、糖尿病"))
            table.writerow((shown, "女" if sex == "female" else "男", day, written, illness, ""))
    return found


def _spelt(rng: Random, phone: str) -> str:
    wide = phone.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    apart = f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    return rng.choices((phone, f"+86{phone}", apart, wide), weights=(90, 4, 3, 3))[0]


def _day(rng: Random, born: int) -> str:
    month, day = rng.randrange(1, 13), rng.randrange(1, 29)
    forms = (
        f"{born}/{month}/{day}",
        f"{born}{month:02d}{day:02d}",
        f"{born}-{month:02d}-{day:02d}",
    )
    return rng.choice(forms)


def _require_whole(store: Store, entry: Any, people: list[tuple[str, str]], rows: int) -> None:
    nameless = -(-rows // _NAMELESS)
    if entry.rows != rows or entry.reached < rows:  # The title is a line too.
        raise WrongError(f"{entry.reached} of {entry.rows} rows were looked at, not {rows}")
    if entry.failed != nameless:
        raise WrongError(f"{entry.failed} rows failed, not {nameless}")
    if entry.new + entry.merged + entry.skipped + entry.failed != rows:
        raise WrongError("rows are missing in what came of the import")
    for name, phone in people[:: max(len(people) // _ASKED, 1)]:
        if name not in store.read(partial(_names, phone=phone)).result():
            raise WrongError("somebody who was taken over is not found")


def _names(uow: UnitOfWork, *, phone: str) -> set[str]:
    ids = [hit.id for hit in uow.search.find(phone) if hit.sort is Sort.CUSTOMER]
    return {one.name for one in uow.customers.many(ids).values()}


def _last_row(uow: UnitOfWork) -> tuple[int, int]:
    sql = "SELECT (SELECT max(rowid) FROM customer), (SELECT max(n) FROM customer_key)"
    found: tuple[int, int] = uow._db.execute(sql).fetchone()
    return found


def _written(uow: UnitOfWork, *, first: tuple[int, int]) -> tuple[list[Any], list[Any]]:
    people = uow._db.execute("SELECT * FROM customer WHERE rowid > ?", first[:1]).fetchall()
    keys = uow._db.execute("SELECT * FROM customer_key WHERE n > ?", first[1:]).fetchall()
    return people, keys


def _into_plain(path: Path, written: tuple[list[Any], list[Any]]) -> float:
    """Write the same rows into the plain database, in slices; return the seconds that took."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        started = time.perf_counter()
        for table, rows in zip(("customer", "customer_key"), written, strict=True):
            places = ", ".join("?" * len(rows[0])) if rows else ""
            for at in range(0, len(rows), _SLICE):
                db.execute("BEGIN IMMEDIATE")
                sql = f"INSERT OR REPLACE INTO {table} VALUES ({places})"
                db.executemany(sql, rows[at : at + _SLICE])
                db.execute("COMMIT")
        return time.perf_counter() - started
