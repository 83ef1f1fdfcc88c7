"""Who may be the same person, and who is not merged for sharing a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.imports import matching
from terminal.domain.imports.matching import People, Person, Wanted, compare
from terminal.domain.imports.model import Choice, Field
from terminal.domain.imports.rows import Entry

PHONE = "15400000001"
BORN = date(1958, 3, 9)
SOUNDS = {"王秀兰": "wangxiulan", "王秀蓝": "wangxiulan", "王秀蘭": "wangxiulan"}


def sound(name: str) -> frozenset[str]:
    return frozenset({SOUNDS.get(name, name)})


def row(number: int, name: str = "王秀兰", **changes: Any) -> Entry:
    return Entry(row=number, name=name, **changes)


def on_file(name: str = "王秀兰", **changes: Any) -> Person:
    return Person(name, customer="c-1", **changes)


def people(*known: Person) -> People:
    found = People(sound)
    for one in known:
        found.add(one)
    return found


@pytest.mark.parametrize(
    ("entry", "person", "score", "reasons"),
    [
        (row(2, phones=(PHONE,)), on_file(phones=(PHONE,)), 70, {"SAME_NAME", "SAME_PHONE"}),
        (row(2, birth_on=BORN), on_file(birth_on=BORN), 75, {"SAME_NAME", "SAME_BIRTH"}),
        (row(2, card="1"), on_file(cards=("1", "2")), 95, {"SAME_NAME", "SAME_CARD"}),
        (
            row(2, "王秀蓝", phones=(PHONE,)),
            on_file(phones=(PHONE,)),
            55,
            {"NAME_SOUNDS", "SAME_PHONE"},
        ),
        (
            row(2, phones=(PHONE,), birth_on=BORN),
            on_file(phones=(PHONE,), birth_on=date(1985, 3, 9)),
            30,
            {"SAME_NAME", "SAME_PHONE", "OTHER_BIRTH"},
        ),
        (
            row(2, "李四", phones=(PHONE,)),
            on_file(phones=(PHONE,)),
            5,
            {"OTHER_NAME", "SAME_PHONE"},
        ),
        (
            row(2, phones=(PHONE,)),
            on_file("王新名", phones=(PHONE,), former=("王秀兰",)),
            65,
            {"FORMER_NAME", "SAME_PHONE"},
        ),
        (
            row(2, sex="male", phones=(PHONE,)),
            on_file(sex="female", phones=(PHONE,)),
            55,
            {"SAME_NAME", "SAME_PHONE", "OTHER_SEX"},
        ),
    ],
)
def test_what_speaks_for_and_against_adds_up(
    entry: Entry, person: Person, score: int, reasons: set[str]
) -> None:
    found = compare(entry, person, sound)
    assert (score, {f"IMPORT_{one}" for one in reasons}) == (found.score, set(found.reasons))


def test_somebody_on_file_is_shown_beside_the_row_and_never_merged_unasked() -> None:
    placed = people(on_file(phones=(PHONE,), birth_on=BORN)).place(row(2, phones=(PHONE,)))
    assert placed.duplicate is not None
    assert (2, Choice.MERGE, "c-1") == (
        placed.leader,
        placed.duplicate.suggested,
        placed.duplicate.there.customer,
    )


def test_another_name_under_the_same_phone_is_a_household_and_only_told() -> None:
    placed = people(on_file(phones=(PHONE,))).place(row(2, "李四", phones=(PHONE,)))
    assert (None, True) == (placed.duplicate, placed.shares_phone)


def test_another_name_with_the_same_phone_and_birth_is_shown() -> None:
    known = people(on_file(phones=(PHONE,), birth_on=BORN))
    placed = known.place(row(2, "李四", phones=(PHONE,), birth_on=BORN))
    assert placed.duplicate is not None
    assert Choice.NEW == placed.duplicate.suggested


@pytest.mark.parametrize("name", ["王秀蓝", "王秀蘭"])
def test_a_name_that_sounds_the_same_is_shown_with_the_phone(name: str) -> None:
    placed = people(on_file(phones=(PHONE,))).place(row(2, name, phones=(PHONE,)))
    assert placed.duplicate is not None
    assert matching.NAME_SOUNDS in placed.duplicate.reasons


def test_rows_of_one_person_are_joined_without_asking() -> None:
    known = people()
    known.place(row(2, phones=(PHONE,)))
    second = known.place(row(3, phones=(PHONE, "15400000002"), birth_on=BORN))
    third = known.place(row(4, phones=("15400000002",), birth_on=BORN))
    assert [(2, None), (2, None)] == [(one.leader, one.duplicate) for one in (second, third)]


def test_rows_that_contradict_each_other_are_shown() -> None:
    known = people()
    known.place(row(2, phones=(PHONE,), birth_on=BORN))
    placed = known.place(row(3, phones=(PHONE,), birth_on=date(1985, 3, 9)))
    assert placed.duplicate is not None
    assert (3, 2, Choice.NEW) == (
        placed.leader,
        placed.duplicate.there.row,
        placed.duplicate.suggested,
    )
    assert [Field.BIRTH_ON] == [one.field for one in placed.duplicate.differences]


def test_further_rows_of_somebody_on_file_follow_their_first_row() -> None:
    known = people(on_file(phones=(PHONE,)))
    first, second = known.place(row(2, phones=(PHONE,))), known.place(row(3, phones=(PHONE,)))
    assert first.duplicate is not None
    assert (2, None) == (second.leader, second.duplicate)


def test_a_bare_name_is_shown_and_a_common_one_with_a_phone_is_not() -> None:
    assert people(on_file(phones=(PHONE,))).place(row(2)).duplicate is not None
    other = row(3, phones=("15400000009",))
    assert people(on_file(phones=(PHONE,))).place(other).duplicate is None


def test_one_card_in_two_names_is_shown() -> None:
    placed = people(on_file(cards=("1",))).place(row(2, "李四", card="1"))
    assert placed.duplicate is not None
    assert (True, Choice.NEW) == (placed.has_card, placed.duplicate.suggested)


def test_differences_are_of_fields_that_both_have() -> None:
    person = on_file(sex="female", note="甲")
    entry = row(2, "王秀蓝", sex="female", birth_on=BORN, note="乙")
    found = matching.differences(entry, person)
    assert [(Field.NAME, "王秀兰", "王秀蓝"), (Field.NOTE, "甲", "乙")] == [
        (one.field, one.there, one.here) for one in found
    ]


@pytest.mark.parametrize(
    ("known", "is_wanted"),
    [
        (("别人", [PHONE], None), True),
        (("别人", ["15400000009"], None), False),
        (("王秀兰", ["15400000009"], None), False),
        (("王秀兰", [], None), True),
        (("王秀兰", ["15400000009"], "1958-03-09"), True),
        (("别人", [], "1958-03-09"), False),
        (("李四", ["15400000009"], "1970-01-01"), True),
        (("王五", ["15400000009"], None), False),
    ],
)
def test_who_cannot_be_any_of_the_rows_need_not_be_looked_at(
    known: tuple[str, list[str], str | None], is_wanted: bool
) -> None:
    rows = [
        row(2, phones=(PHONE,)),
        row(3, birth_on=BORN),
        row(4, "李四"),
        row(5, "王五", card="880001"),
    ]
    assert is_wanted is Wanted.of(rows).has(*known)


@given(st.data())
def test_nobody_is_left_out_who_would_be_found(data: st.DataObject) -> None:
    """What rows of a file are compared with is the same with everybody and with the wanted ones."""
    names = st.sampled_from(["王秀兰", "王秀蓝", "李四"])
    phones = st.lists(st.sampled_from([PHONE, "15400000002"]), max_size=2, unique=True)
    births = st.sampled_from([None, BORN, date(1970, 1, 1)])
    cards = st.sampled_from([None, "880001", "880002"])
    file = data.draw(st.lists(st.tuples(names, phones, births, cards), min_size=1, max_size=4))
    store = data.draw(st.lists(st.tuples(names, phones, births, cards), max_size=4))
    entries = [
        row(at, name, phones=tuple(has), birth_on=born, card=card)
        for at, (name, has, born, card) in enumerate(file, start=2)
    ]
    wanted = Wanted.of(entries)
    everybody = people(*map(_known, store))
    some = people(
        *(
            _known(one)
            for one in store
            if wanted.has(one[0], one[1], one[2].isoformat() if one[2] else None)
            or one[3] in wanted.cards
        )
    )
    assert [everybody.place(one) for one in entries] == [some.place(one) for one in entries]


def _known(one: tuple[str, list[str], date | None, str | None]) -> Person:
    name, phones, born, card = one
    cards = () if card is None else (card,)
    return on_file(name, phones=tuple(phones), birth_on=born, cards=cards)
