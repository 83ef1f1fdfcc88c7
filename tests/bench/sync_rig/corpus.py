"""The records that every system carries, made from a seed. Standard library only.

One record is a kind, an id and a body whose canonical JSON is exactly RECORD_BYTES long. A tenth
are customers, the kind with the most indexes at a till; the others are their tickets, the kind a
store has most of. What a till adds are readings. Every name and phone is synthetic.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

RECORD_BYTES: Final = 271
STORE: Final = "0018"
CUSTOMER_IN: Final = 10
"""One record in so many is a customer."""
START_MS: Final = 1_763_690_400_000
_DAY_MS: Final = 86_400_000
_MEDICINES: Final = 600
_TEXT: Final = (
    "advised review dose morning evening meal walk diet salt sugar pressure fasting stable "
    "improved dizzy sleep ankle swelling refill label insulin tablet weekly monthly call back "
    "visit daughter son pharmacy doctor clinic report asked agreed declined later reading home"
)
_WORDS: Final = tuple(_TEXT.split())


class Record(NamedTuple):
    """One record of the corpus."""

    kind: str
    id: str
    body: dict[str, Any]

    @property
    def key(self) -> str:
        """Return the name of the record in systems that know no kinds."""
        return f"{self.kind}:{self.id}"


def canonical(body: dict[str, Any]) -> bytes:
    """Return the JSON whose length counts and whose digest is compared."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def records(count: int, seed: int) -> Iterator[Record]:
    """Yield `count` records; a customer comes before its tickets."""
    source = random.Random(seed)
    customer = ""
    for number in range(count):
        if number % CUSTOMER_IN == 0:
            customer = _uuid(source)
            yield Record("customer", customer, _customer(source, number))
        else:
            yield Record("ticket", _uuid(source), _ticket(source, number, customer))


def readings(count: int, seed: int, customers: list[str]) -> list[Record]:
    """Return readings of these customers, as a till would add them."""
    source = random.Random(f"readings {seed}")
    made = []
    for _ in range(count):
        low = source.randrange(60, 100)
        body = {
            "at": START_MS + source.randrange(30 * _DAY_MS),
            "by": f"{STORE}-staff-1",
            "code": "blood_pressure",
            "customer": source.choice(customers),
            "items": {"dia_mmhg": low, "sys_mmhg": low + source.randrange(20, 90)},
        }
        made.append(Record("observation", _uuid(source), _padded(source, body, body, "note")))
    return made


def a_note(source: random.Random, size: int) -> str:
    """Return text of `size` characters."""
    text = ""
    while len(text) < size:
        text += source.choice(_WORDS) + " "
    return text[: size - 1] + "." if size else ""


class Tally:
    """Count and digest of contents in any order: what is compared after every phase."""

    def __init__(self) -> None:
        self.count, self._sum = 0, 0

    def add(self, key: str, body: bytes) -> None:
        """Count one record in; `body` is its canonical JSON."""
        self.count += 1
        self._sum += int.from_bytes(hashlib.sha256(key.encode() + b"\n" + body).digest()[:16])

    def told(self) -> dict[str, Any]:
        """Return count and digest."""
        return {"count": self.count, "digest": f"{self._sum % (1 << 128):032x}"}


def tally(found: Iterable[Record]) -> dict[str, Any]:
    """Return count and digest of these records."""
    total = Tally()
    for record in found:
        total.add(record.key, canonical(record.body))
    return total.told()


def write_lines(path: Path, found: Iterable[Record]) -> None:
    """Write records as the lines HQ is loaded with."""
    with path.open("w", encoding="utf-8") as file:
        for kind, record_id, body in found:
            line = {"k": kind, "id": record_id, "b": body, "stores": [STORE]}
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _customer(source: random.Random, number: int) -> dict[str, Any]:
    body = {
        "allergies": [{"note": "rash", "substance": "penicillin"}],
        "birth_on": f"19{source.randrange(30, 80)}-0{source.randrange(1, 10)}-15",
        "conditions": [source.choice(("diabetes", "hypertension"))],
        "home_store": STORE,
        "name": f"Synthetic {source.choice(_WORDS)} {number}",
        "phones": [f"154{number:08d}"],
        "sex": source.choice("fm"),
        "synthetic": True,
        "tier": source.choice("ABC"),
    }
    return _padded(source, body, body, "note")


def _ticket(source: random.Random, number: int, customer: str) -> dict[str, Any]:
    price = source.randrange(500, 20_000)
    line = {
        "medicine": f"m{source.randrange(_MEDICINES):03d}",
        "price_fen": price,
        "qty_e4": 10_000,
    }
    body = {
        "business_day": f"2025-{source.randrange(1, 11):02d}-{source.randrange(1, 29):02d}",
        "customer": customer,
        "lines": [line],
        "pos": "1",
        "receipt_no": f"{number:06d}",
        "sold_at": START_MS - source.randrange(300 * _DAY_MS),
        "source": "erp",
        "store": STORE,
        "total_fen": price,
    }
    return _padded(source, body, line, "name")


def _padded(
    source: random.Random, body: dict[str, Any], inside: dict[str, Any], name: str
) -> dict[str, Any]:
    """Fill the text field `name` so that the whole body has its size."""
    inside[name] = ""
    left = RECORD_BYTES - len(canonical(body))
    assert left > 0, "the record is too long already"
    inside[name] = a_note(source, left)
    assert len(canonical(body)) == RECORD_BYTES
    return body


def _uuid(source: random.Random) -> str:
    """Return an id in the form and with the randomness of the till's own (UUIDv7)."""
    text = f"{START_MS:012x}7{source.getrandbits(12):03x}8{source.getrandbits(60):015x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
