"""The states in which pictures of the import page are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from terminal.domain.imports import matching
from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Check,
    Choice,
    Column,
    Decisions,
    Difference,
    Duplicate,
    Field,
    Preview,
    Problem,
    Progress,
    Severity,
    Side,
    Stage,
    Stand,
)
from terminal.domain.problems import Refusal
from ui.followups.states import NOW
from ui.imports.state import ImportState, Step

PATH: Final = "/home/counter/旧会员资料/会员导出 2019-2025.xlsx"
REPORT: Final = "/var/lib/guitai/exports/guitai-import-20251121-023204.csv"
ROWS: Final = 98_211


def entry(n: int, state: BatchState = BatchState.DONE, **changes: Any) -> BatchEntry:
    """Return a made-up import, so many days old."""
    values: dict[str, Any] = {
        "rows": ROWS,
        "reached": ROWS,
        "new": 61_004,
        "merged": 3_112,
        "skipped": 41,
        "failed": 1_204,
        "records": 152_380,
    }
    at = NOW - timedelta(days=n, minutes=40)
    return BatchEntry(f"batch-{n}", at, "staff-1", "9f2c41d07ab3", state, **(values | changes))


HISTORY: Final = (
    entry(0, rows=412, reached=412, new=377, merged=22, skipped=0, failed=13, records=1_406),
    entry(3, BatchState.UNDONE, kept=4),
    entry(4, rows=2_106, reached=2_106, new=2_001, merged=64, skipped=3, failed=38),
)
CUT_SHORT: Final = entry(1, BatchState.RUNNING, reached=40_500, new=25_881, merged=1_190)

COLUMNS: Final = (
    Column(0, "姓名", ("王秀兰", "李建国", "欧阳小兰"), Field.NAME, True),
    Column(1, "手机", ("154 0000 6021", "1.54E+10", "+86 15400000007"), Field.PHONE, True),
    Column(2, "家庭电话", ("021-60000001", "", "021-60000002"), Field.PHONE, True),
    Column(3, "出生", ("1958/1/3", "19620503", "45660"), Field.BIRTH_ON, True),
    Column(4, "性别", ("女", "男", "女"), Field.SEX, True),
    Column(5, "会员卡号", ("320400187731", "320400190000", ""), Field.CARD, True),
    Column(6, "慢病", ("糖尿病、高血压", "", "高血压"), Field.CONDITIONS, True),
    Column(7, "过敏史", ("青霉素", "无", ""), Field.ALLERGIES, True),
    Column(8, "积分", ("1204", "88", "0")),
    Column(9, "最近消费", ("2025-10-02", "2025/9/28", "20250911"), Field.SOLD_ON, False),
    Column(10, "身份证号", (), Field.ID_CARD, True),
)
MAPPING: Final = {one.at: one.suggested for one in COLUMNS if one.suggested is not None}
PREVIEW: Final = Preview(
    kind="xlsx",
    encoding="",
    delimiter="",
    sheets=("会员", "2019 以前", "说明"),
    sheet="会员",
    header_row=2,
    columns=COLUMNS,
    rows=(),
    total=ROWS,
)
TEXT: Final = replace(
    PREVIEW, kind="text", encoding="gb18030", delimiter=",", sheets=(), sheet="", header_row=1
)


def duplicates() -> tuple[Duplicate, ...]:
    """Return questions of every sort: a conflict, a household, an earlier row."""
    phone, other = "15400006021", "15400006022"
    wang = Side("王秀兰", (phone,), "1958-01-03", "320400187731", "f", row=12)
    wang_here = Side("王秀兰", (phone,), "1958-01-08", "320400187731", "f", customer="c-1")
    li = Side("李建国", (other,), "1962-05-03", "", "m", row=47)
    li_wife = Side("林美玲", (other,), "1964-11-20", "", "f", customer="c-2")
    ou = Side("欧阳小兰", ("15400000007",), "", "", "f", row=88)
    ou_before = Side("欧阳小蓝", ("15400000007",), "", "", "f", row=19)
    same = (matching.SAME_CARD, matching.SAME_NAME, matching.SAME_PHONE, matching.OTHER_BIRTH)
    born = Difference(Field.BIRTH_ON, "1958-01-08", "1958-01-03")
    note = Difference(Field.NOTE, "每月 5 日来取药", "儿子代取，先打电话")
    apart = (matching.OTHER_NAME, matching.SAME_PHONE, matching.OTHER_BIRTH)
    sounds = (matching.NAME_SOUNDS, matching.SAME_PHONE)
    named = Difference(Field.NAME, "欧阳小蓝", "欧阳小兰")
    first = (
        Duplicate(12, wang, wang_here, 90, same, Choice.MERGE, (born, note)),
        Duplicate(47, li, li_wife, 0, apart, Choice.NEW),
        Duplicate(88, ou, ou_before, 55, sounds, Choice.NEW, (named,)),
    )
    more = tuple(replace(first[place % 3], row=100 + 37 * place) for place in range(34))
    return first + more


def problems() -> tuple[Problem, ...]:
    """Return problems of every severity."""
    row, missing, ask = Severity.ROW, Severity.MISSING, Severity.QUESTION
    kinds = (
        (Field.NAME, "IMPORT_NAME_MISSING", row, ""),
        (Field.PHONE, "IMPORT_NUMBER_DAMAGED", missing, "1.54E+10"),
        (Field.PHONE, "IMPORT_PHONE_INVALID", missing, "1540000602"),
        (Field.BIRTH_ON, "IMPORT_DATE_UNREADABLE", missing, "六三年腊月"),
        (Field.CARD, "IMPORT_NUMBER_DAMAGED", missing, "622202154000000000"),
        (Field.PHONE, "IMPORT_PHONE_MISSING", missing, ""),
        (Field.CONDITIONS, "IMPORT_DIABETIC_NO_DRUG", ask, ""),
        (Field.NAME, "IMPORT_NAME_UNREADABLE", row, "锟斤拷"),
    )
    made = []
    for place in range(1_204):
        name, code, severity, said = kinds[place % len(kinds)]
        made.append(Problem(5 + 13 * place, name, code, severity, said=said))
    return tuple(made)


CHECK: Final = Check(
    rows=ROWS,
    good=ROWS - 301,
    people=64_153,
    joined=33_719,
    problems=problems(),
    duplicates=duplicates(),
)
CLEAN: Final = Check(rows=412, good=412, people=412, joined=0, problems=(), duplicates=())


def _base(**changes: Any) -> ImportState:
    state = ImportState(
        is_read=True,
        history=HISTORY,
        names={"staff-1": "陈药师"},
        now=NOW,
        chosen="batch-0",
    )
    return replace(state, **changes)


def _opened(step: Step = Step.FILE, **changes: Any) -> ImportState:
    return _base(step=step, path=PATH, preview=PREVIEW, columns=MAPPING, **changes)


def _answered() -> Decisions:
    return Decisions(
        duplicates={12: Choice.MERGE, 47: Choice.NEW},
        conflicts={(12, Field.BIRTH_ON): Stand.TAKE, (12, Field.NOTE): Stand.KEEP},
    )


def _writing(**changes: Any) -> ImportState:
    state = _opened(Step.RUN, check=CHECK, stage=Stage.WRITING)
    progress = Progress(Stage.WRITING, 40_500, ROWS)
    return replace(state, progress=progress, rate=2_180, left_s=27, **changes)


def _results() -> Mapping[str, ImportState]:
    done = _opened(Step.RUN, check=CHECK, result=entry(0))
    return {
        "done": done,
        "stopped": replace(done, result=CUT_SHORT),
        "undo": replace(done, undoing="batch-0"),
        "undone": replace(done, result=entry(0, BatchState.UNDONE, kept=4)),
        "undoing": replace(
            done,
            stage=Stage.UNDOING,
            progress=Progress(Stage.UNDOING, 12_000, 152_380),
            rate=5_900,
            left_s=24,
        ),
        "saved": replace(done, saved=REPORT),
    }


def states() -> Mapping[str, ImportState]:
    """Return every named state."""
    questions = _opened(Step.ANSWERS, check=CHECK)
    unnamed = {at: one for at, one in MAPPING.items() if one is not Field.NAME}
    broken = _opened(Step.CHECK, check=CHECK)
    reading = Progress(Stage.READING, 45_000, 0)
    checking = Progress(Stage.CHECKING, 31_000, ROWS)
    return {
        "full": _opened(),
        "empty": ImportState(is_read=True, now=NOW),
        "opening": ImportState(),
        "offline": _base(),
        "text_file": _base(path="C:/Users/counter/客户.csv", preview=TEXT, columns=MAPPING),
        "reading": _base(path=PATH, stage=Stage.READING, progress=reading, rate=21_000),
        "cut_short": _base(history=(CUT_SHORT, *HISTORY), chosen="batch-1"),
        "goes_on": replace(_opened(), preview=replace(PREVIEW, before=CUT_SHORT)),
        "not_signed_in": _base(blocked=Refusal("NOT_SIGNED_IN")),
        "not_responsible": _base(blocked=Refusal("NOT_RESPONSIBLE")),
        "error": _base(path=PATH, refusal=Refusal("IMPORT_XLS")),
        "columns": _opened(Step.COLUMNS),
        "columns_pick": _opened(Step.COLUMNS, column=8, is_picking=True),
        "columns_missing": replace(_opened(Step.COLUMNS), columns=unnamed),
        "checking": replace(
            _opened(Step.COLUMNS), stage=Stage.CHECKING, progress=checking, rate=9_000, left_s=7
        ),
        "check": broken,
        "check_missing": replace(broken, group=Severity.MISSING),
        "check_clean": replace(_opened(Step.CHECK), check=CLEAN),
        "answers": questions,
        "answers_revealed": replace(questions, is_revealed=True),
        "answers_household": replace(questions, at=1, is_alike=True),
        "answers_done": replace(questions, decisions=_answered(), at=0),
        "writing": _writing(),
        "stopping": _writing(is_stopping=True),
        **_results(),
    }
