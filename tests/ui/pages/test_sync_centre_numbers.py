"""Every number the sync centre shows is a count in the database: a real store with work in every
state, the real page, and SQL that asks again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sync.protocol.cycle import Verdict, VerdictState
from terminal.domain.card import SyncState
from terminal.domain.followup import OutcomeCode
from terminal.domain.sync_centre import Pile
from terminal.services import counter, followups, sync_centre, sync_status
from terminal.services.followups import OutcomeEntry
from tests.builders import SESSION, TestStore, load
from tests.fakes.pages_in_window import ZONE, part_of
from tests.integration.services.shop import a_due, open_shop, rows
from ui.sync_centre import wiring
from ui.sync_centre.presenter import SyncCentrePresenter
from ui.sync_centre.view import SyncCentrePage
from ui.widgets.button import Button
from ui.widgets.table import DataTable
from ui.widgets.text import Text

ENTRY = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 68})
SAVES = 9


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    """Nine follow-ups recorded; HQ has judged six of them, and three are in a verified backup."""
    due = [("task", f"k-{n}", a_due(anchor=f"f-{n}")) for n in range(SAVES)]
    unknown = [("weather", f"w-{n}", {"sky": "blue"}) for n in range(2)]
    made, stream = open_shop(tmp_path, *due, *unknown)
    for n in range(SAVES):
        made.clock.advance(ms=60_000)
        made.run(lambda uow, k=f"k-{n}": followups.record(uow, task_id=k, entry=ENTRY))
    groups = rows(made, "SELECT g, max(n) FROM outbox GROUP BY g ORDER BY min(n)")
    states = ["applied", "held", "held", "quarantined", "applied", "applied"]
    verdicts = [
        Verdict(g=group, st=VerdictState(state), code="WAITS" if state != "applied" else None)
        for (group, _), state in zip(groups, states, strict=False)
    ]
    made.run(lambda uow: uow.sync.settle(groups[5][1], verdicts, groups[0][1]))
    load(made, stream)
    made.run(lambda uow: uow.sync.note_exchange(made.clock.ms, 0))
    yield made
    made.close()


class Now:
    """Runs work at once on a real store."""

    def __init__(self, made: TestStore) -> None:
        self._made = made

    def __call__(self, work: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        then(self._made.run(work, SESSION))


@pytest.fixture
def shown(look: QApplication, qtbot: QtBot, till: TestStore) -> SyncCentrePage:
    page = SyncCentrePage(zone=ZONE)
    presenter = SyncCentrePresenter(page, Now(till))
    wiring.connect(page, presenter, lambda then: then())
    qtbot.addWidget(page)
    page.resize(1282, 676)
    with qtbot.waitExposed(page):
        page.show()
    presenter.show(is_shown=True)
    page.destroyed.connect(lambda _: presenter)  # A signal alone does not keep it alive.
    return page


def number(text: str) -> int:
    found = re.search(r"\d[\d,]*", text)
    assert found is not None, text
    return int(found[0].replace(",", ""))


def one(till: TestStore, sql: str) -> int:
    return int(rows(till, sql)[0][0])


@pytest.mark.parametrize("state", ["pending", "held", "quarantined"])
def test_each_tab_counts_the_groups_in_its_state_and_lists_them(
    shown: SyncCentrePage, till: TestStore, state: str
) -> None:
    wanted = one(till, f"SELECT count(DISTINCT g) FROM outbox WHERE state = '{state}'")
    tab = part_of(shown, Button, f"sync.pile.{state}")
    assert wanted > 0
    assert wanted == number(tab.text())
    tab.click()
    groups = rows(till, f"SELECT g FROM outbox WHERE state = '{state}' GROUP BY g ORDER BY min(n)")
    table = part_of(shown, DataTable, "sync.table")
    assert [group for (group,) in groups] == [row.id for row in table.rows()]


def test_the_sentence_on_top_counts_what_hq_refused(shown: SyncCentrePage, till: TestStore) -> None:
    refused = one(till, "SELECT count(DISTINCT g) FROM outbox WHERE state = 'quarantined'")
    text = part_of(shown, Text, "sync.headline.what").text()
    assert f"HQ did not accept {refused} save. Please look at it." == text


def test_the_detail_counts_the_records_and_the_tries_of_its_save(
    shown: SyncCentrePage, till: TestStore
) -> None:
    part_of(shown, Button, "sync.pile.held").click()
    group = rows(till, "SELECT g FROM outbox WHERE state = 'held' ORDER BY n LIMIT 1")[0][0]
    wanted = one(till, f"SELECT count(*) FROM outbox WHERE g = '{group}'")
    about = part_of(shown, Text, "sync.detail.about").text()
    assert wanted == number(about.split(" · ")[2])


def test_each_stream_counts_its_records(shown: SyncCentrePage, till: TestStore) -> None:
    table = part_of(shown, DataTable, "sync.streams.table")
    counted = {row.id: number(row.cells[1].text) for row in table.rows()}
    assert dict(rows(till, "SELECT stream, n FROM cursor")) == counted
    by_hand = {stream: till.run(lambda uow, s=stream: uow.sync.recount(s))[0] for stream in counted}
    assert by_hand == counted


def test_what_this_program_cannot_use_is_counted_and_listed(
    shown: SyncCentrePage, till: TestStore
) -> None:
    title = part_of(shown, Text, "sync.streams.parked.title").text()
    parked = rows(till, "SELECT kind, id, code FROM inbound ORDER BY stream, seq")
    assert len(parked) == number(title)
    for place, (kind, record, code) in enumerate(parked):
        text = part_of(shown, Text, f"sync.streams.parked.{place}").accessibleName()
        assert text.startswith(f"{kind} · {record} · ")
        assert text.endswith(code)


def test_the_small_print_counts_ops(shown: SyncCentrePage, till: TestStore) -> None:
    text = part_of(shown, Text, "sync.till.small").text()
    told = {part.rsplit(" ", 1)[0]: number(part) for part in re.split(" · |\n", text)[1:]}
    made = "SELECT count(*) FROM outbox"
    assert {
        "made": one(till, made),
        "at HQ": one(till, f"{made} WHERE state <> 'pending'"),
        "in a verified backup": one(till, f"{made} WHERE state = 'durable'"),
        "pruned": one(till, f"{made} WHERE body IS NULL"),
    } == told
    assert all(told[name] > 0 for name in ("made", "at HQ", "in a verified backup"))


def test_the_chip_counts_the_same(till: TestStore) -> None:
    state: SyncState = till.run(sync_status.read)
    counts = dict(rows(till, "SELECT state, count(DISTINCT g) FROM outbox GROUP BY state"))
    assert (counts["pending"], counts["held"], counts["quarantined"]) == (
        state.unsent,
        state.held,
        state.quarantined,
    )


def test_a_save_made_while_the_page_is_open_is_counted_at_the_next_look(
    look: QApplication, qtbot: QtBot, till: TestStore
) -> None:
    page = SyncCentrePage(zone=ZONE)
    qtbot.addWidget(page)
    presenter = SyncCentrePresenter(page, Now(till))
    presenter.show(is_shown=True)
    before = number(part_of(page, Button, "sync.pile.pending").text())
    till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    presenter.refresh()
    assert before + 1 == number(part_of(page, Button, "sync.pile.pending").text())


OPEN_REFUSALS = (
    "SELECT g FROM outbox AS o WHERE state = 'quarantined' AND closed = 0 AND NOT EXISTS"
    " (SELECT 1 FROM outbox AS d JOIN outbox AS w ON w.g = json_extract(d.body, '$.fact.group')"
    " WHERE d.g = o.g AND d.kind = 'resolution' AND w.state = 'quarantined' AND w.closed = 0)"
    " GROUP BY g ORDER BY min(n)"
)


def test_a_decision_that_hq_refused_counts_with_what_it_is_about(
    look: QApplication, qtbot: QtBot, till: TestStore
) -> None:
    (refused,) = (group for (group,) in rows(till, OPEN_REFUSALS))
    give_up = {"group": refused, "reason": "合成：录错"}
    assert till.run(lambda uow: sync_centre.give_up(uow, **give_up), SESSION) is None
    last = one(till, "SELECT max(n) FROM outbox")
    (decision,) = rows(till, f"SELECT g FROM outbox WHERE n = {last}")[0]
    no = Verdict(g=decision, st=VerdictState.QUARANTINED, code="ROLE_NOT_ALLOWED")
    till.run(lambda uow: uow.sync.settle(last, [no]))
    page = SyncCentrePage(zone=ZONE)
    qtbot.addWidget(page)
    presenter = SyncCentrePresenter(page, Now(till))
    presenter.show(is_shown=True)
    presenter.choose_pile(Pile.REFUSED)
    groups = [group for (group,) in rows(till, OPEN_REFUSALS)]
    assert [refused] == groups
    assert len(groups) == number(part_of(page, Button, "sync.pile.quarantined").text())
    assert len(groups) == till.run(sync_status.read).quarantined
    assert groups == [row.id for row in part_of(page, DataTable, "sync.table").rows()]
    assert "ROLE_NOT_ALLOWED" == part_of(page, Text, "sync.detail.code").text()
    why = part_of(page, Text, "sync.detail.why").text()
    assert why == (
        "HQ did not accept what was decided about this entry."
        " This kind of entry is not for the role of whoever made it."
    )
    assert presenter.state.can_resolve
