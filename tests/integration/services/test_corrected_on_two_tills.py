"""Two tills of one store correct the same reading without knowing of each other; then HQ is there.

What counts is the same everywhere, whoever heard of what first, and nothing that was said is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.hub.hub import Hub
from terminal.domain.card import CustomerCard
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING
from terminal.services import counter, reading_corrections, readings
from terminal.services.counter import CardFound
from terminal.services.reading_corrections import Mended
from terminal.services.readings import Taken
from tests.hub_fixtures import FakeTime
from tests.integration.bad_input.rig import CODE, Till, a_till, seed


def pressure(upper: int) -> dict[str, int]:
    return {"systolic_mmhg": upper, "diastolic_mmhg": 82}


@dataclass
class Chain:
    """Two tills of a store with what HQ has, and everybody's clock."""

    ours: Till
    theirs: Till
    hqs: FakeTime

    def wait(self, ms: int) -> None:
        """Let time pass, for everybody."""
        self.hqs.ms += ms
        for till in self:
            till.clock.ms += ms

    def __iter__(self) -> Iterator[Till]:
        return iter((self.ours, self.theirs))


@pytest.fixture
def tills(hub: Hub, hub_url: str, fake_time: FakeTime, tmp_path: Path) -> Iterator[Chain]:
    """Two tills of the store, both with what HQ has."""
    seed(hub)
    made = a_till(hub, hub_url, tmp_path / "a"), a_till(hub, hub_url, tmp_path / "b")
    exchange(*made)
    yield Chain(*made, fake_time)
    for till in made:
        till.close()


def exchange(*tills: Till) -> None:
    for till in tills:
        assert till.exchange().trouble is None


def measured(tills: Chain) -> str:
    """Save a reading that both tills know."""
    ours, theirs = tills
    made = ours.run(
        lambda uow: readings.record(
            uow, customer_id="c-1", code=BLOOD_PRESSURE, items=pressure(128)
        )
    )
    assert isinstance(made, Taken)
    exchange(ours, theirs)
    tills.wait(60_000)
    return made.reading


def corrected(till: Till, reading: str, upper: int) -> str:
    made = till.run(
        lambda uow: reading_corrections.correct(
            uow, reading_id=reading, code=BLOOD_PRESSURE, items=pressure(upper)
        )
    )
    assert isinstance(made, Mended), made
    return made.made[0]


def withdrawn(till: Till, reading: str) -> None:
    made = till.run(lambda uow: reading_corrections.withdraw(uow, reading_id=reading))
    assert isinstance(made, Mended), made


def settled(ours: Till, theirs: Till) -> list[tuple[list[int], list[int], list[bool]]]:
    """Let both hear of everything, and return what each lists: what counts, what was said before,
    and whether it was entered there.
    """
    exchange(ours, theirs, ours)
    found = []
    for till in (ours, theirs):
        past = till.run(
            lambda uow: reading_corrections.recent(uow, customer_id="c-1", codes=(BLOOD_PRESSURE,))
        )
        found.append(
            (
                [one.item.reading.items["systolic_mmhg"] for one in past],
                [old.reading.items["systolic_mmhg"] for one in past for old in one.before],
                [one.is_here for one in past],
            )
        )
        assert {} == till.read(lambda uow: uow.sync.mismatch)
    return found


def card(till: Till) -> CustomerCard:
    found = till.run(lambda uow: counter.resolve(uow, payload=CODE))
    assert isinstance(found, CardFound)
    return found.card


def test_the_correction_entered_last_counts_on_both_and_the_other_is_shown(
    tills: Chain,
) -> None:
    ours, theirs = tills
    old = measured(tills)
    corrected(ours, old, 182)
    tills.wait(5_000)
    corrected(theirs, old, 138)
    expected = [138], [128, 182]
    assert [(*expected, [False]), (*expected, [True])] == settled(ours, theirs)
    for till in tills:
        found = card(till)
        assert found.pressure is not None
        assert pressure(138) == found.pressure.reading.items
        assert 1 == len(found.file.trend(BLOOD_PRESSURE)), "it was measured once"
        assert 1 == len(found.events)


def test_what_hq_heard_of_first_does_not_count_for_that(
    tills: Chain,
) -> None:
    ours, theirs = tills
    old = measured(tills)
    corrected(theirs, old, 138)
    exchange(theirs)  # HQ has theirs first; ours was entered later and is heard of later.
    tills.wait(5_000)
    corrected(ours, old, 182)
    assert [[182], [182]] == [one[0] for one in settled(ours, theirs)]


def test_hq_takes_its_word_on_a_follow_up_back_with_the_reading_and_gives_it_again(
    hub: Hub, tills: Chain
) -> None:
    ours, theirs = tills
    outcome = ours.done()
    assert (True, None) == _word(hub, tills, outcome)
    tills.wait(60_000)
    (past,) = theirs.run(
        lambda uow: reading_corrections.recent(uow, customer_id="c-1", codes=(GLUCOSE_FASTING,))
    )
    made = theirs.run(lambda uow: reading_corrections.withdraw(uow, reading_id=past.id))
    assert (False, "READING_MISSING") == _word(hub, tills, outcome)
    assert theirs.run(lambda uow: reading_corrections.undo(uow, mended=made)) is None
    assert (True, None) == _word(hub, tills, outcome)


def _word(hub: Hub, tills: Chain, outcome: str) -> tuple[bool | None, str | None]:
    exchange(*tills)
    hub.judge_work()
    exchange(*tills)
    (word,) = {
        (one.accepted, one.accepted_code)
        for till in tills
        for one in till.read(lambda uow: uow.outcomes.of_task("k-1"))
        if one.id == outcome
    }
    return word


def test_the_same_correction_on_both_is_one_reading(tills: Chain) -> None:
    ours, theirs = tills
    old = measured(tills)
    corrected(ours, old, 182)
    tills.wait(5_000)
    corrected(theirs, old, 182)
    assert [([182], [128]), ([182], [128])] == [one[:2] for one in settled(ours, theirs)]


def test_a_measured_value_is_not_lost_to_a_withdrawal_that_did_not_know_of_it(
    tills: Chain,
) -> None:
    ours, theirs = tills
    old = measured(tills)
    corrected(ours, old, 182)
    tills.wait(5_000)
    withdrawn(theirs, old)
    assert [([182], [128]), ([182], [128])] == [one[:2] for one in settled(ours, theirs)]


def test_what_two_tills_made_of_one_reading_is_withdrawn_whole(tills: Chain) -> None:
    ours, theirs = tills
    old = measured(tills)
    corrected(ours, old, 182)
    tills.wait(5_000)
    last = corrected(theirs, old, 138)
    settled(ours, theirs)
    tills.wait(60_000)
    withdrawn(ours, last)
    assert [[], []] == [one[0] for one in settled(ours, theirs)]
    for till in tills:
        assert card(till).pressure is None, "the other correction does not rise again"


def test_going_on_from_either_till_ends_in_one_reading(tills: Chain) -> None:
    ours, theirs = tills
    old = measured(tills)
    first = corrected(ours, old, 182)
    tills.wait(5_000)
    corrected(theirs, old, 138)
    tills.wait(10_000)
    corrected(ours, first, 152)  # Later than theirs, and of ours only.
    assert [[152], [152]] == [one[0] for one in settled(ours, theirs)]
