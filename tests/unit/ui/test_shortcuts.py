"""The one table of keys."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from ui import shortcuts
from ui.shortcuts import (
    ALWAYS,
    PAGE_OF,
    TABLE,
    UNLISTED,
    Action,
    PageId,
    Press,
    Said,
    actions,
    press_of,
)

EVERYTHING = frozenset(Action)


@pytest.mark.parametrize("page", list(PageId))
def test_no_key_means_two_things_on_one_page(page: PageId) -> None:
    here = [binding for binding in TABLE if binding.works_on(page)]
    doubles = [
        (one.action, other.action)
        for one, other in combinations(here, 2)
        if set(one.keys) & set(other.keys)
    ]
    assert [] == doubles


def test_every_action_has_a_key_and_every_page_an_f_key() -> None:
    assert set(Action) == {binding.action for binding in TABLE}
    assert set(PageId) == set(PAGE_OF.values())
    assert all(re.fullmatch(r"F\d+", shortcuts.page_key(page)) for page in set(PageId) - UNLISTED)


def test_every_page_key_is_also_on_ctrl_and_a_digit() -> None:
    for binding in TABLE:
        if PAGE_OF.get(binding.action, PageId.FORMS) not in UNLISTED:
            f_key, ctrl = binding.keys
            assert f"Ctrl+{int(f_key.removeprefix('F')) % 10}" == ctrl


def test_no_key_belongs_to_input_methods_or_editors() -> None:
    forbidden = re.compile(r"Ctrl\+(\?|H|Shift.*)|.*Shift.*|Meta.*")
    assert [] == [key for binding in TABLE for key in binding.keys if forbidden.fullmatch(key)]


@pytest.mark.parametrize("page", list(PageId))
def test_what_the_bottom_bar_shows_is_what_works(page: PageId) -> None:
    for binding in actions(page, EVERYTHING):
        for key in binding.keys:
            press = press_of(key, page, EVERYTHING)
            assert press is not None
            assert binding.action is press.action


@pytest.mark.parametrize("page", list(PageId))
def test_what_a_page_does_not_offer_neither_works_nor_shows(page: PageId) -> None:
    shown = {binding.action for binding in actions(page, ())}
    assert set() == shown - ALWAYS
    works = {press_of(key, page, ()) for binding in TABLE for key in binding.keys}
    assert set() == {press.action for press in works if press is not None} - ALWAYS


def test_outcomes_and_filters_come_with_their_digit() -> None:
    assert Press(Action.OUTCOME, 3) == press_of("3", PageId.COUNTER, EVERYTHING)
    assert Press(Action.FILTER, 0) == press_of("Alt+0", PageId.FOLLOWUPS, EVERYTHING)
    assert Press(Action.FILTER, 2) == press_of("Alt+2", PageId.FOLLOWUPS, EVERYTHING)


def test_a_key_means_what_its_page_says() -> None:
    assert Press(Action.TASKS) == press_of("T", PageId.COUNTER, EVERYTHING)
    assert Press(Action.CARD) == press_of("T", PageId.FOLLOWUPS, EVERYTHING)
    assert press_of("V", PageId.FOLLOWUPS, EVERYTHING) is None


@pytest.mark.parametrize(
    ("key", "is_plain"), [("3", True), ("V", True), ("Enter", True), ("F2", False), ("Esc", False)]
)
def test_only_plain_keys_are_left_to_a_field(key: str, is_plain: bool) -> None:
    assert is_plain is shortcuts.is_command(key)


def test_only_the_reveal_lasts_and_only_steps_repeat() -> None:
    assert [Action.REVEAL] == [one for one in Action if shortcuts.is_held(one)]
    assert [Action.NEXT, Action.BACK] == [one for one in Action if shortcuts.repeats(one)]


def test_a_word_that_names_digits_is_another_one_with_others() -> None:
    two, four = Said("选择", [2, 1]), Said("选择", [1, 2, 3, 9])
    assert ("1–2", "1–3 9", "选择") == (two.digits, four.digits, str(two))
    assert two == Said("选择", [1, 2])
    assert two != four
    assert two != "选择"
    assert "Alt 1–2" == next(b for b in TABLE if b.action is Action.PICK).caption_of(two)
    assert "1–3 9" == next(b for b in TABLE if b.action is Action.OUTCOME).caption_of(four)
    assert "1–8" == next(b for b in TABLE if b.action is Action.OUTCOME).caption_of("结果")
