"""Two tills of one store put the same note right without knowing of each other; then HQ is there.

What counts is the same on both, whoever heard of what first.
"""

from __future__ import annotations

from terminal.services import note_corrections, visits
from terminal.services.note_corrections import NoteMended
from terminal.services.visits import Noted
from tests.integration.bad_input.rig import Till
from tests.integration.services.test_corrected_on_two_tills import Chain, exchange, tills

__all__ = ["tills"]


def noted(tills: Chain) -> str:
    """Save a note that both tills know."""
    ours, theirs = tills
    made = ours.run(lambda uow: visits.note(uow, customer_id="c-1", text="晨起头晕"))
    assert isinstance(made, Noted), made
    exchange(ours, theirs)
    tills.wait(60_000)
    return made.visit


def corrected(till: Till, visit: str, text: str) -> None:
    made = till.run(lambda uow: note_corrections.correct(uow, visit_id=visit, text=text))
    assert isinstance(made, NoteMended), made


def settled(tills: Chain) -> list[list[tuple[str, list[str]]]]:
    """Let both hear of everything, and return what each lists and what was said before."""
    ours, theirs = tills
    exchange(ours, theirs, ours)
    found = []
    for till in tills:
        past = till.run(lambda uow: note_corrections.recent(uow, customer_id="c-1"))
        found.append([(one.note.note, [old.note for old in one.before]) for one in past])
        stands = till.read(lambda uow: uow.visits.of_customer("c-1", 9))
        assert [one.note for one in stands] == [text for text, _ in found[-1]]
        assert {} == till.read(lambda uow: uow.sync.mismatch)
    return found


def test_the_note_entered_last_counts_on_both_and_the_other_is_shown(tills: Chain) -> None:
    ours, theirs = tills
    old = noted(tills)
    corrected(ours, old, "晨起皮疹")
    tills.wait(5_000)
    corrected(theirs, old, "晨起干咳")
    expected = [("晨起干咳", ["晨起头晕", "晨起皮疹"])]
    assert [expected, expected] == settled(tills)


def test_what_hq_heard_of_first_does_not_count_for_that(tills: Chain) -> None:
    ours, theirs = tills
    old = noted(tills)
    corrected(theirs, old, "晨起干咳")
    exchange(theirs)
    tills.wait(5_000)
    corrected(ours, old, "晨起皮疹")
    assert ["晨起皮疹"] * 2 == [text for one in settled(tills) for text, _ in one]


def test_words_are_not_lost_to_a_withdrawal_that_did_not_know_of_them(tills: Chain) -> None:
    ours, theirs = tills
    old = noted(tills)
    corrected(ours, old, "晨起皮疹")
    tills.wait(5_000)
    made = theirs.run(lambda uow: note_corrections.withdraw(uow, visit_id=old))
    assert isinstance(made, NoteMended), made
    expected = [("晨起皮疹", ["晨起头晕"])]
    assert [expected, expected] == settled(tills)
    (past,) = theirs.run(lambda uow: note_corrections.recent(uow, customer_id="c-1"))
    theirs.run(lambda uow: note_corrections.withdraw(uow, visit_id=past.id))
    assert [[], []] == settled(tills)
