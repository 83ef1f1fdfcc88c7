"""Who may take over old tables at a till, and under whose name it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from sync.protocol.cycle import DeviceState
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role, Session
from terminal.import_seat import ImportSeat, report_path
from terminal.services import import_desk
from terminal.services.imports import Imports
from tests.builders import SESSION, TestStore
from tests.integration.services.shop import open_shop

CLERK = replace(SESSION, actor="staff-2", role=Role.CLERK)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestStore]:
    made, _ = open_shop(tmp_path, inline=False)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("session", "code"),
    [
        (None, "NOT_SIGNED_IN"),
        (CLERK, "NOT_RESPONSIBLE"),
        (SESSION, None),
        (replace(SESSION, role=Role.MANAGER), None),
    ],
)
def test_pharmacists_and_managers_may_import(
    shop: TestStore, session: Session | None, code: str | None
) -> None:
    desk = shop.run(lambda uow: import_desk.read(uow, actors=frozenset()), session)
    assert (None if code is None else Refusal(code)) == desk.blocked


def test_nobody_may_while_files_are_locked(shop: TestStore) -> None:
    shop.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    desk = shop.run(lambda uow: import_desk.read(uow, actors=frozenset()))
    assert Refusal("READING_LOCKED") == desk.blocked


def test_those_who_imported_are_named_and_who_is_gone_is_not(shop: TestStore) -> None:
    actors = frozenset({"staff-1", "gone"})
    desk = shop.run(lambda uow: import_desk.read(uow, actors=actors))
    assert {"staff-1": "合成药师"} == desk.names


def test_a_job_belongs_to_whoever_was_signed_in_when_it_was_handed_in(shop: TestStore) -> None:
    who: list[Session | None] = [SESSION]
    seat = ImportSeat(shop.store, lambda: who[0])
    begun, go = Event(), Event()

    def job(imports: Imports) -> str:
        begun.set()
        go.wait(10)
        return str(imports._write(lambda uow: uow.session.actor).result())

    first = seat.submit(job)
    assert begun.wait(10)
    who[0] = CLERK
    second = seat.submit(job)
    go.set()
    assert ("staff-1", "staff-2") == (first.result(10), second.result(10))
    seat.close()


def test_a_report_goes_into_a_folder_of_the_tills_own(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    path = report_path(folder, lambda: datetime(2025, 11, 21, 2, 32, 4, tzinfo=UTC))
    assert folder / "guitai-import-20251121-023204.csv" == path
    assert 0o700 == folder.stat().st_mode & 0o777


def test_a_folder_that_cannot_be_made_is_found_out_by_whoever_writes(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("no folder")
    path = report_path(tmp_path / "exports" / "deep", lambda: datetime(2025, 1, 1, tzinfo=UTC))
    assert not path.parent.exists()
