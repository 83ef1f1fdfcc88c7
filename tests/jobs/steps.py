"""What several jobs begin or end with: somebody's card, an entry on record."""

from __future__ import annotations

from tests.jobs.shop import Person
from tests.jobs.till import Till
from ui.counter.sheets.state import Deed


def identify(till: Till, one: Person) -> None:
    """J1: who is this, and what is due. A scan of the membership code."""
    till.scan(one.code)
    card_of(till, one)


def card_of(till: Till, one: Person) -> None:
    """Wait for somebody's card, until it can be read."""
    page = till.screens.counter_page
    till.until(lambda: _shows(till, one.id), "the card")
    till.until(page._identity.name.isVisible, "the name")


def deed(till: Till, before: Deed | None = None) -> None:
    """Wait until what was entered on a card is on record: something else than `before`."""
    counter = till.screens._counter
    till.until(
        lambda: counter.state.sheet is None and counter.state.deed not in (None, before),
        "the entry on record",
    )


def _shows(till: Till, customer: str) -> bool:
    state = till.screens._counter.state
    return state.card is not None and state.card.id == customer and not state.hits
