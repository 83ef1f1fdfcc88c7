"""Beginning somebody's file at the counter: what is typed, what it means, and whom it may be.

A phone and what is bought are enough; everything else comes with later visits. What somebody types
is read tolerantly and never refused while it is being typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from terminal.domain.consent import Purpose, needs_guardian
from terminal.domain.customer import UNNAMED, age_on
from terminal.domain.imports import dates, values
from terminal.domain.imports.dates import Style
from terminal.domain.imports.matching import (
    MERGED,
    NAME_SOUNDS,
    OTHER_BIRTH,
    OTHER_NAME,
    SAME_BIRTH,
    SAME_NAME,
    SAME_PHONE,
    WEIGHTS,
)
from terminal.domain.problems import FieldProblem
from terminal.domain.search import has_han

PHONE_TAIL: Final = "phone_tail"
ADULT_YEARS: Final = 18
TAIL_LEAST: Final = 4
TAIL_MOST: Final = 8
HAN_LEAST: Final = 2
LETTERS_LEAST: Final = 3
_TAIL_WEIGHT: Final = 15
_NOTHING_ELSE: Final = 35
"""What the same phone weighs more while no name can speak for or against it."""
_MOST: Final = 100
_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
_BEGUN: Final = re.compile(r"1[3-9]\d*", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s.,、。·:;()\-–—_]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """What somebody mostly buys. `word` is the label on the file, in the chain's own words."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class Template:
    """What one key fills in for a group of people, and what is to be asked of them at once."""

    code: str
    word: str
    sex: str | None = None
    is_child: bool = False


KINDS: Final = (
    Kind("buys_chronic", "慢病用药"),
    Kind("buys_acute", "临时用药"),
    Kind("buys_health", "保健食品"),
    Kind("buys_device", "医疗器械"),
    Kind("buys_care", "日化护理"),
    Kind("buys_other", "其他购药"),
)
"""What is bought, in the order of the keys 1 to 6."""
TEMPLATES: Final = (
    Template("pregnant", "孕妇", sex="f"),
    Template("elder", "老人"),
    Template("child", "儿童", is_child=True),
)
"""Groups of people, in the order of the keys 7 to 9."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it is being typed. `words` is what was said about the uses of the data; `guardian`
    the customer who decides for a child, and `guardian_name` the masked name.
    """

    phone: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    birth: str = field(default="", repr=False)
    kind: str | None = None
    templates: frozenset[str] = frozenset()
    words: Mapping[Purpose, bool] = field(default_factory=dict)
    guardian: str | None = None
    guardian_name: str = field(default="", repr=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to lose."""
        typed = self.phone.strip() or self.name.strip() or self.birth.strip()
        return not (typed or self.kind or self.templates or self.words)

    @property
    def is_childs(self) -> bool:
        """Tell whether the template of children was chosen."""
        return any(one.is_child and one.code in self.templates for one in TEMPLATES)


@dataclass(frozen=True, slots=True)
class Said:
    """What a draft says, read. Nothing in it is wrong."""

    phone: str | None = field(default=None, repr=False)
    name: str = field(default=UNNAMED, repr=False)
    birth_on: date | None = field(default=None, repr=False)
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is on file of somebody who may be the same person."""

    name: str = field(repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    birth_on: date | None = field(default=None, repr=False)


def plain_phone(text: str) -> str:
    """Return what was typed as a phone in one form: an input method's digits and dots made alike,
    without what stands between digits.
    """
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def read_phone(text: str) -> tuple[str | None, FieldProblem | None]:
    """Return a phone, nothing when nothing was typed, or why it is none."""
    plain = plain_phone(text)
    if not plain:
        return None, None
    found, _ = values.phones(plain)
    if len(found) == 1:
        return found[0], None
    return None, FieldProblem("phone", "ENROL_PHONE_UNREADABLE")


def is_whole(text: str) -> bool:
    """Tell whether a mobile number is typed to its end."""
    return _MOBILE.fullmatch(plain_phone(text)) is not None


def tail_of(text: str) -> str:
    """Return the end of a phone that was typed, nothing while a whole number is on its way."""
    plain = plain_phone(text)
    is_tail = plain.isascii() and plain.isdigit() and TAIL_LEAST <= len(plain) <= TAIL_MOST
    return plain if is_tail and not _BEGUN.fullmatch(plain) else ""


def name_to_look_for(text: str) -> str:
    """Return a name, or pinyin or initials of one, once it is long enough to say something."""
    name = values.clean(text)
    least = HAN_LEAST if has_han(name) else LETTERS_LEAST
    return name if len(name) >= least else ""


def read_birth(text: str, today: date) -> tuple[date | None, FieldProblem | None]:
    """Return a day of birth, nothing when nothing was typed, or why it is none."""
    if not text.strip():
        return None, None
    plain = unicodedata.normalize("NFKC", text.strip()).translate(_POINTS)
    read = dates.day("-".join(plain.split()), Style(today, births=True))
    if read.value is not None:
        return read.value, None
    return None, FieldProblem("birth", "ENROL_BIRTH_UNREADABLE")


def read(draft: Draft, today: date) -> Said | tuple[FieldProblem, ...]:
    """Return what a draft says, or everything that keeps it from being saved."""
    phone, wrong_phone = read_phone(draft.phone)
    birth_on, wrong_birth = read_birth(draft.birth, today)
    found = [wrong_phone, wrong_birth]
    name = UNNAMED
    if draft.name.strip():
        said = values.name(draft.name)
        name = said.value or UNNAMED
        found.append(None if said.value else FieldProblem("name", "ENROL_NAME_UNREADABLE"))
    if phone is None and wrong_phone is None and name == UNNAMED:
        found.append(FieldProblem("phone", "ENROL_NOBODY"))
    if draft.kind is None:
        found.append(FieldProblem("kind", "ENROL_KIND_MISSING"))
    if any(draft.words.values()) and lacks_guardian(draft, birth_on, today):
        found.append(FieldProblem("guardian", "CONSENT_NEEDS_GUARDIAN"))
    problems = tuple(one for one in found if one is not None)
    if problems:
        return problems
    sexes = {one.sex for one in TEMPLATES if one.code in draft.templates and one.sex}
    return Said(phone, name, birth_on, sexes.pop() if len(sexes) == 1 else None)


def lacks_guardian(draft: Draft, birth_on: date | None, today: date) -> bool:
    """Tell whether somebody has to speak for this one and is not named: under 14, or a child whose
    birth is not known.
    """
    if draft.guardian is not None:
        return False
    return needs_guardian(birth_on, today) or (draft.is_childs and birth_on is None)


def is_adult(birth_on: date | None, today: date) -> bool:
    """Tell whether somebody may speak for a child; whose age is not known may."""
    age = age_on(birth_on, today)
    return age is None or age >= ADULT_YEARS


def labels(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return the labels that a draft puts on: code and word of each."""
    kinds = [(one.code, one.word) for one in KINDS if one.code == draft.kind]
    groups = [(one.code, one.word) for one in TEMPLATES if one.code in draft.templates]
    return (*kinds, *groups)


def weigh(
    draft: Draft,
    known: Known,
    today: date,
    sound: Callable[[str], frozenset[str]],
    *,
    is_found: bool,
) -> tuple[int, tuple[str, ...]]:
    """Return how much speaks for somebody on file being the one that is typed (0 to 100), and the
    reasons. `is_found`: the file's name was found by letters of its reading.
    """
    phone, _ = read_phone(draft.phone)
    birth_on, _ = read_birth(draft.birth, today)
    reasons = []
    tail = tail_of(draft.phone)
    if phone is not None and phone in known.phones:
        reasons.append(SAME_PHONE)
    elif tail and any(one.endswith(tail) for one in known.phones):
        reasons.append(PHONE_TAIL)
    name = _by_name(draft.name, known.name, sound, is_found=is_found)
    if name is not None:
        reasons.append(name)
    if birth_on is not None and known.birth_on is not None:
        reasons.append(SAME_BIRTH if birth_on == known.birth_on else OTHER_BIRTH)
    score = sum(WEIGHTS.get(one, _TAIL_WEIGHT) for one in reasons)
    if SAME_PHONE in reasons and name is None:
        score += _NOTHING_ELSE
    return min(max(score, 0), _MOST), tuple(reasons)


def is_listed(score: int, reasons: tuple[str, ...]) -> bool:
    """Tell whether somebody has to be shown: a shared phone always, for it is a household or the
    same person.
    """
    if SAME_PHONE in reasons:
        return True
    return score > 0 and not {PHONE_TAIL, NAME_SOUNDS, SAME_NAME}.isdisjoint(reasons)


def is_sure(score: int) -> bool:
    """Tell whether it is the same person as far as one can tell."""
    return score >= MERGED


def _by_name(
    typed: str, known: str, sound: Callable[[str], frozenset[str]], *, is_found: bool
) -> str | None:
    name = values.clean(typed)
    if not name or known == UNNAMED:
        return None
    if name == known:
        return SAME_NAME
    alike = len(name) == len(known) and not sound(name).isdisjoint(sound(known))
    if alike or (is_found and not has_han(name)):
        return NAME_SOUNDS
    # One or two letters of a name under way are no other name.
    return None if known.startswith(name) or not has_han(name) else OTHER_NAME


_POINTS: Final = str.maketrans(dict.fromkeys("。．,，、·/", "-"))
