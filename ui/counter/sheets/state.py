"""What an open sheet shows. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from terminal.domain import keywords, observation, reading_entry, refill_note
from terminal.domain.card import ConflictItem, MedicineItem, ReadingItem, ReplyItem
from terminal.domain.card_file import Relative
from terminal.domain.consent import Purpose
from terminal.domain.event import Event
from terminal.domain.keywords import Mention
from terminal.domain.missing import Missing, MissingField
from terminal.domain.observation import GLUCOSE_FASTING, GLUCOSE_RANDOM, ReadingLevel
from terminal.domain.problems import FieldProblem
from terminal.domain.proxy import IdKind
from terminal.domain.reading_entry import ReadingEntry
from terminal.domain.refill_note import Amount, Way
from terminal.services.consents import ASKED, Stand
from terminal.services.file_fields import CHANNELS, SEXES, Filled
from terminal.services.handing_many import Given
from terminal.services.handing_over import Colleague
from terminal.services.labels import Turned
from terminal.services.note_corrections import NoteMended
from terminal.services.reading_corrections import Mended
from terminal.services.refills import Refilled
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.note_past import NoteMending
from ui.counter.sheets.past import Mending

SIDE_EFFECTS: Final = ("dizzy", "weak", "stomach", "diarrhoea", "rash", "cough", "swelling", "low")
"""Codes of the side effects a note offers, in the order of the keys Alt+1 to Alt+8."""
KINDS_OF_GLUCOSE: Final = (GLUCOSE_FASTING, GLUCOSE_RANDOM)
"""What a glucose can be, in the order of the keys Alt+1 and Alt+2."""
NO_TO_ALL: Final = 2 * len(ASKED) + 1
"""The digit that says no to every purpose."""


MEDICINES_OFFERED: Final = 6
"""Medicines that a refill offers, in the order of the keys Alt+1 to Alt+6."""
GUARDIANS_OFFERED: Final = 4
"""Guardians that consents offer, in the order of the keys Alt+1 to Alt+4."""
GUARDIAN_BASE: Final = 20
"""What is added to the digit of a guardian's key, since plain digits are answers there."""
WAYS: Final = {7: Way.BOUGHT, 8: Way.ASKED}
"""How it is refilled, by the digit of its Alt key."""


@dataclass(frozen=True, slots=True)
class ReadingSheet:
    """A reading as it is typed; `code` says of which kind it is, `name` is the masked one,
    `mending` whether it is a new one.
    """

    customer: str
    name: str
    code: str
    text: str = ""
    is_busy: bool = False
    problem: FieldProblem | None = None
    mending: Mending = Mending()  # noqa: RUF009 (frozen)

    @property
    def kind(self) -> SheetKind:
        """Return which sheet it is."""
        return SheetKind.GLUCOSE if self.code in KINDS_OF_GLUCOSE else SheetKind.PRESSURE

    @property
    def has_draft(self) -> bool:
        """Tell whether there is something to lose."""
        return bool(self.text.strip())

    @property
    def entry(self) -> ReadingEntry | None:
        """Return what was typed as a reading, None while it is none."""
        found = reading_entry.read(self.code, self.text)
        return found if isinstance(found, ReadingEntry) else None

    @property
    def level(self) -> ReadingLevel | None:
        """Return what the reading means so far."""
        entry = self.entry
        return None if entry is None else observation.level(entry.code, entry.items)


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """A note as it is typed, with its side effects; `mending` tells whether it is a new one."""

    customer: str
    name: str
    text: str = ""
    effects: tuple[str, ...] = ()
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.NOTE
    mending: NoteMending = NoteMending()  # noqa: RUF009 (frozen)

    @property
    def has_draft(self) -> bool:
        """Tell whether there is something to lose."""
        return self.is_typed or bool(self.mending.kept)

    @property
    def is_typed(self) -> bool:
        """Tell whether the note it is about says something else than what is on record."""
        text, effects = self.mending.on_record()
        return (self.text.strip(), set(self.effects)) != (text, set(effects))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Return the words that mean something for the file."""
        return keywords.find(self.text, keywords.USUAL)


@dataclass(frozen=True, slots=True)
class ComplaintSheet:
    """What a complaint may be about: one key records it."""

    customer: str
    name: str
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.COMPLAINT
    has_draft: bool = False


@dataclass(frozen=True, slots=True)
class WhySheet:
    """What a name is needed for, of a file that was searched for: one key says it."""

    customer: str
    name: str
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.WHY
    has_draft: bool = False


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """What stands for each purpose (None until it is known), and what is being said now. Of
    `guardians`, one speaks for a child for whom nobody on file does.
    """

    customer: str
    name: str
    stands: tuple[Stand, ...] | None = None
    words: Mapping[Purpose, bool] = field(default_factory=dict)
    guardians: tuple[Relative, ...] = ()
    guardian: str | None = None
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.CONSENTS

    @property
    def has_draft(self) -> bool:
        """Tell whether there is something to lose."""
        return bool(self.words or self.guardian)

    def said(self, purpose: Purpose) -> bool | None:
        """Return what counts for a purpose once this is saved; None: nobody has asked."""
        if purpose in self.words:
            return self.words[purpose]
        stand = next((one for one in self.stands or () if one.purpose is purpose), None)
        return None if stand is None or stand.consent is None else stand.is_given


@dataclass(frozen=True, slots=True)
class RefillSheet:
    """A refill as it is noted: which of the medicines in use, how much, in which way (None: what
    the day allows).
    """

    customer: str
    name: str
    today: date
    medicines: tuple[MedicineItem, ...] = ()
    chosen: int = 0
    text: str = ""
    wanted: Way | None = None
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.REFILL

    @property
    def has_draft(self) -> bool:
        """Tell whether there is something to lose."""
        return bool(self.text.strip() or self.chosen or self.wanted)

    @property
    def medicine(self) -> MedicineItem | None:
        """Return the medicine that is meant, None when none is in use."""
        return self.medicines[self.chosen] if self.chosen < len(self.medicines) else None

    @property
    def too_early_until(self) -> date | None:
        """Return the day from which the fund pays the next one, None when it does today."""
        refill = None if self.medicine is None else self.medicine.refill
        earliest = None if refill is None else refill.earliest_on
        return earliest if earliest is not None and earliest > self.today else None

    @property
    def way(self) -> Way:
        """Return how it is refilled: unless somebody says otherwise it is bought, and before its
        day asked for.
        """
        early = self.too_early_until is not None
        if self.wanted is None:
            return Way.ASKED if early else Way.BOUGHT
        return Way.SELF_PAID if early and self.wanted is Way.BOUGHT else self.wanted

    @property
    def amount(self) -> Amount | FieldProblem | None:
        """Return how much is meant, or what is wrong with what was typed."""
        one = self.medicine
        if one is None:
            return None
        packs = max(-(-one.packs_e4 // 10_000), 1)
        return refill_note.read(self.text, packs=packs, days=one.days_supply)


CHOICES_OF: Final = {
    Missing.ALLERGIES: 1,
    Missing.CONDITION: 2,
    Missing.SEX: len(SEXES),
    Missing.CHANNEL: len(CHANNELS),
}
"""How many answers a missing field offers beside a text, or instead of one."""
TYPED: Final = frozenset({Missing.ALLERGIES, Missing.BIRTH, Missing.PHONE})
"""Missing fields that are typed."""
CONSENTED: Final = frozenset({Missing.GUARDIAN, Missing.HEALTH_FILE})
"""Missing fields that are said in the sheet of consents."""


@dataclass(frozen=True, slots=True)
class FieldSheet:
    """One thing that the file lacks, as it is typed; a choice is recorded at once."""

    customer: str
    name: str
    field: MissingField
    text: str = ""
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.FIELD

    @property
    def has_draft(self) -> bool:
        """Tell whether there is something to lose."""
        return bool(self.text.strip())

    @property
    def is_typed(self) -> bool:
        """Tell whether there is a text to type."""
        return self.field.field in TYPED

    @property
    def choices(self) -> int:
        """Return how many answers there are to choose from."""
        return CHOICES_OF.get(self.field.field, 0)


@dataclass(frozen=True, slots=True)
class EventSheet:
    """The events of today, where there are several: one key says to which the customer came."""

    customer: str
    name: str
    events: tuple[Event, ...]
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.EVENT
    has_draft: bool = False


ID_KINDS: Final = tuple(IdKind)
"""The papers a buyer may show, in the order of Alt+1 to Alt+4."""


@dataclass(frozen=True, slots=True)
class ProxySheet:
    """Who buys in the customer's place, as it is typed, and which paper they showed."""

    customer: str
    name: str
    text: str = ""
    id_kind: IdKind = IdKind.ID_CARD
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.PROXY

    @property
    def has_draft(self) -> bool:
        """Tell whether there is something to lose."""
        return bool(self.text.strip())


ANYBODY: Final = 8
"""The digit of anybody in the store; those before it are colleagues."""


@dataclass(frozen=True, slots=True)
class HandSheet:
    """The open follow-ups of a customer, about to be another's. `task` is one of them, `people` who
    can have them, none until it is known; `chosen` the digit of one, 0: nobody yet.
    """

    customer: str
    name: str
    task: str
    text: str = ""
    people: tuple[Colleague, ...] = ()
    tasks: tuple[str, ...] = ()
    titles: tuple[Mapping[str, str], ...] = ()
    chosen: int = 0
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.HAND

    @property
    def has_draft(self) -> bool:
        """Tell whether there is something to lose."""
        return bool(self.text.strip())

    @property
    def to(self) -> Colleague | None:
        """Return who is to have them, None: anybody, or nobody was chosen yet."""
        return self.people[self.chosen - 1] if 0 < self.chosen <= len(self.people) else None


@dataclass(frozen=True, slots=True)
class AdviceSheet:
    """A reading that needs a doctor: what to tell the customer, and when to ask again. One that is
    not saved was measured of somebody who refused a health file.
    """

    customer: str
    name: str
    item: ReadingItem
    recontact_on: date | None
    today: date
    is_saved: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a contradiction in a file. It is asked above the tasks, in no sheet."""

    customer: str
    name: str
    asked: ConflictItem
    reply: ReplyItem
    kind: SheetKind = SheetKind.ANSWER
    has_draft: bool = False


Entry: TypeAlias = (
    ReadingSheet
    | NoteSheet
    | ComplaintSheet
    | ConsentSheet
    | RefillSheet
    | FieldSheet
    | EventSheet
    | WhySheet
    | ProxySheet
    | HandSheet
    | LabelSheet
)
Typed: TypeAlias = (
    ReadingSheet | NoteSheet | RefillSheet | FieldSheet | ProxySheet | HandSheet | LabelSheet
)
Sheet: TypeAlias = Entry | AdviceSheet


@dataclass(frozen=True, slots=True)
class Deed:
    """What was just recorded and can be taken back: the sheet as it was, and the ids."""

    sheet: Entry | Answer
    ids: tuple[str, ...]
    item: ReadingItem | None = None
    about: str = ""
    refilled: Refilled | None = None
    filled: Filled | None = None
    given: tuple[Given, ...] = ()
    mended: Mended | None = None
    note_mended: NoteMended | None = None
    turned: Turned | None = None

    @property
    def token(self) -> str:
        """Return what names it."""
        return self.ids[0]
