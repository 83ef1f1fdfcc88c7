"""One job done once, in a scene, and what came of it by the operator model.

The model: a scan takes an expert 1.5 s, a digit on the number pad 0.25 s, another key 0.28 s, a
click as long as a decision, a decision 1.2 s; what is spoken and what the machine takes is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from local_store.unit_of_work import UnitOfWork
from tests.jobs.jobs import JOBS
from tests.jobs.shop import BADGES, STAFF, Person
from tests.jobs.till import JobError, Spent, Till
from tests.jobs.watch import Tally
from ui.shortcuts import PageId

SCAN_S: Final = 1.5
DIGIT_S: Final = 0.25
KEY_S: Final = 0.28
DECISION_S: Final = 1.2

_DRAFT: Final = "half"
_SAID: Final = ("toutong", "头痛")
_COMPOSED: Final = "fare"
"""Letters that an input method still has: the first Esc throws them away, as everywhere, and
nothing else.
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who comes in, whether somebody else's entry is left half typed, and whether an input method
    is on.
    """

    one: Person
    other: Person
    has_draft: bool
    method_is_on: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What a job took."""

    job: str
    tally: Tally
    spent: Spent

    @property
    def expert_s(self) -> float:
        """Return how long an expert takes."""
        tally, spent = self.tally, self.spent
        hands = tally.scans * SCAN_S + tally.digits * DIGIT_S + tally.keys * KEY_S
        head = (tally.clicks + spent.decisions) * DECISION_S
        return hands + head + spent.talk_s + spent.wall_ms / 1000


def scenes(people: tuple[Person, ...]) -> Iterator[Scene]:
    """Yield a scene for each, every second with a draft, every second pair with an input method."""
    for place, one in enumerate(people):
        other = people[(place + len(people) // 2) % len(people)]
        yield Scene(one, other, place % 2 == 1, place // 2 % 2 == 1)


def suited(till: Till, name: str, every: Iterable[Scene]) -> list[Scene]:
    """Return the scenes of a job: where it cannot be done with whoever comes, the next with whom it
    can comes instead.
    """
    suits, found = JOBS[name].suits, list(every)
    if suits is None:
        return found

    def look(uow: UnitOfWork) -> list[Person]:
        assert suits is not None
        return [scene.one for scene in found if suits(uow, scene.one)]

    able = till.read(look)
    return [
        scene if scene.one in able else replace(scene, one=able[place % len(able)])
        for place, scene in enumerate(found)
    ]


def do(till: Till, name: str, scene: Scene) -> Done:
    """Bring the scene about, do the job in it, and see that the draft was kept. Raise JobError."""
    job = JOBS[name]
    till.method_is_on = scene.method_is_on
    go_home(till)
    if scene.has_draft:
        _leave_draft(till, scene.other)
        go_home(till)
    if job.begins is not PageId.COUNTER:
        till.press("F2")
        till.until(lambda: till.page is job.begins, "the page")
    till.settle()
    actor = till.actor
    till.watch.reset()
    till.spent = Spent()
    job.do(till, scene.one)
    done = Done(name, till.watch.tally, till.spent)
    till.watch.reset()
    till.spent = Spent()
    if job.after is not None:
        job.after(till, scene.one)
    if scene.has_draft:
        if till.actor != actor:  # What somebody left half typed waits for them.
            till.scan(BADGES[STAFF.index(actor)])
            till.until(lambda: till.actor == actor, "who left it")
        _find_draft(till, scene.other)
    return done


def go_home(till: Till) -> None:
    """Put away whatever is open."""
    for _ in range(8):
        window, state = till.screens.window, till.screens._counter.state
        is_bare = state.card is None and not state.hits and state.sheet is None
        is_home = till.page is PageId.COUNTER and till.focus_name() == "top_bar.search"
        if is_bare and is_home and not window.top_bar.search.text():
            return
        till.press("Esc")
        till.settle()
    raise JobError(f"Esc does not lead home: {till.page}, {till.focus_name()}")


def _leave_draft(till: Till, other: Person) -> None:
    till.scan(other.code)
    till.until(lambda: _has_card(till, other), "the other's card")
    till.press("N")
    till.until(lambda: till.focus_name() == "counter.sheet.note.text", "the other's note")
    if not _noted(till):
        till.say(*_SAID) if till.method_is_on else till.type(_DRAFT)
        till.until(lambda: _noted(till) == _draft(till), "what is half typed")
    if till.method_is_on and till.ways.on_x:
        till.type(_COMPOSED)


def _find_draft(till: Till, other: Person) -> None:
    go_home(till)
    till.scan(other.code)
    till.until(lambda: _has_card(till, other), "the other's card again")
    till.press("N")
    till.until(lambda: till.focus_name() == "counter.sheet.note.text", "the other's note again")
    if _noted(till) != _draft(till):
        raise JobError("what was half typed was not kept")


def _noted(till: Till) -> str:
    return getattr(till.screens._counter.state.sheet, "text", "")


def _draft(till: Till) -> str:
    return _SAID[1] if till.method_is_on else _DRAFT


def _has_card(till: Till, one: Person) -> bool:
    card = till.screens._counter.state.card
    return card is not None and card.id == one.id
