"""Every job of the counter, done with scans and keys at a real window on a real store.

`dev.py bench counter` does each with thirty people and takes the figures; `dev.py prove jobs` does
them on an X server, with a keyboard, a scanner that types and an input method. Here is each with a
few, so that no change breaks one unseen.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from terminal.domain.card import MedicineLine
from tests.jobs import shop, trial
from tests.jobs.jobs import JOBS
from tests.jobs.till import Spent, Till, Ways, opened
from tests.jobs.trial import Done, Scene
from tests.jobs.watch import Tally
from ui.enrol.view import EnrolPage
from ui.shortcuts import PageId

COMERS = 9


@pytest.fixture(scope="module")
def desk(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Till, list[Scene]]]:
    """A till for all of these tests, and the scenes that come up."""
    before = QLocale()
    made = shop.make(tmp_path_factory.mktemp("jobs"), comers=COMERS)
    with opened(made, Ways()) as till:
        yield till, list(trial.scenes(made.people))
    QLocale.setDefault(before)


@pytest.mark.qt_log_ignore("This plugin does not support")  # Of a list of files, a second window.
@pytest.mark.parametrize("name", JOBS)
def test_a_job_is_done_by_scans_and_keys_and_keeps_what_others_left(
    desk: tuple[Till, list[Scene]], name: str
) -> None:
    till, scenes = desk
    hard = next(place for place, one in enumerate(scenes) if _is_hard(one))
    scene = trial.suited(till, name, scenes)[hard]
    done = trial.do(till, name, scene)
    most = JOBS[name].interactions or done.tally.interactions
    assert done.tally.interactions <= most


def test_once_an_answer_was_taken_over_f3_is_the_sheet_of_a_new_customer_again(
    desk: tuple[Till, list[Scene]],
) -> None:
    till, scenes = desk
    trial.do(till, "J4", scenes[1])
    trial.go_home(till)
    till.press("F3")
    till.until(lambda: till.focus_name().endswith(".phone"), "the field of a new customer")
    page = till.screens.window.findChild(EnrolPage)
    assert isinstance(page, EnrolPage)
    assert not page.hand_out.isVisible(), "the code is used up"


def _is_hard(scene: Scene) -> bool:
    return scene.has_draft and scene.method_is_on and scene.one.alike


def test_a_medicine_chosen_from_the_search_field_is_what_f5_opens_with(
    desk: tuple[Till, list[Scene]],
) -> None:
    till, _ = desk
    counter, page = till.screens._counter, till.widget(PageId.STOCK)
    trial.go_home(till)  # A slash is text in the field where an earlier job ended.
    till.type("akb")
    till.press("Enter")
    till.until(lambda: counter.state.hits, "several to choose from")
    chosen = counter.state.hits[0]
    till.press("1")
    till.until(lambda: isinstance(counter.state.answer, MedicineLine), "its line")
    till.press("F5")
    till.until(lambda: page._state.shown, "the answer")
    assert chosen.id == page._state.shown.medicine.id
    assert "stock.look" == till.focus_name(), "the next name can be typed at once"


def test_what_reaches_the_window_is_counted_there(desk: tuple[Till, list[Scene]]) -> None:
    till, scenes = desk
    tally = trial.do(till, "J6", trial.suited(till, "J6", scenes)[0]).tally
    # A scan; B, a space and Enter; five digits.
    assert (1, 3, 5, 0) == (tally.scans, tally.keys, tally.digits, tally.clicks)


def test_each_card_of_another_scanner_is_a_scan(desk: tuple[Till, list[Scene]]) -> None:
    till, scenes = desk
    tally = trial.do(till, "new_scanner", scenes[0]).tally
    # F9, N and Enter; five cards, and a member's.
    assert (3, 6) == (tally.keys, tally.scans)


def test_the_operator_model_adds_hands_head_and_machine() -> None:
    done = Done("J6", Tally(scans=1, digits=5, keys=3), Spent(wall_ms=150, decisions=1, talk_s=6))
    assert 1.5 + 5 * 0.25 + 3 * 0.28 + 1.2 + 6 + 0.15 == pytest.approx(done.expert_s)


def test_those_who_come_share_phone_ends(desk: tuple[Till, list[Scene]]) -> None:
    _, scenes = desk
    tails = [one.one.tail for one in scenes if one.one.alike]
    assert 6 == len(tails)
    assert 3 == len(set(tails))
