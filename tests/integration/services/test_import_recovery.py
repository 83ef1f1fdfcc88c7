"""A till whose database is damaged or replaced after an import: it can still be taken back."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from local_store.backup import own_work_of
from local_store.database import PAGE_BYTES, open_unwritten
from local_store.own_work import OwnWork
from local_store.raw_pages import RawPages
from local_store.raw_rows import RawRows
from local_store.salvage import Salvaged, salvage
from local_store.unit_of_work import UnitOfWork
from terminal.domain.imports.model import BatchEntry, BatchState, Decisions
from tests.builders import TEST_KEY, FakeClock, SeededIds, TestStore, a_store
from tests.integration.services.old_table import a_file, checked, imports_of, line, taken_over
from tests.integration.services.shop import open_shop, rows

PEOPLE: Final = 400
STANDING: Final = "SELECT count(*) FROM customer WHERE name LIKE '合成%号' AND withdrawn IS NOT 1"
WITHDRAWN: Final = "SELECT count(*) FROM customer WHERE withdrawn = 1"
UNDONE_FACTS: Final = "SELECT count(*) FROM external_id WHERE undoes IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Original:
    """A database that was closed after an import, whole, and how it was before."""

    folder: Path
    batch: str
    before: dict[str, Any]
    work: OwnWork

    @property
    def path(self) -> Path:
        return self.folder / "store.db"


def table(folder: Path) -> Path:
    people = [
        line(f"合成{n}号", 手机=f"154{n:08d}", 会员卡号=f"88{n:04d}", 备注="旧备注" * 5)
        for n in range(100, 100 + PEOPLE)
    ]
    known = line("合成客1", 手机="15400000001、15400000111", 会员卡号="880009", 备注="新备注")
    return a_file(folder, [*people, known])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    folder = tmp_path_factory.mktemp("original")
    till, _ = open_shop(folder, durable=True)
    before = body(till)
    done = taken_over(imports_of(till), table(folder))
    work = till.read(lambda uow: uow.sync.own_work())
    till.close()
    return Original(folder, done.id, before, work)


@pytest.fixture
def copy(original: Original, tmp_path: Path) -> Path:
    """A copy of the database, to be spoilt."""
    return Path(shutil.copyfile(original.path, tmp_path / "store.db"))


def body(till: TestStore) -> dict[str, Any]:
    return dict(till.read(lambda uow: uow.imports.states("customer", ["c-1"]))["c-1"].body)


def tree(path: Path, name: str) -> list[int]:
    """Return the pages of a table or index, the first one first."""
    with closing(open_unwritten(path, TEST_KEY)) as db:
        (root,) = db.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)
        ).fetchone()
    seen: set[int] = set()
    list(RawRows(RawPages(path, TEST_KEY))._walk(root, seen))
    return [root, *sorted(seen - {root})]


def flip(path: Path, number: int) -> None:
    data = bytearray(path.read_bytes())
    data[(number - 1) * PAGE_BYTES + random.Random(number).randrange(PAGE_BYTES)] ^= 4
    path.write_bytes(data)


@contextmanager
def rescued(path: Path, earlier: OwnWork | None = None) -> Iterator[tuple[Salvaged, TestStore]]:
    """Save what can be read, and lend what came of it."""
    fresh = path.parent / "fresh"
    fresh.mkdir()
    ports = (FakeClock(), SeededIds(7))
    done = salvage(path, fresh / "store.db", TEST_KEY, earlier=earlier, ports=ports)
    with closing(a_store(fresh, enrolled=False, seed=8)) as till:
        yield done, till


def undone(till: TestStore, batch: str) -> BatchEntry:
    found = imports_of(till).undo(batch)
    assert isinstance(found, BatchEntry), found
    assert BatchState.UNDONE == found.state
    return found


def one(till: TestStore, sql: str) -> int:
    return int(rows(till, sql)[0][0])


@pytest.mark.parametrize("name", ["import_row_made_idx", "import_batch_file_idx", "past_sale"])
def test_an_import_is_taken_back_whole_after_a_rescue(
    original: Original, copy: Path, name: str
) -> None:
    flip(copy, tree(copy, name)[0])
    with rescued(copy) as (done, till):
        assert (1, 0) == (done.bad_pages, done.lost)
        assert PEOPLE == one(till, STANDING)
        back = undone(till, original.batch)
        assert (PEOPLE, 0, 0) == (one(till, WITHDRAWN), one(till, STANDING), back.kept)
        assert original.before == body(till)
        assert 1 == one(till, UNDONE_FACTS)


@pytest.mark.parametrize("at", [0, 1, 3])
def test_what_stood_on_a_damaged_page_of_its_notes_stays_and_is_counted(
    original: Original, copy: Path, at: int
) -> None:
    pages = tree(copy, "import_row")
    assert at < len(pages)  # The first one leads to all others, which are found all the same.
    flip(copy, pages[at])
    with rescued(copy) as (_, till):
        known = one(till, "SELECT count(*) FROM import_row WHERE made = 1")
        assert PEOPLE * 3 // 4 < known < PEOPLE
        back = undone(till, original.batch)
        assert (known, PEOPLE - known) == (one(till, WITHDRAWN), back.kept)
        assert PEOPLE - known == one(till, STANDING)


def test_an_import_whose_own_line_is_gone_is_named_by_a_backup(
    original: Original, copy: Path
) -> None:
    flip(copy, tree(copy, "import_batch")[0])
    with rescued(copy, original.work) as (_, till):
        undone(till, original.batch)
        assert (PEOPLE, 0) == (one(till, WITHDRAWN), one(till, STANDING))


def test_without_one_nothing_is_kept_of_what_it_did_to_files(
    original: Original, copy: Path
) -> None:
    flip(copy, tree(copy, "import_batch")[0])
    with rescued(copy) as (_, till):
        assert () == imports_of(till).history()
        assert 0 == one(till, "SELECT count(*) FROM import_row")
        assert PEOPLE == one(till, STANDING)


def test_an_import_that_was_cut_short_goes_on_after_a_rescue(tmp_path: Path) -> None:
    folder = tmp_path / "till"
    folder.mkdir()
    path = table(tmp_path)
    till, _ = open_shop(folder, durable=True)
    stopped(till, path)
    till.close()
    flip(till.path, tree(till.path, "import_row_customer_idx")[0])
    with rescued(till.path) as (_, again):
        imports = imports_of(again)
        imports.open(path)
        planned = imports.plan_before()
        assert planned is not None
        imports.check(planned[0])
        done = imports.run(planned[1])
        assert isinstance(done, BatchEntry)
        assert (BatchState.DONE, PEOPLE, 1) == (done.state, done.new, done.merged)
        assert PEOPLE == one(again, STANDING)
        undone(again, done.id)
        assert 0 == one(again, STANDING)


def test_an_undo_that_was_cut_short_goes_on_after_a_rescue(original: Original, copy: Path) -> None:
    with closing(a_store(copy.parent, enrolled=False, seed=5)) as till:
        ends = iter([False, False, True])
        imports_of(till, slices=PEOPLE // 4).undo(original.batch, cancelled=ends.__next__)
    flip(copy, tree(copy, "import_row_made_idx")[0])
    with rescued(copy) as (_, till):
        assert 0 == undone(till, original.batch).kept
        assert (PEOPLE, 0, 1) == (
            one(till, WITHDRAWN),
            one(till, STANDING),
            one(till, UNDONE_FACTS),
        )
        assert original.before == body(till)


def test_a_backup_of_before_the_import_gets_its_notes_with_the_work_made_since(
    original: Original, tmp_path: Path
) -> None:
    with closing(open_shop(tmp_path, durable=True)[0]) as till:
        till.run(lambda uow: uow.sync.carry(original.work))
        assert [original.batch] == [entry.id for entry in imports_of(till).history()]
        undone(till, original.batch)
        assert (PEOPLE, 0) == (one(till, WITHDRAWN), one(till, STANDING))
        assert 1 == one(till, UNDONE_FACTS)


def test_of_an_undo_in_a_later_copy_nothing_is_done_again(original: Original, copy: Path) -> None:
    later = copy.with_name("later.db")
    shutil.copyfile(copy, later)
    with closing(a_store(copy.parent, enrolled=False, seed=5, name="later.db")) as till:
        undone(till, original.batch)
    work = own_work_of(later, TEST_KEY)
    with closing(a_store(copy.parent, enrolled=False, seed=6)) as till:
        till.run(lambda uow: uow.sync.carry(work))
        assert [BatchState.UNDONE] == [entry.state for entry in imports_of(till).history()]
        assert 0 == one(till, "SELECT count(*) FROM import_row")
        assert 0 == one(till, STANDING)


def stopped(till: TestStore, path: Path) -> None:
    """Take half of a table over."""
    imports = imports_of(till, slices=PEOPLE // 2)
    checked(imports, path)
    ends = iter([False, True])
    imports.run(Decisions(), cancelled=ends.__next__)


def test_notes_that_fit_no_table_are_left_out(original: Original, copy: Path) -> None:
    with closing(a_store(copy.parent, enrolled=False, seed=5)) as till:
        till.run(lambda uow: _carry_odd(uow, original))
        assert PEOPLE + 1 == one(till, "SELECT count(*) FROM import_row")


def _carry_odd(uow: UnitOfWork, original: Original) -> None:
    notes = original.work.imports
    first = notes.rows[0]
    odd = [(*first[:1], 9_999, *first[2:3], 7, *first[4:]), ("no-batch", *first[1:]), first[:4]]
    odd_notes = type(notes)(notes.batches, [*notes.rows, *odd])
    uow.sync.carry(OwnWork(original.work.ops, original.work.keys, original.work.meta, odd_notes))
