"""Jobs that have a page of their own: a new file, the pack for an inspection, a learning card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from terminal.domain.consent import Purpose, latest
from tests.fakes import at_the_lock
from tests.jobs.shop import Person
from tests.jobs.till import Till, so
from ui import i18n
from ui.enrol.view import EnrolPage
from ui.knowledge.state import Tab
from ui.shortcuts import PageId

SPOKEN_S: Final = 6.0
"""What it takes to say what the three consents are for."""


def enrol(till: Till, one: Person) -> None:
    """J3: a new file: phone, what is bought, what was said about the data, Enter."""
    view = _enrol(till)
    before = till.read(lambda uow: len(uow.customers.by_phone(_phone(one), 9)))
    so(before == 0, "nobody has this phone yet")
    till.decide()
    till.press("F3")
    till.until(lambda: till.focus_name().endswith(".phone"), "the field")
    till.type(_phone(one))
    till.until(lambda: not till.focus_name().endswith(".phone"), "what is bought")
    till.press("1")
    till.talk(SPOKEN_S)
    till.press("Alt+U", "Alt+I", "Alt+O", "Enter")
    till.until(lambda: view._state.done is not None, "the file")
    (made,) = till.read(lambda uow: uow.customers.by_phone(_phone(one), 9))
    said = latest(till.read(lambda uow: uow.consents.of_customer(made.id)))
    asked = (Purpose.HEALTH_FILE, Purpose.REMINDERS, Purpose.MARKETING)
    so([True] * 3 == [said[each].given for each in asked], "yes stands on file for each")


def inspect(till: Till, one: Person) -> None:
    """J9: the pack of one person for an inspection, saved as PDF. Names leave after the PIN."""
    page = till.widget(PageId.COMPLIANCE)
    saved = page._state.saved
    till.scan(one.code)
    counter = till.screens._counter
    till.until(lambda: counter.state.card and counter.state.card.id == one.id, "the card")
    till.decide()
    till.press("F7")
    till.until(lambda: page._state.pack.chosen == one.id, "the customer of the open card")
    till.press("1")
    till.until(lambda: page._state.pack.pack is not None, "the pack")
    so(page._state.pack.pack.heading.customer == one.id, "it is theirs")
    till.press("P")
    window = till.screens.window
    till.until(
        lambda: window.layers.is_covered or page._state.saved not in ("", saved), "PIN or file"
    )
    if window.layers.is_covered:
        till.type(at_the_lock.PIN)
    till.until(lambda: page._state.saved not in ("", saved), "the file")


def quiz(till: Till, _one: Person) -> None:
    """A learning card asks, its answer is looked at, and it was not known yet."""
    page = till.widget(PageId.KNOWLEDGE)
    till.press("F6")
    till.until(lambda: till.page is PageId.KNOWLEDGE and page._state.desk, "the answers")
    if page._state.tab is not Tab.CARDS:  # The page stays where it was left.
        till.press("Alt+3")
    till.until(lambda: page._state.tab is Tab.CARDS and page._state.article, "a card")
    for _ in page._state.ids:
        card = page._state.article
        if card.id not in page._state.desk.learned:
            break
        till.press("+")
        till.until(partial(_is_another, page, card.id), "the next card")
    answer = i18n.pick(card.answer)
    so(answer not in till.words(), "it asks first")
    till.decide()
    till.press("Enter")
    till.until(lambda: answer in till.words(), "the answer")
    till.press("N")
    till.until(lambda: _is_missed(page, card.id), "what was not known yet; the next one asks")
    since = datetime.now(UTC) - timedelta(days=1)
    told = till.read(lambda uow: uow.learning.learned(till.actor, since))
    so([card.id] == [one.card for one in told if one.card == card.id], "it is on file, once")


def _is_missed(page: Any, card: str) -> bool:
    return page._state.turned is None and card in page._state.desk.not_known


def _is_another(page: Any, card: str) -> bool:
    return bool(page._state.article.id != card)


def _enrol(till: Till) -> EnrolPage:
    found = till.screens.window.findChild(EnrolPage)
    assert isinstance(found, EnrolPage)
    return found


def _phone(one: Person) -> str:
    return f"1559{int(one.phone[-7:]):07d}"
