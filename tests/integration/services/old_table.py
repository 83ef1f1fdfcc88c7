"""An old table with all the dirt that stores' tables have, and the imports of a test till. Every
name and phone in it is synthetic (合成数据).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from terminal import unsent_file
from terminal.domain.imports.model import BatchEntry, Check, Decisions, Preview
from terminal.domain.staff import Role, Session
from terminal.services.import_pace import Pace
from terminal.services.imports import Imports
from tests.builders import DEVICE, SESSION, STORE, TestStore

MANAGER: Final = Session("staff-1", Role.MANAGER, DEVICE, STORE)
TITLES: Final = (
    "姓名", "性别", "出生日期", "手机", "家庭电话", "会员卡号", "身份证号", "病种", "过敏史",
    "标签", "备注", "购药日期", "药品名称", "数量", "金额", "空腹血糖(mg/dL)", "测量日期",
)  # fmt: skip


def line(name: str = "", **cells: str) -> tuple[str, ...]:
    """Return a row with these cells, by title."""
    given = {"姓名": name, **cells}
    return tuple(given.get(title, "") for title in TITLES)


def a_file(folder: Path, rows: Sequence[Sequence[str]], **how: Any) -> Path:
    """Return a CSV with the titles and these rows, in GBK unless told otherwise."""
    text = io.StringIO()
    csv.writer(text).writerows([how.get("titles", TITLES), *rows])
    path: Path = folder / str(how.get("name", "old.csv"))
    path.write_bytes(text.getvalue().encode(str(how.get("encoding", "gb18030"))))
    return path


class StandingClock:
    """A clock by which nothing takes time."""

    def monotonic_ms(self) -> int:
        return 0


def imports_of(
    made: TestStore, session: Session | None = SESSION, *, slices: int = 1_000, **how: Any
) -> Imports:
    """Return the imports of a till under a session, which save so many rows at once."""
    return Imports(
        lambda work: made.store.run(work, session),
        lambda work: made.store.read(work, session),
        Pace(StandingClock(), first=slices, most=slices),
        keep=unsent_file.write_new,
        **how,
    )


def checked(imports: Imports, path: Path) -> Check:
    """Open and check a file under the mapping it suggests."""
    opened = imports.open(path)
    assert isinstance(opened, Preview), opened
    check = imports.check(imports.suggestion())
    assert isinstance(check, Check), check
    return check


def taken_over(imports: Imports, path: Path, decisions: Decisions | None = None) -> BatchEntry:
    """Take a file over."""
    checked(imports, path)
    done = imports.run(decisions or Decisions())
    assert isinstance(done, BatchEntry), done
    return done
