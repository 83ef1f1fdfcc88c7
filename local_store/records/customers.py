"""Customers and the ways to find one. Files that HQ joined lead to the one that stayed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from local_store.connection import Connection
from local_store.records.reading import OLDER_CARDS, day, id_list, mark, parsed, texts
from terminal.domain.customer import Allergy, Customer, united

_ALIAS_HOPS_MAX: Final = 8
_HOUSEHOLD_MAX: Final = 50
_COLUMNS: Final = (
    "c.id, c.name, c.sex, c.birth_on, c.phones, c.conditions, c.allergies, c.tags, c.tier,"
    " c.sync_state, c.canonical_id,"
    " (SELECT m.code FROM member_code m WHERE m.customer = c.id AND m.status = 'active'"
    " ORDER BY m.issued_on DESC, m.code LIMIT 1),"
    " c.aliases, c.household, c.guardian, c.channel, c.hours, c.silent, c.restricted,"
    " c.withdrawn, c.note"
)
_SELECT: Final = f"SELECT {_COLUMNS} FROM customer c"
_LAST_CHARACTER: Final = "\U0010ffff"


class Customers:
    """Repository of customers. Speaks SQL, returns domain objects, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, customer_id: str) -> Customer | None:
        """Return a customer, following joined files to the one that stayed."""
        return self.many([customer_id]).get(customer_id)

    def many(self, ids: Iterable[str]) -> dict[str, Customer]:
        """Return customers by the ids asked for, with what stands in the files joined to theirs;
        those that are not here are left out.
        """
        stands_for = {one: one for one in ids}
        if not stands_for:
            return {}
        found: dict[str, Any] = {}
        for _ in range(_ALIAS_HOPS_MAX):
            found |= self._rows(set(stands_for.values()) - found.keys())
            joined = {
                one: found[now][10]
                for one, now in stands_for.items()
                if now in found and found[now][10] is not None
            }
            if not joined:
                break
            stands_for |= joined
        stayed = {now: _customer(found[now]) for now in stands_for.values() if now in found}
        for now, others in self._joined_to(stayed).items():
            stayed[now] = united(stayed[now], others)
        return {one: stayed[now] for one, now in stands_for.items() if now in stayed}

    def by_member_code(self, code: str) -> Customer | None:
        """Return whose card an active number is: one of HQ's, or else of an older system."""
        row = self._db.execute(
            "SELECT customer FROM member_code WHERE code = ? AND status = 'active'"
            " ORDER BY issued_on DESC, id LIMIT 1",
            (code,),
        ).fetchone()
        row = row or self._db.execute(f"{OLDER_CARDS} LIMIT 1", (id_list([code]),)).fetchone()
        return None if row is None else self.get(row[0])

    def by_phone(self, phone: str, limit: int) -> list[Customer]:
        """Return customers with this phone."""
        return self._found(
            "SELECT customer FROM customer_key WHERE tail = ? ORDER BY customer LIMIT ? + 0",
            (phone[::-1], limit),
        )

    def of_household(self, household: str, but: str = "") -> list[Customer]:
        """Return the people of a household, by name; `but` one who has been read already."""
        return self._found(
            "SELECT id FROM customer WHERE household = ? AND id <> ? ORDER BY name, id LIMIT ? + 0",
            (household, but, _HOUSEHOLD_MAX),
        )

    def after(self, customer_id: str, limit: int) -> list[Customer]:
        """Return the next customers after an id, in the order of their ids; joined files are left
        out.
        """
        sql = (
            "SELECT id FROM customer WHERE id > ? AND canonical_id IS NULL ORDER BY id LIMIT ? + 0"
        )
        ids = [one for (one,) in self._db.execute(sql, (customer_id, limit))]
        known = self.many(ids)
        return [known[one] for one in ids if one in known]

    def count(self) -> int:
        """Return how many customers are here, joined and withdrawn files left out."""
        sql = "SELECT count(*) FROM customer WHERE canonical_id IS NULL AND withdrawn IS NOT 1"
        return int(self._db.execute(sql).fetchone()[0])

    def sample_member_codes(self, n: int) -> list[str]:
        """Return the active card numbers of customers with something due first, for a demo."""
        rows = self._db.execute(
            "SELECT m.code FROM member_code m JOIN customer c ON c.id = m.customer"
            " WHERE m.status = 'active' ORDER BY (SELECT min(t.due_on) FROM task t"
            " WHERE t.customer = c.id AND t.state = 'open') IS NULL, m.code LIMIT ? + 0",
            (n,),
        )
        return [code for (code,) in rows]

    def _found(self, sql: str, parameters: Sequence[str | int]) -> list[Customer]:
        ids = [one for (one,) in self._db.execute(sql, parameters)]
        known = self.many(ids)
        # Two files of one person may both fit; they show once.
        return list({known[one].id: known[one] for one in ids if one in known}.values())

    def _joined_to(self, ids: Iterable[str]) -> dict[str, list[Customer]]:
        found: dict[str, list[Customer]] = {}
        rows = self._db.execute(
            "WITH RECURSIVE same (stays, id) AS (SELECT value, value FROM json_each(?) UNION"
            " SELECT s.stays, j.id FROM same s CROSS JOIN customer j ON j.canonical_id = s.id)"
            f" SELECT s.stays, {_COLUMNS} FROM same s CROSS JOIN customer c ON c.id = s.id"
            " WHERE s.id != s.stays ORDER BY s.stays, c.id",
            (id_list(ids),),
        )
        for stays, *row in rows:
            found.setdefault(stays, []).append(_customer(row))
        return found

    def _rows(self, ids: Iterable[str]) -> dict[str, Any]:
        sql = f"{_SELECT} WHERE c.id IN (SELECT value FROM json_each(?))"
        return {row[0]: row for row in self._db.execute(sql, (id_list(ids),))}


def _customer(row: Any) -> Customer:
    return Customer(
        id=row[0],
        name=row[1],
        sex=row[2],
        birth_on=day(row[3]),
        phones=texts(row[4]),
        conditions=texts(row[5]),
        allergies=tuple(_allergy(one) for one in parsed(row[6] or "[]")),
        tags=texts(row[7]),
        tier=row[8],
        member_code=row[11],
        mark=mark(row[9]),
        aliases=texts(row[12]),
        household=row[13],
        guardian=row[14],
        channel=row[15],
        hours=row[16],
        silent=bool(row[17]),
        restricted=bool(row[18]),
        withdrawn=bool(row[19]),
        note=row[20] or "",
    )


def _allergy(element: dict[str, Any]) -> Allergy:
    return Allergy(str(element.get("substance", "")), str(element.get("note") or ""))
