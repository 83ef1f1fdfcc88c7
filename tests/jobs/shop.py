"""A till's data folder for the jobs: a synthetic store of today, and the people who come in.

Of those who come, every third shares the end of the phone with the one before, so that four digits
are not enough. Everything is made up; phones begin with 154, a range nobody has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from local_store.store import Store
from sync.protocol import config
from terminal import app
from terminal.domain.observation import BLOOD_PRESSURE, DIASTOLIC, SYSTOLIC
from terminal.sandbox import identity
from terminal.sandbox import store as sandbox
from terminal.sandbox.policies import CHRONIC_FORM
from tests.builders import CONTENT_KEY, STORE, an_identity, load_records
from tests.integration.bad_input.data_folder import around

SEED: Final = 18
CUSTOMERS: Final = 80
ZONE: Final = ZoneInfo("Asia/Shanghai")
PHARMACIST: Final = identity.staff_id(STORE, 1)
COLLEAGUE: Final = identity.staff_id(STORE, 2)
EVENT: Final = identity.record_id("event", "today")
STAFF: Final = (PHARMACIST, COLLEAGUE)
NOTED: Final = "noted"
NOT_THEIRS: Final = "not theirs"
SAID: Final = {NOTED: "饭前服（合成）", NOT_THEIRS: "问血糖仪（合成）"}
"""Notes that were saved wrongly: one with the wrong words, one of what somebody else said."""
BADGES: Final = (identity.badge(STORE, 1), identity.badge(STORE, 2))

Body = dict[str, Any]
Record = tuple[str, str, Body]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who comes in. `alike` says that another's phone ends like theirs."""

    id: str
    name: str
    code: str
    phone: str
    alike: bool

    @property
    def tail(self) -> str:
        """Return the end of the phone, which people say when they have no card with them."""
        return self.phone[-4:]


@dataclass(frozen=True, slots=True)
class Shop:
    """The folder of a till, and who comes in."""

    folder: Path
    people: tuple[Person, ...]


def make(folder: Path, *, comers: int) -> Shop:
    """Make the folder: enrolled, loaded, and with a follow-up due for many of its customers."""
    records = list(_records())
    people = _people(records, comers)
    _share_tails(records, people)
    records += [record for one in people for record in _measured(one.id)]
    with app.opened(folder, must_exist=False) as store:
        _load(store, folder, records)
    return Shop(folder, people)


def _load(store: Store, folder: Path, records: list[Record]) -> None:
    store.run(lambda uow: uow.sync.make_keys()).result()
    store.run(lambda uow: uow.sync.enrolled(an_identity())).result()
    load_records(around(store, folder), records)


def _records() -> Iterator[Record]:
    today = datetime.now(ZONE).date()
    yield "event", EVENT, _health_day(today)
    plan = sandbox.StorePlan(seed=SEED, store=STORE, customers=CUSTOMERS, as_of=today)
    lines = [line for line in sandbox.generate(plan) if "k" in line]
    done = {line["b"]["task"] for line in lines if line["k"] == "outcome"}
    for place, line in enumerate(lines):
        kind, record_id, body = line["k"], line["id"], line["b"]
        if kind in config.CONFIG_KINDS:
            body = config.sign(kind, record_id, body, CONTENT_KEY)
        if kind == "task" and record_id not in done:
            body = {**body, "due_on": _due(today, place)}
        yield kind, record_id, body


def _measured(customer: str) -> Iterator[Record]:
    """Yield what was saved wrongly an hour ago, and answers of an hour before with what came of
    them; a note of each hour, one with the wrong words, one of what somebody else said.
    """
    hour_ms = 3_600_000
    now_ms = int(datetime.now(ZONE).timestamp() * 1000)
    about = {"customer": customer, "by": PHARMACIST}
    pressure = {**about, "code": BLOOD_PRESSURE}
    hour_ago = {**pressure, "at": now_ms - hour_ms, "items": {SYSTOLIC: 128, DIASTOLIC: 82}}
    yield "observation", identity.record_id("wrong", customer), hour_ago
    answers = (
        ("smoking", [{"valueCoding": {"system": "urn:guitai:condition", "code": "never"}}]),
        ("systolic", [{"valueInteger": 138}]),
        ("diastolic", [{"valueInteger": 86}]),
    )
    said = {one: {"linkId": one, "answer": answer} for one, answer in answers}
    items = [
        {"linkId": "history", "item": [said["smoking"]]},
        {"linkId": "readings", "item": [said["systolic"], said["diastolic"]]},
    ]
    earlier = now_ms - 2 * hour_ms
    response = {
        **about, "form": CHRONIC_FORM, "form_version": 1, "at": earlier,
        "items": {"resourceType": "QuestionnaireResponse", "item": items}, "source": "staff",
    }  # fmt: skip
    yield "response", identity.record_id("answers", customer), response
    came = {**pressure, "at": earlier, "items": {SYSTOLIC: 138, DIASTOLIC: 86}}
    yield "observation", identity.record_id("answered", customer), came
    for name, at in ((NOTED, now_ms - hour_ms), (NOT_THEIRS, earlier)):
        text = {**about, "at": at, "channel": "counter", "note": SAID[name]}
        yield "visit", identity.record_id(name, customer), text


def _health_day(today: date) -> Body:
    begins = datetime(today.year, today.month, today.day, 9, tzinfo=ZONE)
    return {
        "store": STORE, "title": "健康日（合成）", "place": "店内",
        "starts_at": int(begins.timestamp() * 1000),
        "ends_at": int((begins + timedelta(hours=3)).timestamp() * 1000),
    }  # fmt: skip


def _due(today: date, place: int) -> str:
    return (today - timedelta(days=place % 3)).isoformat()


def _people(records: list[Record], count: int) -> tuple[Person, ...]:
    codes = {
        body["customer"]: body["code"]
        for kind, _, body in records
        if kind == "member_code" and body["status"] == "active"
    }
    found: list[Person] = []
    for kind, record_id, body in records:
        if kind != "customer" or record_id not in codes or not body.get("phones"):
            continue
        # The first three are drawn by hand, and their files show what others' do not.
        place = len(found)
        phone = body["phones"][0]
        if is_alike := place % 3 == 2:
            phone = phone[:-4] + found[-1].tail
        found.append(Person(record_id, body["name"], codes[record_id], phone, is_alike))
        if len(found) == count:
            break
    assert len(found) == count, "too few customers have a card and a phone"
    tails = [one.tail for one in found]
    return tuple(
        Person(one.id, one.name, one.code, one.phone, tails.count(one.tail) > 1) for one in found
    )


def _share_tails(records: list[Record], people: tuple[Person, ...]) -> None:
    phones = {one.id: one.phone for one in people}
    for place, (kind, record_id, body) in enumerate(records):
        if kind == "customer" and record_id in phones:
            changed = {**body, "phones": [phones[record_id], *body["phones"][1:]]}
            records[place] = (kind, record_id, changed)
