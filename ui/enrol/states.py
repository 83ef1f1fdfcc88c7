"""The states in which pictures of the new file are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from terminal.domain.card import CustomerHit
from terminal.domain.consent import Purpose
from terminal.domain.enrolment import PHONE_TAIL, Draft
from terminal.domain.imports.matching import NAME_SOUNDS, OTHER_NAME, SAME_NAME, SAME_PHONE
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services.enrolment import Enrolled, Likely, Whom
from terminal.services.self_fill import Handed
from terminal.services.signups import SignedUp
from ui.enrol import words
from ui.enrol.errands import CARD, ErrandState
from ui.enrol.state import EnrolState
from ui.printing.out import Paper

PHONE: Final = "15400006021"
WANG: Final = CustomerHit("c-1", "王*兰", "f", 67, "6021", "A")
SON: Final = CustomerHit("c-2", "王*", "m", 41, "6021", None)
LIN: Final = CustomerHit("c-3", "欧**兰", "f", 58, "6021", "B")
SAME: Final = Likely(WANG, 70, (SAME_PHONE, SAME_NAME), is_adult=True)
FAMILY: Final = Likely(SON, 5, (SAME_PHONE, OTHER_NAME), is_adult=True)
SOUNDS: Final = Likely(LIN, 35, (PHONE_TAIL, NAME_SOUNDS), is_adult=True)
LEFT_AT: Final = datetime(2026, 12, 6, 14, 5, tzinfo=UTC)
TYPED: Final = Draft(
    phone=PHONE,
    name="王秀蓝",
    kind="buys_chronic",
    words={Purpose.HEALTH_FILE: True, Purpose.MARKETING: False},
)
CHILD: Final = Draft(
    phone=PHONE,
    name="王小合",
    birth="2019-05-01",
    templates=frozenset({"child"}),
    guardian="c-2",
    guardian_name="王*",
)


URL: Final = "https://hq.example/fill#" + "eyJ2IjoxLCJpIjoiQUFBQUFBQUFBQUEi" * 28


def errands() -> Mapping[str, tuple[EnrolState, ErrandState]]:
    """Return every named state of what is done for a customer beside enrolling."""
    done = Enrolled("c-9", "王*蓝", ("慢病用药", "老人"), ("a",), TYPED, "6021")
    whom = Whom("c-9", "王*蓝")
    saved, errand = EnrolState(done=done), ErrandState(whom)
    on = date(2025, 11, 21)
    signed = SignedUp(
        "g-1", "c-9", ("a",), "王*蓝", "6021", "陈药师", "示例 0018 店", on, date(2026, 11, 21)
    )
    path = Paper(path="/var/lib/guitai/exports/guitai-card-20251121-103204.pdf")
    return {
        "card": (
            saved,
            replace(errand, is_temporary=True, number="990018000007", printed=CARD, paper=path),
        ),
        "agreement": (saved, replace(errand, asks=True)),
        "signed": (
            EnrolState(),
            replace(errand, signed=signed, printed="agreement", paper=Paper("HP-Laser-2")),
        ),
        "handed": (saved, replace(errand, handed=Handed("h-1", "王*蓝", URL))),
        "no_paper": (saved, replace(errand, refusal=Refusal("PRINT_NO_SERVICE"))),
    }


def states() -> Mapping[str, EnrolState]:
    """Return every named state."""
    full = EnrolState(TYPED, likely=(FAMILY, SOUNDS))
    sure = EnrolState(replace(TYPED, name="王秀兰"), likely=(SAME, FAMILY, SOUNDS))
    done = Enrolled("c-9", "王*蓝", ("慢病用药", "老人"), ("a",), TYPED, "6021")
    wrong = (
        FieldProblem("phone", "ENROL_PHONE_UNREADABLE"),
        FieldProblem("birth", "ENROL_BIRTH_UNREADABLE"),
        FieldProblem("kind", "ENROL_KIND_MISSING"),
        FieldProblem("guardian", "CONSENT_NEEDS_GUARDIAN"),
    )
    typed = Draft(phone="154000", birth="13 月", words={Purpose.REMINDERS: True})
    return {
        "empty": EnrolState(),
        "full": full,
        "carried": EnrolState(Draft(phone=PHONE), aside=(TYPED,)),
        "left": EnrolState(
            Draft(phone=PHONE, name="王秀兰"), since=words.draft_since(LEFT_AT, UTC, LEFT_AT)
        ),
        "sure": replace(sure, is_asked=True),
        "child": EnrolState(CHILD, likely=(FAMILY, SAME)),
        "wrong": EnrolState(typed, problems=wrong),
        "refused": replace(full, refusal=Refusal("NOT_SIGNED_IN")),
        "saved": EnrolState(done=done, is_fresh=True),
        "saved_long_ago": EnrolState(
            done=replace(done, draft=replace(TYPED, words={}, templates=frozenset({"pregnant"})))
        ),
    }
