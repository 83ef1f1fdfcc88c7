"""Old tables come in: over a real encrypted store, from opening a file to undoing all of it."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from sync.protocol.ops import OPS_PER_GROUP_MAX, Add, Element, Fact, Set
from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Choice,
    Decisions,
    Field,
    Preview,
    Progress,
    Severity,
    Stage,
    Stand,
)
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role, Session
from terminal.services import counter
from terminal.services.counter import CardFound
from terminal.services.imports import Imports
from tests.builders import DEVICE, START_MS, STORE, TestStore, a_ticket, an_observation
from tests.integration.services.conftest import Shop
from tests.integration.services.old_table import a_file, checked, imports_of, line, taken_over
from tests.integration.services.shop import audited, groups, ops, rows

DAY_MS = 86_400_000


@pytest.fixture
def imports(till: TestStore) -> Imports:
    return imports_of(till)


def body(till: TestStore, customer: str) -> dict[str, Any]:
    """Return a customer's record."""
    return dict(till.read(lambda uow: uow.imports.states("customer", [customer]))[customer].body)


def named(till: TestStore, name: str) -> list[str]:
    """Return the ids of customers of a name who are not withdrawn."""
    sql = "SELECT id FROM customer WHERE name = ? AND withdrawn IS NOT 1 ORDER BY id"
    return [one for (one,) in rows(till, sql, name)]


def found_by(till: TestStore, text: str) -> list[str]:
    """Return the ids of whom a search finds."""
    return [one.id for one in till.run(lambda uow: counter.search(uow, text=text))]


def many(count: int, first: int = 100) -> Iterator[tuple[str, ...]]:
    for n in range(first, first + count):
        yield line(f"合成{n}号", 手机=f"154{n:08d}", 性别="女")


def test_a_file_is_shown_before_anything_is_read_in_earnest(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    path = a_file(tmp_path, [line("合成甲", 手机="15400000101", 身份证号="11010519491231002X")])
    opened = imports.open(path)
    assert isinstance(opened, Preview)
    assert ("text", "gb18030", ",", 1, 1, None) == (
        opened.kind,
        opened.encoding,
        opened.delimiter,
        opened.header_row,
        opened.total,
        opened.before,
    )
    assert {0: Field.NAME, 3: Field.PHONE, 4: Field.PHONE} == {
        at: name for at, name in imports.suggestion().items() if name in (Field.NAME, Field.PHONE)
    }
    assert "11010519491231002X" not in repr(opened)
    assert [] == ops(till)


def test_a_row_becomes_a_customer_who_is_found_by_name_phone_and_card(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    row = line(
        "合成新",
        性别="女",
        出生日期="1958年3月9日",
        手机="+86 154-0000-0101",
        家庭电话="0512-65430001",
        会员卡号="880001",
        病种="高血压、2型糖尿病",
        过敏史="青霉素",
        标签="慢病管理",
        备注="听力不好",
    )
    done = taken_over(imports, a_file(tmp_path, [row]))
    (customer,) = named(till, "合成新")
    assert {
        "name": "合成新",
        "sex": "female",
        "birth_on": "1958-03-09",
        "phones": ["051265430001", "15400000101"],
        "conditions": ["htn", "t2dm"],
        "allergies": [{"substance": "青霉素"}],
        "tags": ["慢病管理"],
        "note": "听力不好",
    } == body(till, customer)
    assert (BatchState.DONE, 1, 1, 0, 0) == (
        done.state,
        done.rows,
        done.new,
        done.merged,
        done.failed,
    )
    for text in ("合成新", "15400000101", "0101", "880001"):
        assert customer in found_by(till, text)
    card = till.run(lambda uow: counter.resolve(uow, payload="880001"))
    assert isinstance(card, CardFound)
    assert customer == card.card.id


def test_a_workbook_with_a_heading_and_merged_titles_comes_in(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("示例店会员资料（合成数据）",),
        ("姓名", "出生日期", "联系方式", None, "会员卡号", "身份证号"),
        (None, None, "手机", "座机", None, None),
        ("合成新", date(1958, 3, 9), 15400000101, "0512-65430001", "880001", 3.20102195803e17),
        ("合成旧", 21253, 1.54e10, None, 9.0001234567890e17, None),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("C2:D2")
    for column in "ABEF":
        sheet.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "old.xlsx")
    check = checked(imports, tmp_path / "old.xlsx")
    assert [(5, Field.CARD, "IMPORT_NUMBER_DAMAGED")] == [
        (one.row, one.field, one.code) for one in check.problems
    ]
    imports.run(Decisions())
    (new,), (old,) = named(till, "合成新"), named(till, "合成旧")
    assert ["051265430001", "15400000101"] == body(till, new)["phones"]
    assert ("1958-03-09", "1958-03-09") == (
        body(till, new)["birth_on"],
        body(till, old)["birth_on"],
    )
    # A phone kept as a number has all its digits, whatever it ends in.
    assert ["15400000000"] == body(till, old)["phones"]


def test_new_files_share_groups_and_each_row_is_whole_in_one(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    taken_over(imports, a_file(tmp_path, list(many(130))))
    found = [group for group in groups(till) if "customer" in group]
    assert 260 == sum(len(group) for group in found)
    assert all(len(group) <= OPS_PER_GROUP_MAX and len(group) % 2 == 0 for group in found)
    assert 3 <= len(found) <= 5


def test_a_change_to_a_file_that_was_here_stands_in_a_group_of_its_own(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    row = line("合成客1", 手机="15400000001", 备注="新备注")
    taken_over(imports, a_file(tmp_path, [*many(2), row, *many(2, 200)]))
    assert ["customer"] in groups(till)
    assert "新备注" == body(till, "c-1")["note"]


def test_purchases_and_readings_of_a_table_show_on_the_card(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    who = {"手机": "15400000101", "测量日期": "2025/11/1"}
    sold = {"药品名称": "盐酸二甲双胍片", "数量": "2盒", "金额": "¥37.60"}
    first = line("合成新", **who, **sold, 购药日期="2025/11/10", **{"空腹血糖(mg/dL)": "126"})
    second = line("合成新", 手机="15400000101", **sold, 购药日期="20251020")
    done = taken_over(imports, a_file(tmp_path, [first, second]))
    assert (1, 1) == (done.new, done.merged)
    (customer,) = named(till, "合成新")
    found = till.run(lambda uow: counter.card(uow, customer_id=customer))
    assert isinstance(found, CardFound)
    assert (2, 7520) == (found.card.visits, found.card.spent_fen)
    assert ["m-1"] == [one.medicine for one in found.card.medicines]
    assert found.card.medicines[0].days_supply == 60
    assert found.card.glucose is not None
    assert {"glucose_mmol_e1": 70} == found.card.glucose.reading.items


def test_a_sale_of_a_day_on_which_the_pos_has_a_ticket_does_not_count_twice(
    shop: Shop, tmp_path: Path
) -> None:
    till, _ = shop(("ticket", "t-1", a_ticket("c-1", business_day="2025-11-10")))
    row = line(
        "合成客1",
        手机="15400000001",
        购药日期="2025-11-10",
        药品名称="盐酸二甲双胍片",
        金额="18.8",
    )
    taken_over(imports_of(till), a_file(tmp_path, [row]), Decisions(on_duplicate=Choice.MERGE))
    found = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    assert 1 == found.card.visits


def test_somebody_known_is_merged_and_what_is_on_file_stays(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    row = line(
        "合成客1", 手机="15400000001，15400000111", 出生日期="1958-03-09", 过敏史="青霉素、磺胺类",
        备注="新备注",
    )  # fmt: skip
    path = a_file(tmp_path, [row])
    check = checked(imports, path)
    (found,) = check.duplicates
    assert ("c-1", Choice.MERGE) == (found.there.customer, found.suggested)
    done = imports.run(Decisions())
    assert isinstance(done, BatchEntry)
    assert (0, 1) == (done.new, done.merged)
    after = body(till, "c-1")
    assert ["15400000001", "15400000111"] == after["phones"]
    assert [
        {"note": "2024 年皮疹", "substance": "青霉素"},
        {"substance": "磺胺类"},
    ] == after["allergies"]
    assert "新备注" == after["note"]


@pytest.mark.parametrize(
    ("decisions", "birth_on", "customers"),
    [
        (Decisions(), "1958-03-09", 0),
        (Decisions(on_duplicate=Choice.MERGE), "1958-03-09", 0),
        (Decisions(on_duplicate=Choice.MERGE, on_conflict=Stand.TAKE), "1985-03-09", 0),
        (
            Decisions(duplicates={2: Choice.MERGE}, conflicts={(2, Field.BIRTH_ON): Stand.TAKE}),
            "1985-03-09",
            0,
        ),
        (Decisions(on_duplicate=Choice.NEW), "1958-03-09", 1),
        (Decisions(on_duplicate=Choice.SKIP), "1958-03-09", 0),
    ],
)
def test_what_was_decided_about_a_conflict_is_done(
    till: TestStore, imports: Imports, tmp_path: Path, decisions: Decisions, birth_on: str,
    customers: int,
) -> None:  # fmt: skip
    row = line("合成客1", 手机="15400000001", 会员卡号="320000000016", 出生日期="1985-03-09")
    path = a_file(tmp_path, [row])
    check = checked(imports, path)
    (found,) = check.duplicates
    assert [(Field.BIRTH_ON, "1958-03-09", "1985-03-09")] == [
        (one.field, one.there, one.here) for one in found.differences
    ]
    assert isinstance(imports.run(decisions), BatchEntry)
    assert birth_on == body(till, "c-1")["birth_on"]
    assert 1 + customers == len(named(till, "合成客1"))


def test_a_wish_to_be_left_alone_is_set_and_never_taken_away(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    titles = ("姓名", "手机", "免打扰")
    files = [a_file(tmp_path, [("合成客1", "15400000001", said)], titles=titles, name=f"{said}.csv")
             for said in ("是", "否")]  # fmt: skip
    for path in files:
        taken_over(imports, path, Decisions(on_duplicate=Choice.MERGE, on_conflict=Stand.TAKE))
        assert True is body(till, "c-1")["silent"]


def test_a_shared_phone_makes_two_files_and_a_question(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    path = a_file(
        tmp_path, [line("合成甲", 手机="15400000101"), line("另外乙", 手机="15400000101")]
    )
    check = checked(imports, path)
    assert ((), ["IMPORT_PHONE_SHARED"]) == (
        check.duplicates,
        [one.code for one in check.problems],
    )
    imports.run(Decisions())
    assert 1 == len(named(till, "合成甲")) == len(named(till, "另外乙"))


def test_who_lacks_a_field_that_has_a_column_is_counted(imports: Imports, tmp_path: Path) -> None:
    titles = ("姓名", "手机", "性别", "出生日期")
    people = [
        ("合成甲", "15400000101", "女", ""),
        ("合成甲", "15400000101", "", "1958-03-09"),
        ("合成乙", "1.54E+10", "", "1958"),
    ]
    check = checked(imports, a_file(tmp_path, people, titles=titles))
    assert {Field.PHONE: 1, Field.SEX: 1, Field.BIRTH_ON: 1} == check.lacking


def test_the_same_row_twice_is_taken_over_once(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    bought = {"药品名称": "盐酸二甲双胍片", "购药日期": "2025-11-10", "病种": "2型糖尿病"}
    row = line("合成甲", 手机="15400000101", **bought)
    path = a_file(tmp_path, [row, row])
    check = checked(imports, path)
    assert [(3, "IMPORT_ROW_TWICE", {"first": "2"})] == [
        (one.row, one.code, dict(one.facts)) for one in check.problems
    ]
    done = imports.run(Decisions())
    assert isinstance(done, BatchEntry)
    assert (1, 1) == (done.new, done.failed)
    assert [(1,)] == rows(till, "SELECT count(*) FROM past_sale")


def test_conditions_and_purchases_that_do_not_fit_are_asked_about(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    path = a_file(
        tmp_path,
        [
            line("合成甲", 手机="15400000101", 病种="2型糖尿病"),
            line("合成乙", 手机="15400000102", 药品名称="盐酸二甲双胍片", 购药日期="2025-11-10"),
            line("合成丙", 手机="15400000103", 药品名称="没有的药", 购药日期="2025-11-10"),
        ],
    )
    check = checked(imports, path)
    assert {
        (2, "IMPORT_DIABETIC_NO_DRUG"),
        (3, "IMPORT_DRUG_NO_DIAGNOSIS"),
        (4, "IMPORT_MEDICINE_UNKNOWN"),
    } == {(one.row, one.code) for one in check.problems}


def test_an_import_that_was_stopped_goes_on_and_takes_no_row_over_twice(
    till: TestStore, tmp_path: Path
) -> None:
    imports = imports_of(till, slices=10)
    path = a_file(tmp_path, list(many(35)))
    checked(imports, path)
    seen: list[Progress] = []
    stopped = imports.run(Decisions(), report=seen.append, cancelled=lambda: len(seen) >= 2)
    assert isinstance(stopped, BatchEntry)
    assert (BatchState.RUNNING, 20, 20) == (stopped.state, stopped.reached, stopped.new)
    assert [Stage.WRITING] * 2 == [one.stage for one in seen]

    again = imports_of(till)
    opened = again.open(path)
    assert isinstance(opened, Preview)
    assert opened.before is not None
    assert stopped.id == opened.before.id
    plan = again.plan_before()
    assert plan is not None
    check = again.check(plan[0])
    assert not isinstance(check, Refusal)
    assert () == check.duplicates, "what this import made is nobody else"
    done = again.run(plan[1])
    assert isinstance(done, BatchEntry)
    assert (stopped.id, BatchState.DONE, 35) == (done.id, done.state, done.new)
    assert [(35,)] == rows(till, "SELECT count(*) FROM customer WHERE name LIKE '合成%号'")
    assert 35 == len([one for one in ops(till, "customer") if "set" in one])


def test_one_that_goes_on_keeps_to_what_was_decided(till: TestStore, tmp_path: Path) -> None:
    imports = imports_of(till, slices=1)
    path = a_file(tmp_path, list(many(3)))
    checked(imports, path)
    imports.run(Decisions(), cancelled=iter([False, True]).__next__)
    checked(imports, path)
    changed = imports.run(Decisions(on_conflict=Stand.TAKE))
    assert Refusal("IMPORT_PLAN_CHANGED") == changed


def test_a_file_that_was_taken_over_is_not_taken_over_again(
    imports: Imports, tmp_path: Path
) -> None:
    path = a_file(tmp_path, list(many(3)))
    first = taken_over(imports, path)
    opened = imports.open(path)
    assert isinstance(opened, Preview)
    assert first == opened.before
    checked(imports, path)
    assert Refusal("IMPORT_DONE_BEFORE") == imports.run(Decisions())


def test_undo_takes_all_of_it_back(till: TestStore, imports: Imports, tmp_path: Path) -> None:
    before = body(till, "c-1")
    known = line(
        "合成客1", 手机="15400000001、15400000111", 会员卡号="880009", 过敏史="磺胺类",
        备注="新备注", 药品名称="盐酸二甲双胍片", 购药日期="2025-11-10",
        **{"空腹血糖(mg/dL)": "126", "测量日期": "2025-11-01"},
    )  # fmt: skip
    done = taken_over(imports, a_file(tmp_path, [*many(5), known, *many(5, 200)]))
    undone = imports.undo(done.id)
    assert isinstance(undone, BatchEntry)
    assert (BatchState.UNDONE, 0) == (undone.state, undone.kept)
    assert before == body(till, "c-1")
    assert [] == found_by(till, "合成100号") == found_by(till, "15400000100")
    assert [] == found_by(till, "880009")
    card = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(card, CardFound)
    assert (0, None, ()) == (card.card.visits, card.card.glucose, card.card.events)
    assert [(0,)] == rows(till, "SELECT count(*) FROM import_row")
    assert Refusal("IMPORT_UNDONE_BEFORE") == imports.undo(done.id)


def test_what_was_undone_can_be_taken_over_anew(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    path = a_file(tmp_path, list(many(3)))
    first = taken_over(imports, path)
    imports.undo(first.id)
    second = taken_over(imports, path)
    assert (3, BatchState.DONE) == (second.new, second.state)
    assert second.id != first.id
    assert 1 == len(named(till, "合成100号"))
    assert [BatchState.DONE, BatchState.UNDONE] == sorted(one.state for one in imports.history())


@pytest.mark.parametrize("change", ["reading", "note", "phone"])
def test_undo_leaves_a_file_alone_that_somebody_worked_with_since(
    till: TestStore, imports: Imports, tmp_path: Path, change: str
) -> None:
    done = taken_over(imports, a_file(tmp_path, list(many(3))))
    (customer,) = named(till, "合成101号")
    works = {
        "reading": lambda uow: uow.put("observation", "o-9", Fact(an_observation(customer))),
        "note": lambda uow: uow.put("customer", customer, Set({"note": "下午来"})),
        "phone": lambda uow: uow.put(
            "customer", customer, Add((Element("phones", "15400000999"),))
        ),
    }
    till.run(works[change])
    undone = imports.undo(done.id)
    assert isinstance(undone, BatchEntry)
    assert 1 == undone.kept
    assert [customer] == named(till, "合成101号")
    assert [] == named(till, "合成100号")


def test_undo_leaves_a_field_alone_that_somebody_changed_since(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    row = line("合成客1", 手机="15400000001、15400000111", 备注="新备注")
    done = taken_over(imports, a_file(tmp_path, [row]))
    till.run(lambda uow: uow.put("customer", "c-1", Set({"note": "下午来"})))
    till.run(lambda uow: uow.put("customer", "c-1", Add((Element("phones", "15400000111"),))))
    imports.undo(done.id)
    after = body(till, "c-1")
    assert ("下午来", ["15400000001", "15400000111"]) == (after["note"], after["phones"])


def test_an_undo_that_was_stopped_goes_on(till: TestStore, tmp_path: Path) -> None:
    imports = imports_of(till, slices=10)
    done = taken_over(imports, a_file(tmp_path, list(many(35))))
    stopped = imports.undo(done.id, cancelled=iter([False, False, True]).__next__)
    assert isinstance(stopped, BatchEntry)
    assert BatchState.UNDOING == stopped.state
    assert [(20,)] == rows(till, "SELECT count(*) FROM customer WHERE withdrawn = 1")
    undone = imports_of(till).undo(done.id)
    assert isinstance(undone, BatchEntry)
    assert BatchState.UNDONE == undone.state
    assert [(35,)] == rows(till, "SELECT count(*) FROM customer WHERE withdrawn = 1")


@pytest.mark.parametrize("role", [Role.CLERK, Role.SYSTEM])
def test_only_a_pharmacist_or_manager_takes_a_table_over(
    till: TestStore, tmp_path: Path, role: Role
) -> None:
    session = Session("staff-2", role, DEVICE, STORE)
    imports = imports_of(till, session)
    imports.open(a_file(tmp_path, list(many(1))))
    refusal = Refusal("NOT_RESPONSIBLE")
    assert refusal == imports.check(imports.suggestion())
    assert refusal == imports.undo("any")
    assert [] == ops(till)


def test_the_command_line_needs_nobody_signed_in(till: TestStore, tmp_path: Path) -> None:
    done = taken_over(imports_of(till, None, by_command=True), a_file(tmp_path, list(many(1))))
    assert "system" == done.by


def test_nobody_is_compared_while_reading_is_locked(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + DAY_MS))
    till.clock.advance(ms=DAY_MS + 1)
    imports.open(a_file(tmp_path, list(many(1))))
    assert Refusal("READING_LOCKED") == imports.check(imports.suggestion())


def test_a_mapping_that_cannot_be_is_refused(imports: Imports, tmp_path: Path) -> None:
    assert Refusal("IMPORT_NOT_OPEN") == imports.check({0: Field.NAME})
    imports.open(a_file(tmp_path, list(many(1))))
    assert Refusal("IMPORT_NAME_UNMAPPED") == imports.check({3: Field.PHONE})
    twice = imports.check({0: Field.NAME, 1: Field.NAME})
    assert Refusal("IMPORT_TWICE_MAPPED", {"field": "name"}) == twice
    assert Refusal("IMPORT_NOT_CHECKED") == imports.run(Decisions())


def test_a_check_stops_when_it_is_told_to(imports: Imports, tmp_path: Path) -> None:
    imports.open(a_file(tmp_path, list(many(1200))))
    stopped = imports.check(imports.suggestion(), cancelled=lambda: True)
    assert Refusal("IMPORT_CANCELLED") == stopped


def test_what_was_done_is_on_record(till: TestStore, imports: Imports, tmp_path: Path) -> None:
    done = taken_over(imports, a_file(tmp_path, list(many(2))))
    imports.undo(done.id)
    assert [
        "import.checked", "import.begun", "import.done", "import.undo_begun", "import.undone",
    ] == [action for action, _ in audited(till)]  # fmt: skip


def test_the_report_names_rows_and_codes_and_nobody(imports: Imports, tmp_path: Path) -> None:
    checked(
        imports, a_file(tmp_path, [line("合成甲", 手机="1.54E+10"), line("", 手机="15400000101")])
    )
    path = tmp_path / "report.csv"
    assert imports.write_report(path, lambda code, _: f"<{code}>") is None
    text = path.read_text("utf-8-sig")
    assert [
        "row,field,severity,code,text",
        "2,phone,missing,IMPORT_NUMBER_DAMAGED,<IMPORT_NUMBER_DAMAGED>",
        "3,name,row,IMPORT_NAME_MISSING,<IMPORT_NAME_MISSING>",
    ] == text.splitlines()
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert Refusal("EXPORT_EXISTS") == imports.write_report(path)


def test_nothing_personal_is_kept_of_an_import_that_was_undone_or_in_its_plan(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    path = a_file(tmp_path, list(many(2)), name="合成甲的顾客.csv")
    done = taken_over(imports, path)
    plans = rows(till, "SELECT plan, file FROM import_batch")
    assert "合成" not in json.dumps(plans, ensure_ascii=False)
    imports.undo(done.id)
    assert [] == rows(till, "SELECT * FROM import_row")


def test_what_takes_an_import_back_goes_with_the_file(
    till: TestStore, imports: Imports, tmp_path: Path
) -> None:
    done = taken_over(imports, a_file(tmp_path, list(many(3))))
    (customer,) = named(till, "合成101号")
    till.run(lambda uow: uow._writer.remove("customer", [customer]))
    assert [(2,)] == rows(till, "SELECT count(*) FROM import_row")
    assert isinstance(imports.undo(done.id), BatchEntry)


def test_every_problem_has_its_row_and_those_that_stop_it_are_counted(
    imports: Imports, tmp_path: Path
) -> None:
    path = a_file(
        tmp_path,
        [line("合成甲", 手机=""), line("", 手机="15400000101"), (), line("合计", 金额="100")],
    )
    check = checked(imports, path)
    assert (3, 1, 1) == (check.rows, check.good, check.people)
    assert {(2, Severity.MISSING), (3, Severity.ROW), (5, Severity.ROW)} == {
        (one.row, one.severity) for one in check.problems
    }
    done = imports.run(Decisions())
    assert isinstance(done, BatchEntry)
    assert (1, 2) == (done.new, done.failed)
