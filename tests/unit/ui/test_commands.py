"""What the command bar lists, and what a few letters find in it."""

from __future__ import annotations

from ui.command_bar.commands import Command, Words, find, working
from ui.shortcuts import Action, PageId, Press

WORDS = Words(
    {
        Action.PRESSURE: "血压",
        Action.GLUCOSE: "血糖",
        Action.NOTE: "备注",
        Action.REVEAL: "显示姓名",
        Action.OUTCOME: "结果",
        Action.SEARCH: "搜索",
        Action.LOCK: "锁屏",
        Action.FEEDBACK: "提意见",
    },
    {PageId.COUNTER: "柜台", PageId.STOCK: "库存", PageId.KNOWLEDGE: "知识库"},
    lambda _, digit: "未接通" if digit == 3 else None,
)
OFFERED = frozenset({Action.PRESSURE, Action.GLUCOSE, Action.NOTE, Action.REVEAL, Action.OUTCOME})
HERE = working(PageId.COUNTER, OFFERED, WORDS)


def names(found: tuple[Command, ...]) -> list[str]:
    return [one.word for one in found]


def test_for_nothing_typed_everything_stands_there_that_one_key_does() -> None:
    assert ["血压", "血糖", "备注", "搜索", "锁屏", "提意见", "库存", "知识库"] == names(
        find(HERE, "")
    )


def test_initials_pinyin_chinese_and_english_find_the_same() -> None:
    for typed in ("xy", "xueya", "血压", "press", "ＸＹ", "XY"):
        assert "血压" == names(find(HERE, typed))[0], typed


def test_what_fits_the_whole_stands_before_what_fits_a_part() -> None:
    assert ["血压", "血糖"] == names(find(HERE, "xue"))
    assert ["知识库"] == names(find(HERE, "zsk"))


def test_letters_that_stand_in_order_are_enough() -> None:
    assert ["血压"] == names(find(HERE, "xuya"))


def test_a_single_digit_of_an_action_is_found_by_its_name() -> None:
    (found,) = find(HERE, "wjt")
    assert (Press(Action.OUTCOME, 3), "结果 3 未接通") == (found.press, found.word)


def test_what_nothing_is_called_finds_nothing() -> None:
    assert () == find(HERE, "qqq")


def test_each_shows_the_key_that_does_it_at_once() -> None:
    keys = {one.word: one.key for one in HERE}
    assert ("B", "F5", "/") == (keys["血压"], keys["库存"], keys["搜索"])


def test_what_a_page_does_not_offer_is_not_listed() -> None:
    assert ["搜索", "锁屏", "提意见", "库存", "知识库"] == names(
        find(working(PageId.COUNTER, (), WORDS), "")
    )
