"""Notes that the customer whose card is open came to an event of today: with one key, or with two
where there are several. No widgets here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from terminal.domain.card import CustomerCard
from terminal.domain.event import Event
from terminal.domain.problems import Refusal
from terminal.services import events
from terminal.services.events import CheckedIn
from terminal.services.work import Runner
from ui.counter.sheets.state import Deed, EventSheet


class CheckIn:
    """`offer` shows a sheet to choose from, `done` hears what was recorded, `say` why nothing
    was. A second press while one is under way is dropped.
    """

    def __init__(
        self,
        run: Runner,
        offer: Callable[[EventSheet], None],
        done: Callable[[Deed], None],
        say: Callable[[Refusal], None],
    ) -> None:
        self._run, self._offer, self._done, self._say = run, offer, done, say
        self._is_busy = False

    def begin(self, card: CustomerCard) -> None:
        """See what there is today, and check in where that is one event."""
        if not self._is_busy:
            self._is_busy = True
            self._run(events.today, partial(self._on_today, card))

    def pick(self, sheet: EventSheet, digit: int) -> None:
        """Check in to the event of a digit, counted from 1."""
        if not self._is_busy and 1 <= digit <= len(sheet.events):
            self._note(sheet, sheet.events[digit - 1])

    def crashed(self) -> None:
        """Take commands again after work that broke off."""
        self._is_busy = False

    def _on_today(self, card: CustomerCard, found: tuple[Event, ...]) -> None:
        self._is_busy = False
        sheet = EventSheet(card.id, card.masked_name, found)
        if not found:
            self._say(Refusal("EVENT_NONE_TODAY"))
        elif len(found) == 1:
            self._note(sheet, found[0])
        else:
            self._offer(sheet)

    def _note(self, sheet: EventSheet, event: Event) -> None:
        self._is_busy = True
        work = partial(events.check_in, customer_id=sheet.customer, event_id=event.id)
        self._run(work, partial(self._on_noted, sheet))

    def _on_noted(self, sheet: EventSheet, result: CheckedIn | Refusal) -> None:
        self._is_busy = False
        if isinstance(result, Refusal):
            self._say(result)
        else:
            self._done(Deed(sheet, (result.id,), about=result.title))
