"""What is recorded of each customer beside sales and follow-ups: what they agreed to, who they live
with, labels, notes of visits, answers, contacts, sign-ups.

Every customer has a source of chance of their own, so that the rest of the set stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final

from terminal.domain.contact import week_of
from terminal.domain.event import Presence, attendance_id
from terminal.domain.tag import tag_id
from terminal.sandbox import identity, policies
from terminal.sandbox.people import Person
from terminal.sandbox.purchases import Visit
from terminal.sandbox.seasons import Window, chance

Record = tuple[str, str, dict[str, Any]]
Line = dict[str, Any]

TEXT_VERSION: Final = "2025-03"
_GIVEN: Final = {"service": 0.97, "reminders": 0.72, "marketing": 0.34}
"""How many said yes, of those who were asked."""
_ASKED: Final = 0.9
_WITHDRAWN: Final = 0.03
_HEALTH_FILE: Final = 0.85
_TAG_CODES: Final = {
    "慢病管理": ("chronic_care", "rule"), "医保慢特病": ("chronic_insured", "staff"),
    "家庭药师签约": ("family_pharmacist", "staff"), "会员日常客": ("member_day", "model"),
    "儿童": ("child", "rule"),
}  # fmt: skip
_NOTES: Final = (
    ("问降压药能否晚上吃，已说明", (), ("blood_pressure",)),
    ("晨起头晕，建议复诊", ("dizzy",), ("blood_pressure",)),
    ("服药后胃不适，建议餐后", ("stomach",), ("usage",)),
    ("干咳一周，提示可能与普利类有关，建议问医生", ("cough",), ("side_effect",)),
    ("问钙片与奶的间隔，已说明", (), ("usage",)),
    ("代母亲购药，已登记", (), ("proxy",)),
)
_SYMPTOMS: Final = ("dizzy", "stomach", "cough", "swelling")
_CHANNELS: Final = ("call", "sms", "wecom")
_PROGRAM: Final = "family_pharmacist"
_GUARDED: Final = 14 * 365
_RECENT: Final = 180
_IN_OLD_TABLE: Final = 0.06
_OLD_SALES: Final = 545
"""So many days ago, or a little less: within what a till keeps, before most of what it holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is recorded: the store, its days, who works there, its events by day."""

    seed: int
    store: str
    window: Window
    staff: tuple[str, ...]
    events: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """A household: its id, the member it was made under, and the first grown-up."""

    id: str
    first: str
    adult: str | None


def households(people: Sequence[Person], as_of: date) -> dict[str, Home]:
    """Return the household of every customer who shares a phone with another, by customer."""
    shared: dict[str, list[Person]] = {}
    for person in people:
        for phone in person.phones[:1]:
            shared.setdefault(phone, []).append(person)
    found: dict[str, Home] = {}
    for members in shared.values():
        if len(members) > 1:
            first = members[0].id
            grown = [one.id for one in members if as_of.toordinal() - one.birth >= _GUARDED]
            home = Home(identity.record_id("household", first), first, next(iter(grown), None))
            found |= {one.id: home for one in members}
    return found


def file_fields(person: Person, home: Home | None, place: Place) -> Line:
    """Return what a customer's file has beside name, phones and conditions."""
    fields: Line = {}
    if home is not None:
        fields["household"] = home.id
        child = place.window.today - person.birth < _GUARDED
        if child and home.adult is not None:
            fields["guardian"] = home.adult
    if _is_new(person, place):
        return fields
    rng = Random(f"{place.seed}|{place.store}|{person.number}|file")
    if chance(rng, 0.3):
        fields["channel"] = rng.choice(_CHANNELS)
        fields["hours"] = rng.choice(("morning", "afternoon", "evening"))
    if chance(rng, 0.02):
        fields["silent"] = True
    if chance(rng, 0.01):
        fields["aliases"] = [person.name[0] + "小" + person.name[-1]]
    return fields


def records(
    person: Person, visits: Sequence[Visit], home: Home | None, place: Place
) -> Iterator[Record]:
    """Yield all that is recorded of a customer; hardly anything of one who joined yesterday."""
    if home is not None and home.first == person.id:
        yield "household", home.id, {"customer": person.id, "note": "合用一个电话（合成）"}
    if _is_new(person, place):
        return
    rng = Random(f"{place.seed}|{place.store}|{person.number}|desk")
    yield from _consents(rng, person, home, place)
    yield from _tags(person, place)
    yield from _visits(rng, person, visits, place)
    yield from _answers(rng, person, place)
    yield from _contacts(rng, person, place)
    yield from _signup(rng, person, place)
    yield from _events(rng, person, place)
    yield from _wishes(rng, person, place)
    yield from _old_table(person, place)


def _is_new(person: Person, place: Place) -> bool:
    return person.joined >= place.window.today - 1


def _by(rng: Random, place: Place, day: int) -> Line:
    minute = 9 * 60 + rng.randrange(10 * 60)
    return {"at": place.window.at(day, minute), "by": rng.choice(place.staff)}


def _since(person: Person, place: Place, days: int) -> int:
    """Return the first day of the last `days` on which the customer was known."""
    return min(max(person.joined, place.window.today - days), place.window.today - 1)


def _day(rng: Random, person: Person, place: Place, days: int) -> int:
    return rng.randrange(_since(person, place, days), place.window.today)


def _old_table(person: Person, place: Place) -> Iterator[Record]:
    """Yield what the store's table of before told of somebody: a purchase of long ago."""
    rng = Random(f"{place.seed}|{place.store}|{person.number}|table")
    day = place.window.today - _OLD_SALES + rng.randrange(30)
    if not person.habits or person.joined > day or not chance(rng, _IN_OLD_TABLE):
        return
    product = person.habits[0].product
    line = {
        "medicine": product.id, "name": product.title, "qty_e4": 10_000,
        "price_fen": product.price_fen, "ds_source": "none",
    }  # fmt: skip
    body = {
        "customer": person.id, "business_day": place.window.iso(day), "lines": [line],
        "total_fen": product.price_fen, "source": "file", **_by(rng, place, day + 30),
    }  # fmt: skip
    yield "past_sale", identity.record_id("past_sale", person.id), body


def _consents(rng: Random, person: Person, home: Home | None, place: Place) -> Iterator[Record]:
    if not chance(rng, _ASKED):
        return
    day = _day(rng, person, place, _RECENT * 3)
    wanted = dict(_GIVEN)
    if person.conditions:
        wanted["health_file"] = _HEALTH_FILE
    told = {"text_version": TEXT_VERSION, "how": rng.choice(("spoken", "signature", "qr"))}
    child = place.window.today - person.birth < _GUARDED
    if child and home is not None and home.adult is not None:
        told["guardian"] = home.adult
    for purpose, share in wanted.items():
        agrees = person.agrees and purpose == "health_file"
        fact = {"customer": person.id, "purpose": purpose, "given": chance(rng, share) or agrees}
        first = {**fact, **told, **_by(rng, place, day)}
        yield "consent", identity.record_id("consent", person.id, purpose, "1"), first
        if (
            fact["given"]
            and not agrees
            and chance(rng, _WITHDRAWN)
            and day < place.window.today - 1
        ):
            later = _by(rng, place, rng.randrange(day + 1, place.window.today))
            no = {**fact, **told, "given": False, "how": "spoken", **later}
            yield "consent", identity.record_id("consent", person.id, purpose, "2"), no


def _tags(person: Person, place: Place) -> Iterator[Record]:
    since = place.window.at(_since(person, place, _RECENT), 9 * 60)
    for text in person.tags:
        code, owner = _TAG_CODES[text]
        body = {
            "customer": person.id, "code": code, "owner": owner, "active": True,
            "since_at": since, "reason": text,
        }  # fmt: skip
        yield "tag", tag_id(person.id, code, owner), body


def _visits(rng: Random, person: Person, visits: Sequence[Visit], place: Place) -> Iterator[Record]:
    for visit in visits:
        if not chance(rng, 0.06 if person.conditions else 0.015):
            continue
        note, effects, keywords = rng.choice(_NOTES)
        body: Line = {
            "customer": person.id, "at": place.window.at(visit.day, visit.minute, 40),
            "by": rng.choice(place.staff), "channel": "counter", "note": note,
            "keywords": list(keywords), "order_no": f"SO{visit.receipt_no}",
        }  # fmt: skip
        if effects:
            body["side_effects"] = list(effects)
        visit_id = identity.record_id("visit", visit.id)
        yield "visit", visit_id, body
        if chance(rng, 0.3):
            link = {
                "customer": person.id, "entity_kind": "visit", "entity": visit_id,
                "system": "wecom", "value": f"WX{identity.record_id('wecom', visit.id)[:12]}",
                "how": "time_window", "confidence_e2": rng.randrange(55, 96),
                "at": body["at"] + 1000, "by": body["by"],
            }  # fmt: skip
            yield "external_id", identity.record_id("external_id", visit_id), link


def _answers(rng: Random, person: Person, place: Place) -> Iterator[Record]:
    if chance(rng, 0.3):
        items: Line = {"smokes": chance(rng, 0.22), "meals": rng.choice(("regular", "irregular"))}
        if person.conditions:
            items["years"] = 1 + int(rng.gammavariate(2, 4))
        body = {
            "customer": person.id, "form": policies.HEALTH_FORM, "form_version": 1,
            "items": items, "source": rng.choice(("qr", "staff")),
            **_by(rng, place, _day(rng, person, place, _RECENT * 3)),
        }  # fmt: skip
        yield "response", identity.record_id("response", person.id, "health"), body
    if person.conditions and chance(rng, 0.08):
        effect = rng.choice(_SYMPTOMS)
        told = {
            "customer": person.id, "code": "symptom", "items": {}, "value": effect,
            **_by(rng, place, _day(rng, person, place, _RECENT)),
        }  # fmt: skip
        yield "observation", identity.record_id("symptom", person.id), told


def _contacts(rng: Random, person: Person, place: Place) -> Iterator[Record]:
    today = place.window.today
    share = 0.75 if person.conditions else 0.12
    week = week_of(place.window.as_of)
    if chance(rng, share / 6):
        slot = identity.record_id("slot", person.id, week.isoformat())
        lease = {
            "customer": person.id, "week_on": week.isoformat(),
            "device": f"till{place.store}", "until_at": place.window.at(week.toordinal() + 7, 0),
            "used": False,
        }  # fmt: skip
        yield "slot", slot, lease
    if not chance(rng, share):
        return
    for number in range(1 + rng.randrange(4)):
        body = {
            "customer": person.id, "channel": rng.choice(_CHANNELS),
            "purpose": "refill" if person.conditions else "event", "urgent": False,
            "result": rng.choice(("reached", "reached", "no_answer")), "accepted": True,
            **_by(rng, place, _day(rng, person, place, _RECENT)),
        }  # fmt: skip
        if body["at"] < place.window.at(today, 0):
            yield "contact", identity.record_id("contact", person.id, str(number)), body


def _signup(rng: Random, person: Person, place: Place) -> Iterator[Record]:
    if "家庭药师签约" not in person.tags:
        return
    day = _day(rng, person, place, _RECENT)
    body = {
        "customer": person.id, "program": _PROGRAM, "pharmacist": rng.choice(place.staff),
        "agreement_version": TEXT_VERSION, "until_on": place.window.iso(day + 365),
        "accepted": True, **_by(rng, place, day),
    }  # fmt: skip
    yield "signup", identity.record_id("signup", person.id, _PROGRAM), body


def _events(rng: Random, person: Person, place: Place) -> Iterator[Record]:
    if not person.conditions:
        return
    for event, day in place.events:
        if person.joined >= day - 10 or not chance(rng, 0.1):
            continue
        asked = min(day - 7, place.window.today - 1)
        came = day < place.window.today and chance(rng, 0.6)
        for code, on in ((Presence.INVITED, asked), (Presence.CAME, day))[: 1 + came]:
            body = {
                "event": event, "customer": person.id, "code": str(code), "accepted": True,
                **_by(rng, place, on),
            }  # fmt: skip
            yield "attendance", attendance_id(event, person.id, code), body


def _wishes(rng: Random, person: Person, place: Place) -> Iterator[Record]:
    """Yield what a few complained about, asked, or want done with their data."""
    if chance(rng, 0.012):
        told = _by(rng, place, _day(rng, person, place, _RECENT))
        body: Line = {
            "store": place.store, "customer": person.id, "text": "（合成）反映等候时间较长",
            "about": rng.choice(("waiting", "price", "stock", "service")), "status": "closed",
            "closed_at": told["at"] + 3_600_000, "result": "已说明并致歉", **told,
        }  # fmt: skip
        if chance(rng, 0.25):
            body |= {"status": "open"}
            del body["closed_at"], body["result"]
        yield "complaint", identity.record_id("complaint", person.id), body
    if chance(rng, 0.02):
        told = _by(rng, place, _day(rng, person, place, _RECENT))
        body = {
            "store": place.store, "customer": person.id, "text": "（合成）此药能与中药同服吗？",
            **told,
        }  # fmt: skip
        if chance(rng, 0.6):
            body |= {
                "answer": "请间隔一小时并留意反应，具体问开方医生。",
                "answered_at": told["at"] + 7_200_000, "answered_by": "合成药学部",
            }  # fmt: skip
        yield "question", identity.record_id("question", person.id), body
    if chance(rng, 0.004):
        day = _day(rng, person, place, 30)
        body = {
            "customer": person.id, "what": rng.choice(("copy", "correct", "withdraw")),
            "due_on": place.window.iso(day + 15), "status": rng.choice(("open", "done")),
            **_by(rng, place, day),
        }  # fmt: skip
        if body["status"] == "done":
            body["done_at"] = body["at"] + 1_800_000
        yield "request", identity.record_id("request", person.id), body
