"""A table with dirt at the rates of real ones: what comes in is true or empty, never a guess. Names
and phones are synthetic (合成数据).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from terminal.domain.imports.model import Decisions, Field, Severity
from terminal.domain.imports.values import clean
from terminal.services.imports import Imports
from tests.builders import TestStore, a_customer
from tests.integration.services.conftest import Shop
from tests.integration.services.old_table import a_file, checked, imports_of, line
from tests.integration.services.shop import rows

PEOPLE: Final = 600
WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
EPOCH: Final = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Truth:
    """Somebody as they are: what a column says wrongly or not at all is None."""

    name: str
    phone: str | None
    birth_on: date | None
    card: str | None


def _phone(rng: Random, phone: str) -> tuple[str, str | None]:
    """Return how a phone is written, and what may come of it."""
    dirt = rng.random()
    if dirt < 0.08:
        return rng.choice(("", "无", "-", "NULL")), None
    if dirt < 0.105:
        return rng.choice((phone[:-1], phone + "1", "12" + phone[2:], "电话")), None
    if dirt < 0.145:
        return f"{int(phone):.2E}", None
    written = (
        *(phone, f"+86{phone}", f"86-{phone}", f"{phone[:3]} {phone[3:7]} {phone[7:]}"),
        *(phone.translate(WIDE), f"{phone}.0", f"'{phone}", f'="{phone}"', f"{int(phone):.10E}"),
    )
    return rng.choice(written), phone


def _day(rng: Random, on: date) -> tuple[str, date | None]:
    dirt = rng.random()
    if dirt < 0.05:
        return "", None
    if dirt < 0.1:
        return rng.choice((f"{on.year}", f"{on:%Y%m}", "1900-01-00", "不详", "2999-01-01")), None
    written = (
        *(on.isoformat(), f"{on.year}/{on.month}/{on.day}", f"{on:%Y%m%d}"),
        *(f"{on.year}年{on.month}月{on.day}日", str((on - EPOCH).days), f"{on:%Y.%m.%d} 00:00:00"),
    )
    return rng.choice(written), on


def _card(rng: Random, number: int) -> tuple[str, str | None]:
    whole = f"{rng.randrange(10**17, 9 * 10**17)}"
    whole = "9" + whole[1:15] + f"{number:03d}"[-3:]
    dirt = rng.random()
    if dirt < 0.1:
        return whole[:15] + "000", None
    if dirt < 0.2:
        return f"{int(whole):.14E}", None
    if dirt < 0.3:
        return "", None
    return (whole + "7", whole + "7")


def _dirty(rng: Random) -> tuple[list[tuple[str, ...]], list[Truth]]:
    table, people = [], []
    for number in range(PEOPLE):
        on = date(1935, 1, 1) + timedelta(days=rng.randrange(20_000))
        phone, true_phone = _phone(rng, f"1547{number:07d}")
        birth, true_birth = _day(rng, on)
        card, true_card = _card(rng, number)
        name = f"合成第{number}位"
        table.append(line(name, 手机=phone, 出生日期=birth, 会员卡号=card))
        people.append(Truth(name, true_phone, true_birth, true_card))
    return table, people


@pytest.mark.parametrize("seed", range(3))
def test_what_comes_in_is_true_or_empty_and_what_is_empty_is_listed(
    till: TestStore, tmp_path: Path, seed: int
) -> None:
    table, people = _dirty(Random(f"dirt {seed}"))
    imports = imports_of(till)
    check = checked(imports, a_file(tmp_path, table))
    assert (PEOPLE, PEOPLE, ()) == (check.good, check.people, check.duplicates)
    assert {Severity.MISSING} == {one.severity for one in check.problems}
    imports.run(Decisions())
    sql = (
        "SELECT name, json_extract(phones, '$[0]'), birth_on, (SELECT value FROM external_id e"
        " WHERE e.entity = c.id) FROM customer c WHERE name LIKE '合成第%位'"
    )
    found = {row[0]: row[1:] for row in rows(till, sql)}
    for at, one in enumerate(people):
        birth_on = None if one.birth_on is None else one.birth_on.isoformat()
        assert (one.phone, birth_on, one.card) == found[one.name], table[at]
    listed = {(one.row, one.field) for one in check.problems}
    for at, one in enumerate(people):
        assert (one.phone is None) == ((at + 2, Field.PHONE) in listed)
        said = clean(table[at][2]) != ""
        assert (one.birth_on is None and said) == ((at + 2, Field.BIRTH_ON) in listed)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("張秀蘭", "IMPORT_NAME_SOUNDS"),
        ("章秀蓝", "IMPORT_NAME_SOUNDS"),
        ("张秀兰", "IMPORT_SAME_NAME"),
        ("张旧名", "IMPORT_FORMER_NAME"),
    ],
)
def test_somebody_known_in_other_writing_is_shown_beside_the_row(
    shop: Shop, tmp_path: Path, name: str, reason: str
) -> None:
    body: dict[str, Any] = a_customer(50, name="张秀兰", aliases=["张旧名"])
    till, _ = shop(("customer", "c-50", body))
    imports: Imports = imports_of(till)
    check = checked(imports, a_file(tmp_path, [line(name, 手机="15400000050")]))
    (found,) = check.duplicates
    assert ("c-50", True) == (found.there.customer, reason in found.reasons)
