"""One field finds customers and medicines by whatever somebody has of them.

What is typed is digits, letters or Chinese, and each asks only the keys that can fit, at the index,
for no more than MANY each; parts of names only while fewer than LIMIT begin so. What fits is
ranked: the whole before what was bought in this store lately (of medicines: what is on its shelf),
that before a beginning, that before a part.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any, Final

from local_store import pinyin
from local_store.connection import Connection, Value
from local_store.records.reading import OLDER_CARDS
from local_store.search_keys import GTIN_DIGITS, STEP
from local_store.search_upkeep import built_up_to
from terminal.domain.search import (
    LIMIT,
    RECENT_DAYS,
    TAIL_LEAST,
    TAIL_MOST,
    Found,
    Grade,
    Match,
    Sort,
    approval,
    has_han,
    letters,
    phone_digits,
    units,
)

MANY: Final = 150
"""So many candidates are taken from one index. What is typed so far fits more when it says next to
nothing; then those that stand first in the index are ranked.
"""
_END: Final = "\U0010ffff"
_WHOLE_PHONE: Final = 7
_CODE_LEAST: Final = 2
_CARD_LEAST: Final = 6
_GTIN_LEAST: Final = 6
_APPROVAL_LEAST: Final = 4
_ENDS: Final = {Grade.EXACT: 0, Grade.PREFIX: 1, Grade.PART: 2}
_PLACES: Final = range(2, STEP + 1)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A record that fits; of a customer, the file it was joined to, which may have been joined in
    turn: the repository follows.
    """

    sort: Sort
    id: str
    found: Found
    grade: Grade


class Search:
    """Looks things up for one store on one day."""

    def __init__(self, db: Connection, *, store: str | None, today: date) -> None:
        """`store` is this store's id, None before enrolment."""
        self._db, self._store, self._today = db, store, today

    def find(self, text: str, limit: int = LIMIT) -> list[Match]:
        """Return what fits, best first, each once."""
        typed = letters(text)
        if not typed:
            return []
        best: dict[tuple[Sort, str], _Hit] = {}
        for hit in self._hits(text, typed):
            known = best.get((hit.sort, hit.id))
            if known is None or hit.grade < known.grade:
                best[hit.sort, hit.id] = hit
        return self._ranked(best.values())[:limit]

    def _hits(self, text: str, typed: str) -> Iterator[_Hit]:
        code = "".join(text.split())
        yield from self._by_code({code, code.upper(), typed, typed.upper()})
        if digits := phone_digits(text):
            yield from self._by_digits(digits, typed)
        elif has_han(typed):
            yield from self._by_text(text, typed)
        else:
            yield from self._by_letters(typed)
        if (number := approval(text)) and len(number) >= _APPROVAL_LEAST:
            yield from self._by_approval(number)

    def _by_code(self, codes: Iterable[str]) -> Iterator[_Hit]:
        rows = self._db.execute(
            "SELECT m.customer, c.canonical_id FROM member_code m"
            " LEFT JOIN customer c ON c.id = m.customer"
            " WHERE m.code IN (SELECT value FROM json_each(?)) AND m.status = 'active'",
            (json.dumps(sorted(codes)),),
        )
        older = self._db.execute(OLDER_CARDS, (json.dumps(sorted(codes)),))
        for customer, joined in chain(rows, older):
            yield _Hit(Sort.CUSTOMER, joined or customer, Found.MEMBER_CODE, Grade.EXACT)

    def _by_digits(self, digits: str, typed: str) -> Iterator[_Hit]:
        if TAIL_LEAST <= len(digits) <= TAIL_MOST:
            tail = digits[::-1]
            whole = len(tail) >= _WHOLE_PHONE
            rows = self._keys("customer, joined, tail", "customer", "tail", tail)
            for one, joined, found in rows:
                grade = Grade.EXACT if whole and found == tail else Grade.PREFIX
                yield _Hit(Sort.CUSTOMER, joined or one, Found.PHONE, grade)
        if len(typed) >= _CARD_LEAST:
            yield from self._by_card(typed)
        if _GTIN_LEAST <= len(typed) <= GTIN_DIGITS:
            yield from self._by_gtin(typed)

    def _by_card(self, digits: str) -> Iterator[_Hit]:
        rows = self._db.execute(
            "SELECT m.customer, c.canonical_id FROM member_code m"
            " LEFT JOIN customer c ON c.id = m.customer"
            " WHERE m.code >= ? AND m.code < ? AND m.status = 'active' ORDER BY m.code LIMIT ? + 0",
            (digits, digits + _END, MANY),
        )
        for customer, joined in rows:
            yield _Hit(Sort.CUSTOMER, joined or customer, Found.MEMBER_CODE, Grade.PREFIX)

    def _by_gtin(self, digits: str) -> Iterator[_Hit]:
        """Find by a GTIN or its beginning: most are printed in 13 digits and kept in 14."""
        whole = digits.rjust(GTIN_DIGITS, "0")
        for start in dict.fromkeys((whole, "0" + digits, digits)):
            rows = self._db.execute(
                "SELECT medicine, gtin FROM medicine_gtin WHERE gtin >= ? AND gtin < ?"
                " ORDER BY gtin LIMIT ? + 0",
                (start, start + _END, MANY),
            )
            for medicine, gtin in rows:
                grade = Grade.EXACT if gtin == whole else Grade.PREFIX
                yield _Hit(Sort.MEDICINE, medicine, Found.GTIN, grade)

    def _by_letters(self, typed: str) -> Iterator[_Hit]:
        begun: set[str] = set()
        columns = (("initials", Found.INITIALS), ("pinyin", Found.PINYIN))
        # One letter begins the same names either way.
        for column, found in columns if len(typed) > 1 else columns[:1]:
            for hit in self._both(column, typed, found):
                begun.add(hit.id)
                yield hit
        if len(begun) >= LIMIT:
            return
        yield from self._customers("word", typed, Found.NAME, Grade.PART)
        yield from self._medicines("word", typed, least=Grade.PART)
        for place in _PLACES:
            yield from self._medicines(f"substr(initials, {place})", typed, Found.INITIALS)

    def _by_text(self, text: str, typed: str) -> Iterable[_Hit]:
        found = [*self._both("text", typed), *self._by_name_unbuilt(typed)]
        if len({hit.id for hit in found}) < LIMIT:
            for place in _PLACES:
                found += self._both(f"substr(text, {place})", typed)
        # Another way to write it: 張 for 张, or one that sounds the same.
        return found or self._by_sound(units(text))

    def _by_sound(self, typed: Sequence[str]) -> Iterator[_Hit]:
        for way in pinyin.of_person(typed):
            yield from self._customers("pinyin", "".join(way), Found.PINYIN, Grade.PART)
        read = "".join(pinyin.of_medicine(typed))
        yield from self._medicines("pinyin", read, Found.PINYIN, Grade.PART)

    def _by_approval(self, number: str) -> Iterator[_Hit]:
        for medicine, part, code in self._keys("medicine, part, code", "medicine", "code", number):
            grade = Grade.EXACT if code == number and not part else Grade.PREFIX
            yield _Hit(Sort.MEDICINE, medicine, Found.APPROVAL_NO, grade)

    def _both(self, column: str, typed: str, found: Found | None = None) -> Iterator[_Hit]:
        yield from self._customers(column, typed, found)
        yield from self._medicines(column, typed, found)

    def _customers(
        self, column: str, typed: str, found: Found | None = None, least: Grade = Grade.EXACT
    ) -> Iterator[_Hit]:
        rows = self._keys(f"customer, joined, former, part, {column}", "customer", column, typed)
        for one, joined, former, part, key in rows:
            name = Found.FORMER_NAME if former else found or Found.NAME
            grade = max(_grade(column, found, part, is_whole=key == typed), least)
            yield _Hit(Sort.CUSTOMER, joined or one, name, grade)

    def _medicines(
        self, column: str, typed: str, found: Found | None = None, least: Grade = Grade.EXACT
    ) -> Iterator[_Hit]:
        rows = self._keys(f"medicine, trade, part, {column}", "medicine", column, typed)
        for one, trade, part, key in rows:
            name = found or (Found.TRADE if trade else Found.GENERIC)
            grade = max(_grade(column, found, part, is_whole=key == typed), least)
            yield _Hit(Sort.MEDICINE, one, name, grade)

    def _keys(self, what: str, owner: str, column: str, start: str) -> Sequence[Any]:
        """Return key rows that begin so, the shortest first. All but `start` are of this module."""
        # The condition names the index on what stands further inside (see migration 0004).
        inside = ""
        if column.startswith("substr"):
            name, place = column[7:-1].split(", ")
            inside = f" AND length({name}) > {int(place) - 1}"
        sql = (
            f"SELECT {what} FROM {owner}_key WHERE {column} >= ? AND {column} < ?{inside}"
            f" ORDER BY {column} LIMIT {MANY}"
        )
        return self._db.execute(sql, (start, start + _END)).fetchall()

    def _by_name_unbuilt(self, typed: str) -> Iterator[_Hit]:
        """Look through the names whose keys are not made yet, in a store of an earlier version."""
        after = built_up_to(self._db, "customer")
        if after is None:
            return
        rows = self._db.execute(
            "SELECT id, canonical_id FROM customer WHERE id > ? AND instr(name, ?) LIMIT ? + 0",
            (after, typed, MANY),
        )
        for one, joined in rows:
            yield _Hit(Sort.CUSTOMER, joined or one, Found.NAME, Grade.PART)

    # Ranking

    def _ranked(self, hits: Iterable[_Hit]) -> list[Match]:
        every = list(hits)
        customers = [one.id for one in every if one.sort is Sort.CUSTOMER]
        bought = self._bought(customers) if customers else {}
        medicines = [one.id for one in every if one.sort is Sort.MEDICINE]
        shelf = self._on_shelf(medicines) if medicines else frozenset()
        since = self._today - timedelta(days=RECENT_DAYS)

        def match(one: _Hit) -> Match:
            day = bought.get(one.id) if one.sort is Sort.CUSTOMER else None
            lately = (day is not None and day >= since) or (
                one.sort is Sort.MEDICINE and one.id in shelf
            )
            grade = Grade.RECENT if lately and one.grade is not Grade.EXACT else one.grade
            return Match(one.sort, one.id, one.found, grade, day)

        def order(pair: tuple[_Hit, Match]) -> tuple[int, int, int, int, str]:
            hit, shown = pair
            day = shown.bought_on.toordinal() if shown.bought_on else 0
            return shown.grade, -day, shown.sort, hit.grade, shown.id

        return [shown for _, shown in sorted(((one, match(one)) for one in every), key=order)]

    def _bought(self, customers: Sequence[str]) -> dict[str, date]:
        """Return when these customers last bought in this store, files joined to theirs counted."""
        if self._store is None:
            return {}
        rows = self._db.execute(
            "WITH asked (id) AS (SELECT value FROM json_each(?)), file (id, one) AS"
            " (SELECT id, id FROM asked UNION ALL"
            " SELECT a.id, c.id FROM asked a JOIN customer c ON c.canonical_id = a.id)"
            " SELECT f.id, max((SELECT t.business_day FROM ticket t WHERE t.customer = f.one"
            " AND t.store = ? ORDER BY t.business_day DESC LIMIT 1)) FROM file f GROUP BY f.id",
            (json.dumps(customers), self._store),
        )
        return {one: date.fromisoformat(day) for one, day in rows if day is not None}

    def _on_shelf(self, medicines: Sequence[str]) -> frozenset[str]:
        parameters: tuple[Value, ...] = (json.dumps(medicines), self._store)
        rows = self._db.execute(
            "SELECT medicine FROM stock WHERE medicine IN (SELECT value FROM json_each(?))"
            " AND store = ? AND qty_e4 > 0",
            parameters,
        )
        return frozenset(one for (one,) in rows)


def _grade(column: str, found: Found | None, part: int, *, is_whole: bool) -> Grade:
    if part or column.startswith("substr"):
        return Grade.PART
    # Initials are nobody's alone: the whole of them says no more than their beginning.
    return Grade.EXACT if is_whole and found is not Found.INITIALS else Grade.PREFIX
