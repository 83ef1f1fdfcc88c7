"""Offers to remember what a code means that nobody knew, once it is clear whose it may be. No
widgets here.

The payload of an unknown code is held until it was taught, put away, or another one came; it is
shown by its length and end only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from terminal.domain.card import CustomerCard
from terminal.domain.problems import Refusal, UnknownCode
from terminal.services import teaching
from terminal.services.counter import CardFound, Found, MedicineFound
from terminal.services.packages import MEDICINE
from terminal.services.teaching import CUSTOMER, Taught
from terminal.services.work import Runner
from ui.counter.state import Lesson

TAIL: Final = 4
_ANYTHING: Final = "SCAN_UNKNOWN"
"""The refusal of a code that may be anything; another one is a product's."""


class Teacher:
    """Keeps the unknown code and the lesson on offer. `changed` is called when it has changed,
    `say` with what could not be done.
    """

    def __init__(
        self, run: Runner, *, changed: Callable[[], None], say: Callable[[Refusal], None]
    ) -> None:
        self._run, self._changed, self._say = run, changed, say
        self._unknown: UnknownCode | None = None
        self._is_busy = False
        self.lesson: Lesson | None = None

    def met(self, found: Found, card: CustomerCard | None) -> None:
        """Hear what a scan or a search led to; `card` is of whoever is shown."""
        if isinstance(found, UnknownCode):
            self._unknown, self.lesson = found, None
            if card is not None:
                self._offer_card(card)
        elif isinstance(found, MedicineFound):
            self._offer(MEDICINE, found.line.medicine, found.line.title)
        elif isinstance(found, CardFound):
            self.lesson = None
            self._offer_card(found.card)

    def forget(self) -> bool:
        """Put the lesson and the code away. Return whether there was a lesson."""
        had, self.lesson, self._unknown = self.lesson is not None, None, None
        return had

    def teach(self) -> None:
        """Remember what is on offer."""
        lesson, unknown = self.lesson, self._unknown
        if lesson is None or unknown is None or lesson.taught is not None or self._is_busy:
            return
        self._is_busy = True
        if lesson.kind == CUSTOMER:
            work = partial(teaching.card, payload=unknown.payload, customer_id=lesson.entity)
            self._run(work, self._on_taught)
        else:
            of = partial(teaching.medicine, payload=unknown.payload, medicine_id=lesson.entity)
            self._run(of, self._on_taught)

    def undo(self) -> bool:
        """Take back what was taught. Return False when there is nothing to take back."""
        lesson = self.lesson
        if lesson is None or lesson.taught is None:
            return False
        self.lesson = None
        self._run(partial(teaching.undo, taught=lesson.taught), self._on_undone)
        self._changed()
        return True

    def expire(self, taught_id: str) -> None:
        """The time to take it back is over."""
        if self.lesson is not None and self.lesson.taught is not None:
            if self.lesson.taught.id == taught_id:
                self.lesson = None
            self._changed()

    def crashed(self) -> None:
        """Take commands again after work that broke off."""
        self._is_busy = False

    def _offer_card(self, card: CustomerCard) -> None:
        unknown = self._unknown
        if unknown is not None and unknown.code == _ANYTHING and not card.is_restricted:
            self._offer(CUSTOMER, card.id, card.masked_name)

    def _offer(self, kind: str, entity: str, name: str) -> None:
        if self._unknown is not None:
            payload = self._unknown.payload
            self.lesson = Lesson(kind, entity, name, len(payload), payload[-TAIL:])

    def _on_taught(self, result: Taught | Refusal) -> None:
        self._is_busy = False
        lesson, self._unknown = self.lesson, None
        if isinstance(result, Refusal):
            self.lesson = None
            self._say(result)
        elif lesson is not None:
            self.lesson = Lesson(
                result.kind, result.entity, result.name, lesson.length, lesson.tail, result
            )
        self._changed()

    def _on_undone(self, result: Taught | Refusal) -> None:
        if isinstance(result, Refusal):
            self._say(result)
