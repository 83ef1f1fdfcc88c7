"""The sync centre's use cases on the real store: what is shown, looked into, given up, corrected
and exported.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.ops import Fact
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role, Session
from terminal.domain.sync_centre import Exported, Pile, SaveContent, SyncPage
from terminal.services import counter, followups, sync_centre
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import DEVICE, SESSION, START_MS, STORE, TestStore, opened
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import a_due, audited, everything, ops, rows

CLERK: Final = Session("staff-2", Role.CLERK, DEVICE, STORE)
NOTE: Final = "合成备注：晨起空腹"
MEASURED: Final = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 68}, NOTE)


def judged(till: TestStore, *states: VerdictState, code: str = "BODY_INVALID") -> list[str]:
    """Let HQ judge the oldest saves, and return the groups of all."""
    saves = rows(till, "SELECT g, max(n) FROM outbox GROUP BY g ORDER BY min(n)")
    verdicts = [
        Verdict(g=group, st=state, code=None if state is VerdictState.APPLIED else code)
        for (group, _), state in zip(saves, states, strict=False)
    ]
    till.run(lambda uow: uow.sync.settle(saves[len(states) - 1][1], verdicts))
    return [group for group, _ in saves]


@pytest.fixture
def refused(shop: Shop) -> tuple[TestStore, str]:
    """A till whose one follow-up HQ refused, and the group of that save."""
    till, _ = shop(("task", "k-1", a_due()))
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=MEASURED))
    return till, judged(till, VerdictState.QUARANTINED)[0]


def page(till: TestStore, session: Session = SESSION) -> SyncPage:
    found: SyncPage = till.run(sync_centre.read, session)
    return found


def give_up(
    till: TestStore, group: str, reason: str = "合成：重复录入", session: Session = SESSION
) -> Any:
    return till.run(lambda uow: sync_centre.give_up(uow, group=group, reason=reason), session)


def look(till: TestStore, group: str, session: Session = SESSION) -> SaveContent | Refusal:
    found: SaveContent | Refusal = till.run(lambda uow: sync_centre.look(uow, group=group), session)
    return found


def test_a_save_is_named_by_whose_it_is_and_who_made_it(
    refused: tuple[TestStore, str],
) -> None:
    till, group = refused
    (save,) = page(till).refused
    assert (group, "合成药师", "合**1", "c-1", "k-1", False) == (
        save.entry.group,
        save.actor,
        save.masked_name,
        save.customer,
        save.task,
        save.is_decided,
    )


def test_a_save_of_the_program_itself_bears_no_name(till: TestStore) -> None:
    till.run(lambda uow: counter.card(uow, customer_id="c-1"), session=None)
    (save,) = page(till).unsent
    assert ("", "合**1", None) == (save.actor, save.masked_name, save.task)


@pytest.mark.parametrize(
    ("session", "may"),
    [(SESSION, True), (CLERK, False), (Session("m", Role.MANAGER, DEVICE, STORE), True)],
)
def test_pharmacists_and_managers_may_decide(
    till: TestStore, session: Session, *, may: bool
) -> None:
    assert may is page(till, session).may_resolve


def test_looking_into_a_save_shows_it_whole_without_ids_and_is_on_record(
    refused: tuple[TestStore, str],
) -> None:
    till, group = refused
    found = look(till, group)
    assert isinstance(found, SaveContent)
    told = {(one.kind, one.name): one.value for one in found.fields}
    assert ("done", NOTE, {"glucose_mmol_e1": 68}) == (
        told["outcome", "code"],
        told["outcome", "note"],
        told["observation", "items"],
    )
    assert found.reading is not None
    assert ({"glucose_mmol_e1": 68}, NOTE) == (found.reading.reading.items, found.note)
    names = {name for _, name in told}
    assert set() == names & {"customer", "task", "by", "observation", "anchor", "rule"}
    assert ("save.opened", "c-1") == audited(till)[-1]


def test_nobody_signed_in_may_not_look(refused: tuple[TestStore, str]) -> None:
    till, group = refused
    system = Session("system", Role.SYSTEM, DEVICE, STORE)
    assert Refusal("NOT_SIGNED_IN") == look(till, group, system)


def test_giving_up_tells_hq_with_the_reason_and_cannot_be_done_twice(
    refused: tuple[TestStore, str],
) -> None:
    till, group = refused
    assert give_up(till, group) is None
    assert {
        "group": group,
        "how": "dropped",
        "at": START_MS,
        "reason": "合成：重复录入",
    } == ops(till, "resolution")[0]["fact"]
    assert ("save.given_up", None) == audited(till)[-1]
    (save,) = page(till).refused
    assert save.is_decided
    assert Refusal("SAVE_SETTLED") == give_up(till, group)
    assert 1 == len(ops(till, "resolution"))


def test_a_save_is_not_given_up_without_a_reason_or_by_whoever_may_not(
    refused: tuple[TestStore, str],
) -> None:
    till, group = refused
    before = ops(till)
    assert FieldProblem("reason", "REASON_MISSING") == give_up(till, group, "  ")
    long = give_up(till, group, "长" * 201)
    assert FieldProblem("reason", "NOTE_TOO_LONG", {"limit": "200"}) == long
    assert Refusal("NOT_RESPONSIBLE") == give_up(till, group, session=CLERK)
    assert Refusal("SAVE_SETTLED") == give_up(till, "no such group")
    assert before == ops(till)


def test_what_is_entered_anew_for_the_same_task_takes_the_place_of_what_was_refused(
    refused: tuple[TestStore, str],
) -> None:
    till, group = refused
    done = till.run(lambda uow: followups.record(uow, task_id="k-1", entry=MEASURED))
    assert isinstance(done, Recorded)
    (fact,) = [op["fact"] for op in ops(till, "resolution")]
    assert (group, "replaced") == (fact["group"], fact["how"])
    together = rows(
        till,
        "SELECT count(DISTINCT g) FROM outbox WHERE kind IN ('outcome', 'resolution') AND g <> ?",
        group,
    )
    assert [(1,)] == together, "the correction and the decision are one group"
    assert page(till).refused[0].is_decided


def test_a_clerk_enters_it_anew_without_deciding(refused: tuple[TestStore, str]) -> None:
    till, _ = refused
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=MEASURED), CLERK)
    assert [] == ops(till, "resolution")
    assert not page(till).refused[0].is_decided


class Files:
    """Keeps what was written; `error` is raised instead."""

    def __init__(self, error: OSError | None = None) -> None:
        self.written: dict[str, bytes] = {}
        self._error = error

    def __call__(self, name: str, content: bytes) -> str:
        if self._error is not None:
            raise self._error
        self.written[name] = content
        return f"/exports/{name}"


def export(till: TestStore, files: Files, session: Session = SESSION) -> Exported | Refusal:
    done: Exported | Refusal = till.run(lambda uow: sync_centre.export(uow, write=files), session)
    return done


def test_an_export_holds_every_save_hq_has_not_taken_whole(shop: Shop) -> None:
    till, _ = shop(*[("task", f"k-{n}", a_due(anchor=f"f-{n}")) for n in range(4)])
    for n in range(4):
        till.run(lambda uow, k=f"k-{n}": followups.record(uow, task_id=k, entry=MEASURED))
    states = VerdictState.APPLIED, VerdictState.HELD, VerdictState.QUARANTINED
    groups = judged(till, *states)
    wanted = rows(till, "SELECT count(*), count(DISTINCT g) FROM outbox WHERE state <> 'acked'")
    bodies = ops(till)
    files = Files()
    done = export(till, files)
    ((name, content),) = files.written.items()
    saves = opened(content)
    assert Exported(f"/exports/{name}", *reversed(wanted[0])) == done
    assert groups[1:] == [one.group for one in saves]
    assert ["held", "quarantined", "pending"] == [one.state for one in saves]
    taken = rows(till, "SELECT count(*) FROM outbox WHERE state = 'acked'")[0][0]
    assert bodies[taken:] == [op.b for one in saves for op in one.ops]
    assert ("work.exported", None) == audited(till)[-1]


def test_nothing_unsent_makes_no_file(till: TestStore) -> None:
    files = Files()
    assert Refusal("EXPORT_NOTHING") == export(till, files)
    assert ({}, []) == (files.written, ops(till))


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(28, "full"), "EXPORT_FAILED"), (FileExistsError(17, "there"), "EXPORT_EXISTS")],
)
def test_a_file_that_could_not_be_written_is_said_and_not_put_on_record(
    refused: tuple[TestStore, str], error: OSError, code: str
) -> None:
    till, _ = refused
    before = ops(till)
    assert Refusal(code) == export(till, Files(error))
    assert before == ops(till)


def test_a_clerk_takes_no_work_out_of_the_till(refused: tuple[TestStore, str]) -> None:
    till, _ = refused
    files = Files()
    assert Refusal("NOT_RESPONSIBLE") == export(till, files, CLERK)
    assert {} == files.written


def test_a_new_customers_name_comes_masked_from_the_save_itself(till: TestStore) -> None:
    fields = {"name": "合成新客", "phone": "15400000777", "at": START_MS}
    till.run(lambda uow: uow.put("link", uow.new_id(), Fact(fields)))
    (save,) = page(till).unsent
    assert ("合**客", None) == (save.masked_name, save.customer)
    found = look(till, save.entry.group)
    assert isinstance(found, SaveContent)
    told = {one.name: one.value for one in found.fields}
    assert ("合**客", "154****0777") == (told["name"], told["phone"])


def test_numbers_count_all_and_lists_are_cut(till: TestStore, monkeypatch: Any) -> None:
    monkeypatch.setattr(sync_centre, "LISTED", 2)
    for _ in range(5):
        till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    found = page(till)
    assert (5, 2) == (found.count_of(Pile.UNSENT), len(found.unsent))


def test_nothing_the_page_shows_is_a_full_name_or_phone(
    refused: tuple[TestStore, str],
) -> None:
    till, group = refused
    shown = f"{page(till)} {look(till, group)}"
    assert "合成客1" in everything(till)
    assert "合成客1" not in shown
    assert "15400000001" not in shown
