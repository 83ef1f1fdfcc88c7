"""The main job, on real processes: from a scan at the till to a row at HQ, with everything that
may go wrong on the way going wrong.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

import pytest

from tests.e2e.desk import Desk, Screen, attempts
from tests.e2e.shop import EMPTY_CODE, LONG_CODE, PHARMACIST, RICH_CODE, SHOWCASE, ZONE, Shop, run

LOCAL, RECEIVED, ACCEPTED = "仅本机", "总部已收", "总部已认"
NOTE: Final = "ate late, 2 missed"
ENTRY: Final = f"随访：完成 · 空腹血糖 6.8 mmol/L · {NOTE}"
DIABETES: Final = "糖尿病 14 天随访"
TIMELINE: Final = "counter.timeline.list"
BACK_IN_STEP_S: Final = 60


class Task(NamedTuple):
    """A follow-up as HQ has it."""

    id: str
    due_on: date


def open_diabetes_task(shop: Shop) -> Task:
    """Return the showcase customer's open diabetes follow-up: of her chain, the last one due."""
    found = shop.hub.rows(
        "SELECT id, body ->> 'due_on' FROM record WHERE kind = 'task'"
        " AND body ->> 'customer' = %s AND body ->> 'rule' = 'followup-diabetes-14'"
        " ORDER BY 2 DESC LIMIT 1",
        SHOWCASE,
    )
    return Task(found[0][0], date.fromisoformat(found[0][1]))


def entry_row(screen: Screen) -> str:
    """Return the timeline's row of the new entry; nothing when there is none."""
    return next((row for row in screen.rows.get(TIMELINE, []) if ENTRY in row), "")


def marks_seen(desk: Desk) -> list[str]:
    """Return the marks the new entry was painted with, in order."""
    return [row.rpartition(", ")[2] for row in desk.timeline_seen(ENTRY)]


def scan_showcase(desk: Desk) -> Screen:
    """Scan the showcase customer's card and return the screen with hers."""
    is_shown = desk.screen().text("counter.name") == "王*兰"
    count = desk.painted().count(SHOWCASE)
    desk.scan(RICH_CODE)
    # A card that is shown already is not painted for the first time again.
    desk.wait("her name painted", lambda _: is_shown or desk.painted().count(SHOWCASE) > count)
    return desk.wait("her card", lambda screen: screen.text("counter.name") == "王*兰")


def test_an_entry_made_without_hq_outlives_a_kill_and_reaches_hq_exactly_once(shop: Shop) -> None:
    shop.hub.start()
    task = open_diabetes_task(shop)
    with Desk(shop.till_folder(1)) as first, Desk(shop.till_folder(2)) as second:
        for desk in (first, second):
            desk.start()
        for desk in (first, second):
            desk.wait_ready()
            desk.wait_synced()
        check_card(scan_showcase(first))
        check_typing_scanner(first)
        scan_showcase(second)
        second.wait_synced()

        shop.hub.stop()
        record_glucose(first)
        first.kill()

        check_unsent(shop)
        first.start()
        first.wait_ready()
        check_survived(first)
        check_hq_takes_it_once(shop, task, first)

        scan_showcase(second)
        second.wait("the other till shows it", lambda screen: ACCEPTED in entry_row(screen))
        assert LOCAL not in marks_seen(second)
        check_once_at_hq(shop, task, accepted=True)


def check_card(screen: Screen) -> None:
    """(a) Check that the card says what a pharmacist must see at once."""
    assert "counter" == screen.page
    expected = {
        "counter.name": "王*兰",
        "counter.tier": "A",
        "counter.about": "女 · 67 岁 · 尾号 6021 · 会员号 3204 0018 7737",
        "counter.allergy.text": "过敏：青霉素类 · 头孢克肟（2024 年皮疹）",
        "counter.ran_out": "盐酸二甲双胍片 0.5 g × 60",
        "counter.ran_out.since": "已用完 9 天",
        "counter.figures.glucose.value": "8.4",
        "counter.figures.glucose.unit": "mmol/L ↑",
        "counter.figures.pressure.value": "138/86",
        "counter.tasks.0.title": DIABETES,
        "counter.tasks.0.due": "逾期 2 天",
        "counter.tasks.1.title": "降糖药续购提醒",
        "counter.tasks.1.due": "今天到期",
    }
    assert expected == {name: screen.text(name) for name in expected}
    tags = {text for name, text in screen.texts.items() if name.startswith("counter.tag.")}
    ours = "二甲双胍常客 · 待总部确认"  # By a rule, on this till.
    assert {"高血压", "2型糖尿病", "医保慢特病", "慢病管理", ours} == tags
    medicines = [row.split(" | ") for row in screen.rows["counter.medicines.table"]]
    assert [
        ("盐酸二甲双胍片 0.5 g × 60", "30", "已过 9 天", "现在", "24 盒"),
        ("阿卡波糖片 50 mg × 30", "20", month_day(2), month_day(2), "0 盒"),
        ("苯磺酸氨氯地平片 5 mg × 28", "56", month_day(41), month_day(41), "61 盒"),
    ] == [(title, days, out, paid, stock) for title, _, days, out, paid, stock in medicines]


def check_typing_scanner(desk: Desk) -> None:
    """(b) Check that a scanner that types is heard from within a field, and leaves it as it was."""
    desk.press("slash")
    desk.wait("the search field", lambda screen: screen.focus == "top_bar.search")
    desk.type("wang")
    attempts(lambda: desk.wedge(EMPTY_CODE), again=lambda: desk.press("slash"))
    screen = desk.wait("the empty card", lambda now: now.text("counter.name") == "李*")
    assert "" == screen.text("top_bar.search")
    write_note(desk)
    attempts(lambda: desk.wedge(LONG_CODE), again=lambda: write_note(desk))
    desk.wait("the long card", lambda now: now.text("counter.name") == "阿***逊")
    screen = scan_showcase(desk)
    assert (NOTE, "") == tuple(screen.text(f"counter.tasks.0.{one}") for one in ("note", "value"))
    assert DIABETES == screen.text("counter.tasks.0.title")


def write_note(desk: Desk) -> None:
    """Write a note for her follow-up, and stay in the field."""
    field = "counter.tasks.0.note"
    scan_showcase(desk)
    desk.press("Return")
    desk.wait("the value's field", lambda screen: screen.focus == "counter.tasks.0.value")
    desk.press("Tab")
    desk.wait("the note's field", lambda screen: screen.focus == field)
    desk.press("ctrl+a", "Delete")
    desk.type(NOTE)
    desk.wait("the note written", lambda screen: screen.text(field) == NOTE)


def month_day(days: int) -> str:
    """Return the day in so many days as the table writes it."""
    return f"{datetime.now(ZONE).date() + timedelta(days=days):%m-%d}"


def record_glucose(desk: Desk) -> None:
    """(c) Complete the follow-up by keyboard alone, and see it on the card at once."""
    desk.press("F2")
    desk.wait("the follow-up page", lambda screen: screen.focus == "followups.list")
    select_showcase_task(desk)
    desk.press("Return")
    desk.wait("the value's field", lambda screen: screen.focus == "followups.detail.form.value")
    assert NOTE == desk.screen().text("followups.detail.form.note")
    desk.type("6.8")
    desk.wait("6.8 typed", lambda screen: screen.text("followups.detail.form.value") == "6.8")
    desk.press("Return")
    done = f"王*兰, {DIABETES}, 完成"
    desk.wait("done in the list", lambda screen: done in screen.rows["followups.list"])
    desk.press("F1")
    desk.wait("on the card, marked local", lambda screen: LOCAL in entry_row(screen))


def select_showcase_task(desk: Desk) -> None:
    """Go down the list to her diabetes follow-up."""

    def selected(screen: Screen) -> tuple[str, str]:
        return screen.text("followups.detail.line"), screen.text("followups.detail.form.title")

    screen = desk.screen()
    for _ in screen.rows["followups.list"]:
        before = selected(screen)
        if before == ("尾号 6021", DIABETES):
            return
        desk.press("Down")
        screen = desk.wait("the next task", lambda now, old=before: selected(now) != old)  # type: ignore[misc]
    pytest.fail(f"her task is not in the list\n{screen}")


def check_unsent(shop: Shop) -> None:
    """(d) Check, with no till running, that what was saved waits in its store."""
    done = run("terminal", "--data", str(shop.till_folder(1)), "status")
    state = json.loads(done.stdout)
    assert (0, 0) == (done.returncode, state["quarantined"])
    assert state["unsent"] > 0


def check_survived(desk: Desk) -> None:
    """(d) Check, still without HQ, that nothing was lost and nothing claims to be at HQ."""
    screen = scan_showcase(desk)
    assert "6.8" == screen.text("counter.figures.glucose.value")
    assert entry_row(screen).endswith(f", {LOCAL}")
    titles = {text for name, text in screen.texts.items() if name.endswith(".title")}
    assert DIABETES not in titles
    assert "降糖药续购提醒" in titles
    desk.press("F2")
    done = f"王*兰, {DIABETES}, 完成"
    desk.wait("done after the kill", lambda now: done in now.rows.get("followups.list", []))
    desk.press("F1")
    desk.wait("her card again", lambda now: now.page == "counter")
    desk.wait(
        "offline, with work waiting",
        lambda now: (
            now.text("top_bar.sync.text").startswith("离线")
            and now.text("top_bar.sync.text").endswith("条待上传")
        ),
    )
    assert [LOCAL] == marks_seen(desk)


def check_hq_takes_it_once(shop: Shop, task: Task, desk: Desk) -> None:
    """(e) Check that the entry reaches HQ once HQ is back, and how the marks tell of it."""
    with judging_held(shop, task):
        started = time.monotonic()
        shop.hub.start()
        received = f", {RECEIVED}"
        desk.wait(
            "received by HQ",
            lambda screen: entry_row(screen).endswith(received),
            timeout_s=BACK_IN_STEP_S,
        )
        check_once_at_hq(shop, task, accepted=None)
        assert [LOCAL, RECEIVED] == marks_seen(desk)
    accepted = f", {ACCEPTED}"
    desk.wait("accepted by HQ", lambda screen: entry_row(screen).endswith(accepted))
    assert time.monotonic() - started < BACK_IN_STEP_S
    assert [LOCAL, RECEIVED, ACCEPTED] == marks_seen(desk)
    check_once_at_hq(shop, task, accepted=True)
    desk.wait_synced()


@contextmanager
def judging_held(shop: Shop, task: Task) -> Iterator[None]:
    """Keep HQ from accepting work on a task, as another transaction at HQ on this task would."""
    with shop.hub.database() as connection:
        connection.execute(
            "SELECT FROM record WHERE kind = 'task' AND id = %s FOR UPDATE", (task.id,)
        )
        yield


def check_once_at_hq(shop: Shop, task: Task, *, accepted: bool | None) -> None:
    """Check that HQ has one outcome, one reading and one next task, each from one op."""
    outcomes = records(shop, "outcome", "task", task.id)
    readings = records(shop, "observation", "task", task.id)
    following = records(shop, "task", "anchor", task.id)
    assert [1, 1, 1] == [len(outcomes), len(readings), len(following)]
    (outcome_id, outcome), (reading_id, reading) = *outcomes, *readings
    told = [outcome.get(name) for name in ("code", "note", "observation", "accepted")]
    assert ["done", NOTE, reading_id, accepted] == told
    assert ({"glucose_mmol_e1": 68}, PHARMACIST) == (reading["items"], reading["by"])
    due = datetime.now(ZONE).date() + timedelta(days=14)
    assert due.isoformat() == following[0][1]["due_on"]
    ids = [outcome_id, reading_id, following[0][0]]
    ops = shop.hub.rows("SELECT entity, verdict FROM op_log WHERE entity = ANY(%s)", ids)
    assert sorted((one, "applied") for one in ids) == sorted(ops)


def records(shop: Shop, kind: str, field: str, value: str) -> list[tuple[str, dict[str, Any]]]:
    """Return id and body of HQ's records of a kind whose field has a value."""
    query = "SELECT id, body FROM record WHERE kind = %s AND body ->> %s = %s"
    return [(row[0], row[1]) for row in shop.hub.rows(query, kind, field, value)]
